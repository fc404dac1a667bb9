package io.github.threading4j.stress.scenarios;

/** The operations of a thread that the scenarios use. */
public interface ThreadApi {
    /** Starts the thread. Throws {@link IllegalStateException} if it was started before. */
    void start();

    /** Waits for the end of the thread, and returns whether it has ended. */
    boolean join(long nanos) throws InterruptedException;

    boolean isAlive();

    /** Returns whether the thread is listed. */
    boolean isListed();

    /** Returns the number of listed threads. */
    int count();

    /** Tries to start the thread, and returns whether this call has started it. */
    default boolean tryStart() {
        try {
            start();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Like {@link #join}, for a caller that is never interrupted. */
    default boolean joinUninterrupted(long nanos) {
        try {
            return join(nanos);
        } catch (InterruptedException e) {
            throw new AssertionError("unexpected interrupt", e);
        }
    }
}

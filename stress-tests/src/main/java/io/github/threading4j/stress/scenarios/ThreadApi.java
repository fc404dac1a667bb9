package io.github.threading4j.stress.scenarios;

/** A thread as the scenarios use it. */
public interface ThreadApi {
    /** Starts it; an {@link IllegalStateException} says that it was started before. */
    void start();

    /** Waits for its end; tells whether it has ended. */
    boolean join(long nanos) throws InterruptedException;

    boolean isAlive();

    /** Tells whether it is among the threads that are listed. */
    boolean isListed();

    /** How many threads are listed. */
    int count();

    /** Tells whether this call has started it. */
    default boolean tryStart() {
        try {
            start();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Waits for its end where nobody interrupts. */
    default boolean joinUninterrupted(long nanos) {
        try {
            return join(nanos);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts here", e);
        }
    }
}

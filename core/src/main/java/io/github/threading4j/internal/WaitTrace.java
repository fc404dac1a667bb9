package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * A wait that is being recorded by the JVM's flight recorder. See {@link FlightRecording#beginWait}. Its only
 * implementation is not loaded until the flight recorder is started.
 */
public interface WaitTrace {
    /** How a wait ended. */
    enum Outcome {
        /** The thread got what it waited for. */
        DONE,
        /** The timeout elapsed. */
        TIMED_OUT,
        /** The thread was interrupted. */
        INTERRUPTED,
        /** A watch for deadlocks ended the wait. */
        CANCELLED,
        /** The wait threw another exception, such as for lack of memory. */
        FAILED;

        /** Returns the outcome of a wait that returned normally. */
        static Outcome of(boolean done) {
            return done ? DONE : TIMED_OUT;
        }

        /** Returns the outcome of a wait that threw an exception. Must be called by the thread that waited. */
        static Outcome of(Throwable thrown) {
            if (!(thrown instanceof InterruptedException)) {
                return FAILED;
            }
            return CancelPoint.isCancelled() ? CANCELLED : INTERRUPTED;
        }
    }

    /**
     * Ends the recorded wait.
     *
     * @return whether it has lasted long enough to be recorded; never fails
     */
    boolean stop();

    /**
     * Adds the event to the recording. Must be called by the thread that waited, and without a mutex. Never fails.
     *
     * @param blocker as in {@code beginWait}
     * @param outcome how the wait ended
     */
    void record(Blocker blocker, Outcome outcome);

    /**
     * Ends a wait that returned normally, and adds its event to the recording if it lasted long enough.
     *
     * @param trace the result of {@code beginWait}, or null
     * @param blocker as in {@code beginWait}
     * @param done whether the thread got what it waited for
     * @return {@code done}
     */
    static boolean ended(@Nullable WaitTrace trace, Blocker blocker, boolean done) {
        if (trace != null && trace.stop()) {
            trace.record(blocker, Outcome.of(done));
        }
        return done;
    }

    /**
     * Ends a wait that threw an exception, and adds its event to the recording if it lasted long enough.
     *
     * @param trace the result of {@code beginWait}, or null
     * @param blocker as in {@code beginWait}
     * @param thrown the exception
     */
    static void failed(@Nullable WaitTrace trace, Blocker blocker, Throwable thrown) {
        if (trace != null && trace.stop()) {
            trace.record(blocker, Outcome.of(thrown));
        }
    }
}

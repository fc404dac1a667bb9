package io.github.threading4j;

/**
 * A handler of uncaught exceptions: Python's {@code threading.excepthook}.
 *
 * <p>The hook is set by {@link Threading#setExcepthook} and called in the thread that failed, which is alive and listed
 * during the call; {@code join} returns only after the call. An unretrieved exception of a future is reported later: by
 * a pool worker between two of its tasks, by the thread that closes the executor, or when the JVM shuts down. A pool
 * may have its own hook for unretrieved exceptions. Several threads may call the hook concurrently. The library holds
 * none of its own locks while it calls the hook.
 *
 * <p>A hook that does not return blocks only the calling thread: the thread does not end, the worker runs no more
 * tasks, or {@code close} does not return. When the JVM shuts down, it waits for pending reports, even if the hook
 * calls {@code System.exit}. It stops waiting when the reports have made no progress for 1 s, and after 10 s at the
 * latest. Exceptions whose reports have not ended by then are printed to stderr.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ExceptHook {
    /**
     * Handles an uncaught exception.
     *
     * @param args the exception and its thread
     * @throws Exception if the hook fails; this exception is reported together with the original one, but is not passed
     *     to the hook
     */
    void handle(ExceptHookArgs args) throws Exception;

    /**
     * Returns a hook that reports like {@linkplain Threading#getDefaultExcepthook() the default hook} and then ends the
     * program.
     *
     * <pre>{@code
     * setExcepthook(ExceptHook.exitingWith(1));
     * System.out.println(getExcepthook());               // ExceptHook.exitingWith(1)
     * setExcepthook(getDefaultExcepthook());
     * }</pre>
     *
     * <p>The hook calls {@code System.exit}, which runs the shutdown hooks. It uses a separate thread for the call, so
     * a shutdown hook can wait for the thread that failed. The failed thread waits up to 1 s for the program to end,
     * and then continues. If several threads fail, each exception is reported, and the program ends once. If the JVM is
     * already shutting down, for whatever reason, the hook only reports the exception, and does not change the exit
     * code. This applies to any unretrieved exception that is not reported before the shutdown, so close executors
     * before the program ends. If no other thread can be started, the program ends immediately, without running its
     * shutdown hooks.
     *
     * <p>As in Python, an exception that ends the main thread is not reported to any hook: the JVM prints it.
     *
     * @param status the exit code of the program; by convention 1 to 255: POSIX systems keep the low 8 bits, so 257
     *     becomes 1
     * @return the hook
     * @throws IllegalArgumentException if {@code status} is a multiple of 256 other than 0: the program would seem to
     *     have succeeded
     */
    static ExceptHook exitingWith(int status) {
        return new ExitingHook(status);
    }
}

package io.github.threading4j;

/**
 * A handler of uncaught exceptions: Python's {@code threading.excepthook}.
 *
 * <p>The hook is set by {@link Threading#setExcepthook} and called in the thread that failed, which is alive and listed
 * during the call; {@code join} returns only after the call. An unretrieved exception of a future is reported later: in
 * a worker of some pool between two of its tasks, in the thread that closes the executor, or at the end of the program;
 * a pool may have its own hook for such exceptions. Several threads may call the hook at once. It is never called with
 * a lock of this library held.
 *
 * <p>A hook that does not return blocks only the calling thread: the thread does not end, the worker runs no more
 * tasks, {@code close} does not return. At the end of the program, the JVM waits for pending reports, whatever
 * the hook does, even if it calls {@code System.exit}, until they have made no progress for 1 s, but at most for 10 s;
 * exceptions whose reports have not ended are printed to stderr.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ExceptHook {
    /**
     * Handles an uncaught exception.
     *
     * @param args the exception and its thread
     * @throws Exception if the hook fails; this exception is reported together with the original one, and not passed to
     *     the hook again
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
     * <p>The hook calls {@code System.exit} in a separate thread, so shutdown hooks run, and may wait for the thread
     * that failed. The failed thread waits up to 1 s for the program to end, and then continues. If several threads
     * fail, each exception is reported, and the program ends once. If the program is already ending, for whatever
     * reason, the hook only reports and does not change the exit code; this includes an unretrieved exception that is
     * reported only at the end of the program, so close executors before that. If no other thread can be started, the
     * program ends at once, without running its shutdown hooks.
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

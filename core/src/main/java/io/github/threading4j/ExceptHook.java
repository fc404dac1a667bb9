package io.github.threading4j;

/**
 * Receives what nobody can catch: Python's {@code threading.excepthook}.
 *
 * <p>It is set by {@link Threading#setExcepthook} and called in the thread that failed, which is still alive and listed
 * meanwhile; {@code join} returns only after it. An exception that was never retrieved from a future is reported later:
 * in a worker of some pool between two of its tasks, in the thread that closes the executor, or at the end of the
 * program; a pool may have a hook of its own for these. Several threads may call the hook at once, and it is never
 * called with a lock of this library held.
 *
 * <p>A hook that does not return holds up that thread alone: the thread does not end, the worker accepts no more tasks,
 * {@code close} does not return. The end of the program waits 1 s for the reports that are due then, whatever the hook
 * does, {@code System.exit} included; it prints those that have not ended to stderr.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ExceptHook {
    /**
     * Handles an uncaught exception.
     *
     * @param args the exception and its thread
     * @throws Exception what it throws is reported together with the original exception, and the hook is not called for
     *     it again
     */
    void handle(ExceptHookArgs args) throws Exception;

    /**
     * Returns a hook that reports as {@linkplain Threading#getDefaultExcepthook() the default one} does, and then ends
     * the program: one thread that fails ends all.
     *
     * <pre>{@code
     * setExcepthook(ExceptHook.exitingWith(1));
     * System.out.println(getExcepthook());               // ExceptHook.exitingWith(1)
     * setExcepthook(getDefaultExcepthook());
     * }</pre>
     *
     * <p>It calls {@code System.exit} in a thread of its own, so shutdown hooks run, and may wait for the thread that
     * failed. That thread waits up to 1 s for the program to end, and then goes on. If several threads fail, each
     * exception is reported, and the program ends once. While the program is ending in whichever way, the hook only
     * reports, and the exit code stays: a task whose failure is found only at the end of the program does not change
     * it, so close executors before. Where no other thread can be started, the program ends at once, without its
     * shutdown hooks.
     *
     * <p>What the main thread itself throws is not reported to any hook, as in Python: the JVM prints it.
     *
     * @param status the exit code of the program; by convention not 0
     * @return the hook
     */
    static ExceptHook exitingWith(int status) {
        return new ExitingHook(status);
    }
}

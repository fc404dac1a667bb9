package io.github.threading4j;

/**
 * Receives what nobody can catch: Python's {@code threading.excepthook}.
 *
 * <p>It is set by {@link Threading#setExcepthook} and called in the thread that failed, which is still alive and listed
 * meanwhile; {@code join} returns only after it. Several threads may call it at once.
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
}

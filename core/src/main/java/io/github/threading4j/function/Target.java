package io.github.threading4j.function;

/**
 * The code that a thread runs: the {@code target} of Python's {@code threading.Thread}.
 *
 * <p>Python passes {@code args} and {@code kwargs} beside the target; a lambda captures them instead:
 * {@code threading.Thread(target=f, args=(1, 2))} is {@code new NamedThread(() -> f(1, 2))}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Target {
    /**
     * Runs the code, in the new thread.
     *
     * @throws Exception any exception that the code throws; it goes to the excepthook, like an uncaught exception in
     *     Python
     */
    void run() throws Exception;
}

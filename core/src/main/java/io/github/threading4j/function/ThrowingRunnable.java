package io.github.threading4j.function;

/**
 * An action that may throw {@code X}: a {@link Runnable} whose checked exception reaches the caller with its type.
 *
 * @param <X> the type of exception that the action throws; inferred as {@link RuntimeException} for a body that throws
 *     no checked exception
 * @since 0.1.0
 */
@FunctionalInterface
public interface ThrowingRunnable<X extends Throwable> {
    /**
     * Runs the action.
     *
     * @throws X if the action fails
     */
    void run() throws X;
}

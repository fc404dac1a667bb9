package io.github.threading4j.function;

/**
 * An action that may throw {@code X}: a {@link Runnable} whose checked exception reaches the caller with its type.
 *
 * @param <X> what the action throws; inferred as {@link RuntimeException} for a body that throws nothing checked
 * @since 0.1.0
 */
@FunctionalInterface
public interface ThrowingRunnable<X extends Throwable> {
    /**
     * Does the work.
     *
     * @throws X if the work fails
     */
    void run() throws X;
}

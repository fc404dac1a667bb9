package io.github.threading4j.function;

import org.jspecify.annotations.Nullable;

/**
 * A consumer of a value that may throw, such as a callback of a future.
 *
 * @param <T> the type of the value; may be a nullable type
 * @since 0.1.0
 */
@FunctionalInterface
public interface ThrowingConsumer<T extends @Nullable Object> {
    /**
     * Consumes a value.
     *
     * @param value the value
     * @throws Exception if the consumer fails; the method that takes the consumer specifies where the exception goes
     */
    void accept(T value) throws Exception;
}

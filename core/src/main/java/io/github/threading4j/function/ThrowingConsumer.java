package io.github.threading4j.function;

import org.jspecify.annotations.Nullable;

/**
 * Takes a value and may throw: a callback of a future, for example.
 *
 * @param <T> what it takes; may be a nullable type
 * @since 0.1.0
 */
@FunctionalInterface
public interface ThrowingConsumer<T extends @Nullable Object> {
    /**
     * Does something with a value.
     *
     * @param value the value
     * @throws Exception if that fails; the method that takes the consumer says where it goes
     */
    void accept(T value) throws Exception;
}

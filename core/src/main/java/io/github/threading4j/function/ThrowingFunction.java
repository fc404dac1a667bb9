package io.github.threading4j.function;

import org.jspecify.annotations.Nullable;

/**
 * Makes one value of another and may throw: what an executor maps over items.
 *
 * @param <A> what it takes; may be a nullable type
 * @param <R> what it returns; may be a nullable type
 * @since 0.1.0
 */
@FunctionalInterface
public interface ThrowingFunction<A extends @Nullable Object, R extends @Nullable Object> {
    /**
     * Computes the result.
     *
     * @param argument the argument
     * @return the result
     * @throws Exception if that fails; the method that takes the function says where it goes
     */
    R apply(A argument) throws Exception;
}

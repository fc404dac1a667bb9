package io.github.threading4j.function;

import org.jspecify.annotations.Nullable;

/**
 * Makes one value of two others and may throw: what an executor maps over the items of two iterables.
 *
 * @param <A> what it takes first; may be a nullable type
 * @param <B> what it takes second; may be a nullable type
 * @param <R> what it returns; may be a nullable type
 * @since 0.1.0
 */
@FunctionalInterface
public interface ThrowingBiFunction<
        A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> {
    /**
     * Computes the result.
     *
     * @param first the first argument
     * @param second the second argument
     * @return the result
     * @throws Exception if that fails; the method that takes the function says where it goes
     */
    R apply(A first, B second) throws Exception;
}

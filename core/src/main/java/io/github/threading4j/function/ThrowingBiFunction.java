package io.github.threading4j.function;

import org.jspecify.annotations.Nullable;

/**
 * A function of two arguments that may throw, such as the one that an executor maps over the items of two iterables.
 *
 * @param <A> the type of the first argument; may be a nullable type
 * @param <B> the type of the second argument; may be a nullable type
 * @param <R> the type of the result; may be a nullable type
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
     * @throws Exception if the function fails; the method that takes the function specifies where the exception goes
     */
    R apply(A first, B second) throws Exception;
}

package io.github.threading4j.function;

import org.jspecify.annotations.Nullable;

/**
 * A function that may throw, such as the one that an executor maps over items.
 *
 * @param <A> the type of the argument; may be a nullable type
 * @param <R> the type of the result; may be a nullable type
 * @since 0.1.0
 */
@FunctionalInterface
public interface ThrowingFunction<A extends @Nullable Object, R extends @Nullable Object> {
    /**
     * Computes the result.
     *
     * @param argument the argument
     * @return the result
     * @throws Exception if the function fails; the method that takes the function specifies where the exception goes
     */
    R apply(A argument) throws Exception;
}

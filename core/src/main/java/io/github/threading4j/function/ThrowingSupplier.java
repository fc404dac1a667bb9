package io.github.threading4j.function;

import org.jspecify.annotations.Nullable;

/**
 * A supplier that may throw {@code X}: a {@link java.util.function.Supplier} whose checked exception reaches the caller
 * with its type.
 *
 * @param <T> the type of the value; may be a nullable type
 * @param <X> the type of exception that the supplier throws; inferred as {@link RuntimeException} for a body that
 *     throws no checked exception
 * @since 0.1.0
 */
@FunctionalInterface
public interface ThrowingSupplier<T extends @Nullable Object, X extends Throwable> {
    /**
     * Returns the value.
     *
     * @return the value
     * @throws X if it can't be computed
     */
    T get() throws X;
}

package io.github.threading4j.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function that can be sent to another process: the counterpart of {@link SerializableCallable} for {@code map}.
 *
 * @param <A> the type of the argument; may be a nullable type
 * @param <R> the type of the result; may be a nullable type
 * @since 0.1.0
 */
@FunctionalInterface
public interface SerializableFunction<A extends @Nullable Object, R extends @Nullable Object>
        extends ThrowingFunction<A, R>, Serializable {}

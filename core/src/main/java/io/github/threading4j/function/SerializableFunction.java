package io.github.threading4j.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function that can be sent to another process, as {@link SerializableCallable} is a task that can be.
 *
 * @param <A> what it takes; may be a nullable type
 * @param <R> what it returns; may be a nullable type
 * @since 0.1.0
 */
@FunctionalInterface
public interface SerializableFunction<A extends @Nullable Object, R extends @Nullable Object>
        extends ThrowingFunction<A, R>, Serializable {}

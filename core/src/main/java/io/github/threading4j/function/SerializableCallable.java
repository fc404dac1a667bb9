package io.github.threading4j.function;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A task that can be sent to another process, by an executor that supports it. A lambda is such a task if this
 * interface is its target type and all objects that it captures are serializable:
 *
 * <pre>{@code
 * SerializableCallable<Integer> task = () -> 6 * 7;
 * try (var executor = new ThreadPoolExecutor(1)) {
 *     System.out.println(executor.submit(task).result());
 * }
 * }</pre>
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
@FunctionalInterface
public interface SerializableCallable<T extends @Nullable Object> extends Callable<T>, Serializable {}

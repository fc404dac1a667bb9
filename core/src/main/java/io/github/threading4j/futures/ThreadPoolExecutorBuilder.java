package io.github.threading4j.futures;

import io.github.threading4j.ExceptHook;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.JavaThreads;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A builder of {@link ThreadPoolExecutor}s.
 *
 * <pre>{@code
 * var builder = ThreadPoolExecutor.builder().maxWorkers(2).threadNamePrefix("fetch");
 * try (var executor = builder.build()) {
 *     System.out.println(executor.submit(() -> currentThread().getName()).result());   // fetch_0
 * }
 * }</pre>
 *
 * <p>A builder is not thread-safe.
 *
 * @since 0.1.0
 */
public final class ThreadPoolExecutorBuilder {
    private static final int MOST_BY_DEFAULT = 32;

    private int maxWorkers = Math.min(MOST_BY_DEFAULT, Runtime.getRuntime().availableProcessors() + 4);

    private @Nullable String threadNamePrefix;

    private @Nullable ThrowingRunnable<?> initializer;

    private boolean virtual;
    boolean propagatesContext;

    private int maxQueued = Integer.MAX_VALUE;

    private WhenFull whenFull = WhenFull.await();

    private @Nullable ExceptHook onUnretrieved;

    ThreadPoolExecutorBuilder() {}

    /** Returns the configuration of the executor's pool; the builder may be changed and used again. */
    PoolConfig config(Supplier<String> defaultPrefix) {
        var prefix = threadNamePrefix == null ? defaultPrefix.get() : threadNamePrefix;
        return new PoolConfig(prefix, maxWorkers, virtual, initializer, maxQueued, whenFull, onUnretrieved);
    }

    /**
     * Sets the maximum number of threads; the default is {@code min(32, processors + 4)}, as in Python.
     *
     * @param maxWorkers the maximum number of threads, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public ThreadPoolExecutorBuilder maxWorkers(int maxWorkers) {
        this.maxWorkers = Checks.atLeast(maxWorkers, 1, "max_workers must be greater than 0");
        return this;
    }

    /**
     * Sets the prefix of the threads' names; the default is {@code ThreadPoolExecutor-N}, where {@code N} counts from
     * 0. A name consists of the prefix and a number, as in {@code PREFIX_0}.
     *
     * @param prefix the prefix; if empty, the default is used, as in Python
     * @return this builder
     * @throws NullPointerException if {@code prefix} is null
     */
    public ThreadPoolExecutorBuilder threadNamePrefix(String prefix) {
        this.threadNamePrefix = Checks.notNull(prefix, "prefix").isEmpty() ? null : prefix;
        return this;
    }

    /**
     * Sets an action that each thread runs before its first task. If it fails, the executor is broken: queued tasks
     * fail and further tasks are rejected, both with a {@link BrokenThreadPoolException}. The threads reference the
     * action: if it captures the executor, directly or indirectly, the executor is never garbage-collected unless it is
     * shut down.
     *
     * @param initializer the action
     * @return this builder
     * @throws NullPointerException if {@code initializer} is null
     */
    public ThreadPoolExecutorBuilder initializer(ThrowingRunnable<?> initializer) {
        this.initializer = Checks.notNull(initializer, "initializer");
        return this;
    }

    /**
     * Makes each task run in a copy of the submitting thread's {@linkplain io.github.threading4j.contextvars.Context
     * context}, taken at the time of the {@code submit} or {@code map} call. By default, tasks run in the worker's
     * context, which is empty initially and keeps the values that tasks set.
     *
     * @return this builder
     */
    public ThreadPoolExecutorBuilder propagateContext() {
        this.propagatesContext = true;
        return this;
    }

    /**
     * Makes the tasks run in virtual threads instead of platform threads.
     *
     * @return this builder
     * @throws UnsupportedOperationException if the Java version is below 21
     */
    public ThreadPoolExecutorBuilder virtual() {
        return virtual(true);
    }

    /**
     * Makes the tasks run in virtual or in platform threads, for programs that decide at run time.
     *
     * @param virtual true for virtual threads, false for platform threads, which are the default
     * @return this builder
     * @throws UnsupportedOperationException if {@code virtual} is true and the Java version is below 21
     */
    public ThreadPoolExecutorBuilder virtual(boolean virtual) {
        if (virtual) {
            JavaThreads.requireVirtual();
        }
        this.virtual = virtual;
        return this;
    }

    /**
     * Bounds the queue; by default it is unbounded, as in Python. Running tasks and cancelled tasks do not count.
     *
     * @param maxQueued the maximum number of waiting tasks, at least 0
     * @param whenFull the policy of {@code submit} while the queue is full
     * @return this builder
     * @throws IllegalArgumentException if {@code maxQueued} is negative
     * @throws NullPointerException if {@code whenFull} is null
     */
    public ThreadPoolExecutorBuilder maxQueued(int maxQueued, WhenFull whenFull) {
        Checks.atLeast(maxQueued, 0, "maxQueued must not be negative");
        this.whenFull = Checks.notNull(whenFull, "whenFull");
        this.maxQueued = maxQueued;
        return this;
    }

    /**
     * Sets a handler that receives unretrieved exceptions of tasks instead of the excepthook, for programs that are
     * only interested in the first failure, or that count failures. It is called at the same time and in the same
     * thread as the excepthook would be, and never with a lock of this library held. Several threads may call it
     * concurrently. If the handler throws, its exception goes to the excepthook, followed by the exception that it was
     * called with. If it does not return in time at shutdown, the exception is printed to stderr. If the handler
     * captures the executor, directly or indirectly, the executor is never garbage-collected unless it is shut down.
     *
     * <pre>{@code
     * var builder = ThreadPoolExecutor.builder().onUnretrieved(args -> System.out.println(args.message()));
     * try (var executor = builder.threadNamePrefix("fetch").build()) {
     *     executor.submit(() -> Files.delete(Path.of("none")));
     * } // Exception in a task of fetch that was never retrieved
     * }</pre>
     *
     * @param handler the handler
     * @return this builder
     * @throws NullPointerException if {@code handler} is null
     */
    public ThreadPoolExecutorBuilder onUnretrieved(ExceptHook handler) {
        this.onUnretrieved = Checks.notNull(handler, "handler");
        return this;
    }

    /**
     * Creates the executor, without starting any thread yet.
     *
     * @return a new executor
     */
    public ThreadPoolExecutor build() {
        return new ThreadPoolExecutor(this);
    }
}

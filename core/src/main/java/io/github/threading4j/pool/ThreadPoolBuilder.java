package io.github.threading4j.pool;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.JavaThreads;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A builder of {@link ThreadPool}s; each call of {@link #build} creates a new pool.
 *
 * <pre>{@code
 * try (var pool = ThreadPool.builder().processes(2).name("squares").build()) {
 *     System.out.println(pool.map(n -> n * n, List.of(1, 2, 3)));   // [1, 4, 9]
 * }
 * }</pre>
 *
 * <p>A builder is not thread-safe.
 *
 * @since 0.1.0
 */
public final class ThreadPoolBuilder {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private int processes = Runtime.getRuntime().availableProcessors();
    private @Nullable String name;
    private @Nullable ThrowingRunnable<?> initializer;
    private boolean virtual;
    private boolean propagatesContext;

    ThreadPoolBuilder() {}

    /**
     * Sets the number of workers; the default is one for each processor.
     *
     * @param processes the number of workers, at least 1; named as in Python
     * @return this builder
     * @throws IllegalArgumentException if {@code processes} is less than 1
     */
    public ThreadPoolBuilder processes(int processes) {
        this.processes = Checks.atLeast(processes, 1, "Number of processes must be at least 1");
        return this;
    }

    /**
     * Sets the name of the pool, which is also the prefix of its threads' names; the default is {@code ThreadPool-N}.
     *
     * @param name the name
     * @return this builder
     * @throws NullPointerException if {@code name} is null
     */
    public ThreadPoolBuilder name(String name) {
        this.name = Checks.notNull(name, "name");
        return this;
    }

    /**
     * Sets an action that each thread runs before its first task. If it fails, the pool is terminated, and all results
     * complete with an {@link IllegalStateException}.
     *
     * @param initializer the action
     * @return this builder
     * @throws NullPointerException if {@code initializer} is null
     */
    public ThreadPoolBuilder initializer(ThrowingRunnable<?> initializer) {
        this.initializer = Checks.notNull(initializer, "initializer");
        return this;
    }

    /**
     * Makes each task run in a copy of the submitting thread's {@linkplain io.github.threading4j.contextvars.Context
     * context}, taken at the time of submission, and its callback in a copy of the task's context. The items of one
     * task share a context. By default, tasks run in the worker's context, which is empty initially and keeps the
     * values that tasks set.
     *
     * @return this builder
     */
    public ThreadPoolBuilder propagateContext() {
        this.propagatesContext = true;
        return this;
    }

    /**
     * Makes the tasks run in virtual threads instead of platform threads.
     *
     * @return this builder
     * @throws UnsupportedOperationException if the Java version is below 21
     */
    public ThreadPoolBuilder virtual() {
        return virtual(true);
    }

    /**
     * Makes the tasks run in virtual or in platform threads, for programs that decide at run time.
     *
     * @param virtual true for virtual threads, false for platform threads, which are the default
     * @return this builder
     * @throws UnsupportedOperationException if {@code virtual} is true and the Java version is below 21
     */
    public ThreadPoolBuilder virtual(boolean virtual) {
        if (virtual) {
            JavaThreads.requireVirtual();
        }
        this.virtual = virtual;
        return this;
    }

    /**
     * Creates the pool and starts its threads.
     *
     * @return a new pool
     * @throws IllegalStateException if the system can't start that many threads
     */
    public ThreadPool build() {
        return new ThreadPool(this);
    }

    Workers workers() {
        var known = name == null ? "ThreadPool-" + NUMBERS.getAndIncrement() : name;
        return new Workers(known, processes, virtual, propagatesContext, initializer);
    }
}

package io.github.threading4j.futures;

import io.github.threading4j.ExceptHook;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.JavaThreads;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a {@link ThreadPoolExecutor} to be made.
 *
 * <pre>{@code
 * var builder = ThreadPoolExecutor.builder().maxWorkers(2).threadNamePrefix("fetch");
 * try (var executor = builder.build()) {
 *     System.out.println(executor.submit(() -> currentThread().getName()).result());   // fetch_0
 * }
 * }</pre>
 *
 * <p>Not safe for use by several threads at once.
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

    /** What the executor's pool is built with; the builder may be changed and used again. */
    PoolConfig config(Supplier<String> defaultPrefix) {
        var prefix = threadNamePrefix == null ? defaultPrefix.get() : threadNamePrefix;
        return new PoolConfig(prefix, maxWorkers, virtual, initializer, maxQueued, whenFull, onUnretrieved);
    }

    /**
     * Sets the maximum of threads; without it, {@code min(32, processors + 4)}, as in Python.
     *
     * @param maxWorkers how many threads at most, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public ThreadPoolExecutorBuilder maxWorkers(int maxWorkers) {
        this.maxWorkers = Checks.atLeast(maxWorkers, 1, "max_workers must be greater than 0");
        return this;
    }

    /**
     * Sets what the threads' names begin with; without it, {@code ThreadPoolExecutor-N}, counted from 0. A number
     * follows, {@code PREFIX_0}.
     *
     * @param prefix the prefix; if empty, as in Python, the default
     * @return this builder
     * @throws NullPointerException if {@code prefix} is null
     */
    public ThreadPoolExecutorBuilder threadNamePrefix(String prefix) {
        this.threadNamePrefix = Checks.notNull(prefix, "prefix").isEmpty() ? null : prefix;
        return this;
    }

    /**
     * Sets what each thread does before its first task. If it fails, the executor is broken: what is queued fails, and
     * what comes is refused, with a {@link BrokenThreadPoolException}.
     *
     * @param initializer what to do
     * @return this builder
     * @throws NullPointerException if {@code initializer} is null
     */
    public ThreadPoolExecutorBuilder initializer(ThrowingRunnable<?> initializer) {
        this.initializer = Checks.notNull(initializer, "initializer");
        return this;
    }

    /**
     * Has each task run in a copy of the {@linkplain io.github.threading4j.contextvars.Context context} of the thread
     * that hands it over, as it is then; for {@code map}, when that is called. Without it, what tasks set stays in the
     * worker's context, which is empty at first.
     *
     * @return this builder
     */
    public ThreadPoolExecutorBuilder propagateContext() {
        this.propagatesContext = true;
        return this;
    }

    /**
     * Has the tasks run in virtual threads instead of platform threads.
     *
     * @return this builder
     * @throws UnsupportedOperationException below Java 21
     */
    public ThreadPoolExecutorBuilder virtual() {
        return virtual(true);
    }

    /**
     * Has the tasks run in virtual or in platform threads, as a program decides when it runs.
     *
     * @param virtual true for virtual threads, false for platform threads, which are the default
     * @return this builder
     * @throws UnsupportedOperationException if {@code virtual} is true below Java 21
     */
    public ThreadPoolExecutorBuilder virtual(boolean virtual) {
        if (virtual) {
            JavaThreads.requireVirtual();
        }
        this.virtual = virtual;
        return this;
    }

    /**
     * Limits the queue; without it, as in Python, there is no limit. Only tasks that wait for a thread count; one
     * that is cancelled no longer does.
     *
     * @param maxQueued how many tasks may wait, at least 0
     * @param whenFull what {@code submit} does when there are so many
     * @return this builder
     * @throws IllegalArgumentException if {@code maxQueued} is negative
     * @throws NullPointerException if {@code whenFull} is null
     */
    public ThreadPoolExecutorBuilder maxQueued(int maxQueued, WhenFull whenFull) {
        Checks.atLeast(maxQueued, 0, "max_queued must not be negative");
        this.whenFull = Checks.notNull(whenFull, "whenFull");
        this.maxQueued = maxQueued;
        return this;
    }

    /**
     * Sets what gets exceptions of tasks that are never retrieved, instead of the excepthook: for programs in which the
     * first failure wins, or that count failures. It is called when and where the excepthook would be, never with a
     * lock of this library held, and several threads may call it at once. What it throws goes to the excepthook, and
     * then the exception that it was called with. At the end of the program, if it does not return in time, the
     * exception is printed to stderr.
     *
     * <pre>{@code
     * var builder = ThreadPoolExecutor.builder().onUnretrieved(args -> System.out.println(args.message()));
     * try (var executor = builder.threadNamePrefix("fetch").build()) {
     *     executor.submit(() -> Files.delete(Path.of("none")));
     * } // Exception in a task of fetch that was never retrieved
     * }</pre>
     *
     * @param handler what to call
     * @return this builder
     * @throws NullPointerException if {@code handler} is null
     */
    public ThreadPoolExecutorBuilder onUnretrieved(ExceptHook handler) {
        this.onUnretrieved = Checks.notNull(handler, "handler");
        return this;
    }

    /**
     * Makes the executor; starts no thread yet.
     *
     * @return a new executor, another one each time
     */
    public ThreadPoolExecutor build() {
        return new ThreadPoolExecutor(this);
    }
}

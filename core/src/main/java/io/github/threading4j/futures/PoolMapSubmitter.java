package io.github.threading4j.futures;

import io.github.threading4j.contextvars.Context;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A {@link MapSubmitter} of a pool: its tasks run in copies of the context in which map is called. */
final class PoolMapSubmitter extends MapSubmitter {
    private final ThreadPoolExecutor executor;

    /** The context, or null if it is not propagated. */
    private final @Nullable Context context;

    PoolMapSubmitter(ThreadPoolExecutor executor, @Nullable Context context) {
        super(executor);
        this.executor = executor;
        this.context = context;
    }

    @Override
    <T extends @Nullable Object> Future<T> submit(Callable<T> task, @Nullable MapLimit limit) {
        var snapshot = context;
        return executor.submitWithin(snapshot == null ? task : new InContext<>(snapshot, task), limit);
    }

    private record InContext<T extends @Nullable Object>(Context context, Callable<T> task) implements Callable<T> {
        @Override
        public T call() throws Exception {
            return context.copy().<T, Exception>run(task::call);
        }

        /** Shown in the message of a {@code DeadlockException}. */
        @Override
        public String toString() {
            return String.valueOf(task);
        }
    }

    @Override
    void wake() {
        executor.pool().checkCapacityAgain();
    }
}

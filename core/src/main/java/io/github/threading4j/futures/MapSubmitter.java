package io.github.threading4j.futures;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The submitter of the tasks of one map; each call of map creates one. This class works with any executor. */
class MapSubmitter {
    private final Executor executor;

    MapSubmitter(Executor executor) {
        this.executor = executor;
    }

    /**
     * Submits a task.
     *
     * @throws io.github.threading4j.WaitTimeoutException if the limit ends a wait for capacity; not all executors
     *     support limits
     */
    <T extends @Nullable Object> Future<T> submit(Callable<T> task, @Nullable MapLimit limit) {
        return executor.submit(task);
    }

    /** Makes a wait for capacity check its limit again. */
    void wake() {}
}

package io.github.threading4j.pool;

import java.util.concurrent.CountDownLatch;

/** A base class for tests of a busy pool. */
abstract class OccupiedPool {
    final CountDownLatch running = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    /** Submits a task that ends when {@link #go} is counted down, and returns once the task is running. */
    AsyncResult<String> occupy(ThreadPool pool) throws InterruptedException {
        var result = pool.applyAsync(() -> {
            running.countDown();
            go.await();
            return "late";
        });
        running.await();
        return result;
    }
}

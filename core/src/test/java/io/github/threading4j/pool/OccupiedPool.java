package io.github.threading4j.pool;

import java.util.concurrent.CountDownLatch;

/** For tests of a pool that is busy. */
abstract class OccupiedPool {
    final CountDownLatch running = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    /** A task that is running when this returns, and ends when {@link #go} is counted down. */
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

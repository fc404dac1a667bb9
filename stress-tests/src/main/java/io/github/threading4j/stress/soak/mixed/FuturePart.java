package io.github.threading4j.stress.soak.mixed;

import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pool whose tasks fail, are cancelled and are interrupted. Each future completes, and each callback is called once,
 * even if other callbacks fail.
 */
final class FuturePart extends Part {
    static final class TaskFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final ThreadPoolExecutor pool;
    private final ConcurrentLinkedQueue<Future<Long>> futures = new ConcurrentLinkedQueue<>();
    private final AtomicLong submitted = new AtomicLong();
    private final AtomicLong calledBack = new AtomicLong();

    FuturePart(ThreadPoolExecutor pool) {
        this.pool = pool;
    }

    @Override
    void take(Random random) throws Exception {
        Future<Long> future;
        try {
            future = submit(random);
        } catch (RejectedExecutionException e) {
            return; // the round has ended
        }
        switch (random.nextInt(4)) {
            case 0 -> future.cancel();
            case 1 -> future.cancel(true);
            case 2 -> future.exception(30.0);
            default -> resultSoon(future, random);
        }
    }

    private Future<Long> submit(Random random) {
        boolean fails = random.nextInt(8) == 0;
        boolean lingers = random.nextInt(8) == 0;
        Future<Long> future = pool.submit(() -> {
            if (lingers) {
                Thread.sleep(1);
            }
            if (fails) {
                throw new TaskFailed();
            }
            return 1L;
        });
        submitted.incrementAndGet();
        futures.add(future);
        if (random.nextInt(8) == 0) {
            future.addDoneCallback(done -> {
                throw new TaskFailed();
            });
        }
        future.addDoneCallback(done -> calledBack.incrementAndGet());
        return future;
    }

    private static void resultSoon(Future<Long> future, Random random) throws InterruptedException {
        try {
            future.result(soon(random));
        } catch (TimeoutException | TaskFailed | CancellationException e) {
            // expected: the task is not done yet, has failed, or was cancelled
        }
    }

    @Override
    void give(Random random) {
        futures.removeIf(Future::done);
    }

    @Override
    boolean isThere() {
        return false;
    }

    @Override
    void end() throws InterruptedException {
        pool.shutdown(false);
    }

    @Override
    void check() {
        pool.close();
        futures.forEach(future -> expect("done: " + future, future.done() ? 1 : 0, 1));
        expect("callbacks", calledBack.get(), submitted.get());
    }

    @Override
    public String toString() {
        return pool.toString();
    }
}

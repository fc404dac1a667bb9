package io.github.threading4j.stress.scenarios;

import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.concurrent.RejectedExecutionException;

/** Who takes tasks until it is shut down: a {@link ThreadPoolExecutor} or a twin of one. */
public interface TaskAcceptor {
    /** Hands over a task; false if it is refused. */
    boolean submit(Runnable task);

    /** Takes no more tasks. */
    void shutdown();

    /** Waits until the tasks that were taken have run. */
    void join();

    /** A pool with one worker, which the first task starts. */
    static TaskAcceptor pool() {
        return of(new ThreadPoolExecutor(1));
    }

    /** A pool with one worker, which is idle, or about to be. */
    static TaskAcceptor idlePool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1);
        Rendezvous.until(pool.submit(() -> {})::done);
        return of(pool);
    }

    private static TaskAcceptor of(ThreadPoolExecutor pool) {
        return new TaskAcceptor() {
            @Override
            public boolean submit(Runnable task) {
                try {
                    pool.execute(task);
                    return true;
                } catch (RejectedExecutionException e) {
                    return false;
                }
            }

            @Override
            public void shutdown() {
                try {
                    pool.shutdown(false);
                } catch (InterruptedException e) {
                    throw new AssertionError("this does not wait", e);
                }
            }

            @Override
            public void join() {
                pool.close();
            }
        };
    }
}

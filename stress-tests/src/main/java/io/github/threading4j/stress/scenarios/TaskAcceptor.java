package io.github.threading4j.stress.scenarios;

import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.concurrent.RejectedExecutionException;

/** The operations of an executor that the scenarios use, for a {@link ThreadPoolExecutor} or a twin. */
public interface TaskAcceptor {
    /** Submits a task; returns false if it is rejected. */
    boolean submit(Runnable task);

    /** Stops accepting tasks. */
    void shutdown();

    /** Waits until the accepted tasks have run. */
    void join();

    /** Returns a pool with one worker, which the first task starts. */
    static TaskAcceptor pool() {
        return of(new ThreadPoolExecutor(1));
    }

    /** Returns a pool with one worker, which is idle or about to become idle. */
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
                    throw new AssertionError("shutdown(false) does not wait", e);
                }
            }

            @Override
            public void join() {
                pool.close();
            }
        };
    }
}

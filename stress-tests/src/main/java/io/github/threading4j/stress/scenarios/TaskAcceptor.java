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
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1);
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

package io.github.threading4j.futures;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.List;

/** How an executor of this library ends, whoever runs its tasks. */
abstract sealed class AbstractExecutor extends Executor permits ThreadPoolExecutor, ServiceExecutor {
    /** Takes no more tasks from now on. */
    abstract void end(boolean cancelFutures);

    /** What its tasks name as their executor. */
    abstract TaskOwner owner();

    /** Refuses to have a task wait for its own end. */
    abstract void checkNotWorker();

    /** Whether it was shut down and its tasks have ended. */
    abstract boolean hasEnded();

    /** Waits until it {@linkplain #hasEnded() has ended}; some time, or forever. */
    abstract boolean awaitEnd(long nanos) throws InterruptedException;

    abstract void interruptTasks();

    /** The tasks that run. */
    abstract List<StuckTask> runningTasks();

    @Override
    public void shutdown(boolean wait, boolean cancelFutures) throws InterruptedException {
        if (wait) {
            checkNotWorker();
        }
        end(cancelFutures);
        if (wait) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before waiting for the end of " + this);
            }
            awaitEnd(Timeout.FOREVER);
            FutureUnretrieved.reportOf(owner());
        }
    }

    @Override
    public List<StuckTask> shutdown(Duration grace) throws InterruptedException {
        var nanos = Timeout.of(grace, "grace");
        if (nanos > 0) {
            checkNotWorker();
        }
        end(true);
        var ended = endsWithin(nanos);
        if (!ended) {
            interruptTasks();
            ended = endsWithin(nanos);
        }
        if (nanos > 0) { // else somebody may be about to ask: shut down at once, then look what has become of each
            FutureUnretrieved.reportOf(owner());
        }
        return ended ? List.of() : runningTasks();
    }

    @Override
    @CheckReturnValue
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        return endsWithin(Timeout.of(timeout));
    }

    /** Who only looks may be one of its tasks, or interrupted. */
    private boolean endsWithin(long nanos) throws InterruptedException {
        return nanos <= 0 ? hasEnded() : awaitEnd(nanos);
    }

    @Override
    public void close() {
        checkNotWorker();
        end(false);
        var interrupted = false;
        for (var ended = false; !ended; ) {
            try {
                awaitEnd(Timeout.FOREVER);
                ended = true;
            } catch (InterruptedException e) {
                interrupted = true;
                end(true);
                interruptTasks();
            }
        }
        FutureUnretrieved.reportOf(owner());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.github.threading4j.futures;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Cancelled;
import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.List;

/** The base class of this library's executors, which implements their shutdown, independent of what runs the tasks. */
abstract sealed class AbstractExecutor extends Executor permits ThreadPoolExecutor, ServiceExecutor {
    /** Stops accepting tasks and, if {@code cancelFutures} is true, cancels those that have not started. */
    abstract void end(boolean cancelFutures);

    /** Returns the owner of this executor's tasks. */
    abstract TaskOwner owner();

    /** Throws an exception if the calling thread runs one of the tasks: that task would wait for its own end. */
    abstract void checkNotWorker();

    /** Returns whether this executor was shut down and its tasks have ended. */
    abstract boolean hasEnded();

    /** Waits until this executor {@linkplain #hasEnded() has ended}, for a limited time or forever. */
    abstract boolean awaitEnd(long nanos) throws InterruptedException;

    abstract void interruptTasks();

    /** Returns the running tasks. */
    abstract List<StuckTask> runningTasks();

    @Override
    public void shutdown(boolean wait, boolean cancelFutures) throws InterruptedException {
        if (wait) {
            checkNotWorker();
        }
        end(cancelFutures);
        if (wait) {
            Cancelling.checkAtEdge();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before waiting for the end of " + this);
            }
            endsWithin(Timeout.FOREVER);
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
        if (nanos > 0) { // without a grace period, the caller may still retrieve the exceptions
            FutureUnretrieved.reportOf(owner());
        }
        return ended ? List.of() : runningTasks();
    }

    @Override
    @CheckReturnValue
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        return endsWithin(Timeout.of(timeout));
    }

    /** With a timeout of 0, only polls, so that a worker or an interrupted thread can call this method. */
    private boolean endsWithin(long nanos) throws InterruptedException {
        try {
            return nanos <= 0 ? hasEnded() : awaitEnd(nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        }
    }

    @Override
    public void close() {
        checkNotWorker();
        end(false);
        var interrupted = false;
        try {
            endsWithin(Timeout.FOREVER);
        } catch (InterruptedException e) {
            interrupted = true;
            closeNow();
        } catch (Error e) { // not by its type: the verification of this class would load that class
            if (!(e instanceof Cancelled)) {
                throw e;
            }
            closeNow();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        FutureUnretrieved.reportOf(owner());
    }

    /** Inside of a shield: in a cancelled scope, each further wait would end at once. */
    private void closeNow() {
        CancelScope.shield(() -> {
            var interrupted = false;
            for (var ended = false; !ended; ) {
                end(true);
                interruptTasks();
                try {
                    ended = endsWithin(Timeout.FOREVER);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }
}

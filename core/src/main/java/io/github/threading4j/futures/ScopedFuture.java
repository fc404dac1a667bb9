package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.ScopedTask;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import io.github.threading4j.internal.WaitTarget;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The future of a task that runs in a thread and a cancel scope of its own. If the task fails, its host is notified
 * before any thread can see the failure, so the exception is never reported as unretrieved: the host throws it.
 */
final class ScopedFuture<T extends @Nullable Object> extends Future<T> implements ScopedTask<T>, WaitTarget {
    private static final VarHandle ENDED = VarHandles.field(MethodHandles.lookup(), "ended", Latch.class);

    /** Creates such tasks for packages that can't access this class. */
    static final class Factory extends ScopedTask.Factory {
        @Override
        public <T extends @Nullable Object> ScopedTask<T> create(Host<T> host) {
            return new ScopedFuture<>(host);
        }
    }

    /** Null after the run: a future that is kept must not retain threads. */
    private volatile @Nullable Host<T> host;

    /**
     * The latch that is opened when a cancelled task has ended; created by cancel(true), before it cancels the task.
     */
    private volatile @Nullable Latch ended;

    private ScopedFuture(Host<T> host) {
        this.host = host;
    }

    @Override
    public Future<T> future() {
        return this;
    }

    @Override
    public void run() {
        var running = host;
        try {
            if (running != null && state.start()) {
                call(running);
            }
        } catch (InvalidStateException e) { // another thread has completed the future before the task could start
            ThreadingAccess.get().report(e);
        } finally {
            host = null;
            var cancelled = ended;
            if (cancelled != null) {
                cancelled.open();
            }
        }
    }

    private void call(Host<T> running) {
        T value;
        try {
            value = running.call();
        } catch (Throwable e) {
            end(running, e);
            return;
        }
        state.succeed(value);
    }

    private void end(Host<T> running, Throwable exception) {
        var failed = true;
        try {
            failed = running.fails(exception, Interruptions.isOne(exception));
        } finally { // the future must complete in any case: a thread may wait for it
            if (failed) {
                state.failInTask(exception, null);
            } else if (state.cancelRunning()) {
                state.callAll();
            }
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return state.cancelPending() || (mayInterruptIfRunning && cancelRunning());
    }

    private boolean cancelRunning() {
        ENDED.compareAndSet(this, null, new Latch(Blocker.Kind.EVENT, this, null));
        var running = host; // first: the task may end concurrently
        if (!state.cancelRunning()) {
            return cancelled();
        }
        try {
            if (running != null) {
                running.cancel();
            }
        } finally {
            state.callAll();
        }
        return true;
    }

    @Override
    void checkNotWaitedForByItself() {
        var running = host;
        if (running != null && running.thread() == Thread.currentThread()) {
            throw PoolDeadlock.exception(this, toString());
        }
    }

    @Override
    boolean awaitDone() throws InterruptedException {
        checkNotWaitedForByItself();
        return super.awaitDone();
    }

    @Override
    boolean endsInThreadOfTask() {
        return true;
    }

    @Override
    boolean hasEnded() {
        var running = cancelled() ? ended : null;
        return done() && (running == null || running.isOpen());
    }

    @Override
    boolean awaitTerminationNanos(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        if (!super.awaitTerminationNanos(nanos)) {
            return false;
        }
        var running = cancelled() ? ended : null;
        return running == null || running.await(Timeout.left(deadline, nanos));
    }

    /** Returns the task's thread. It also ends the wait for the termination of a cancelled task. */
    @Override
    public Enders enders(Blocker.Kind kind) {
        var running = host;
        return running == null || hasEnded() ? Enders.Open.OVER : new Enders.One(running.thread(), true);
    }
}

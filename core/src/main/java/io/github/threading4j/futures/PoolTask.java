package io.github.threading4j.futures;

import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WaitPoint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A task of a {@link ThreadPoolExecutor}, and its future. */
final class PoolTask<T extends @Nullable Object> extends Future<T> {
    private static final VarHandle RUNNER;
    private static final VarHandle ENDED;

    static {
        var lookup = MethodHandles.lookup();
        try {
            RUNNER = lookup.findVarHandle(PoolTask.class, "runner", Object.class);
            ENDED = lookup.findVarHandle(PoolTask.class, "ended", Latch.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /*
     * Who runs the task. An interrupt is meant for the task: the thread must not go on to another one before it has come.
     *
     *   null         -> a thread      run()
     *   a thread     -> null          run(), at the end
     *   a thread     -> INTERRUPTING  cancel(true)
     *   INTERRUPTING -> INTERRUPTED   cancel(true), when the thread is interrupted
     */
    private static final Object INTERRUPTING = new Object();
    private static final Object INTERRUPTED = new Object();

    private volatile @Nullable Object runner;

    /** Opens when a cancelled task has ended; made by cancel(true), before it cancels. */
    private volatile @Nullable Latch ended;

    /** Dropped when it has run or was cancelled, so that what it captured can be collected. */
    private volatile @Nullable Callable<T> body;

    /** The next in the pool's queue; guarded by the pool's mutex. */
    @Nullable PoolTask<?> next;

    PoolTask(Callable<T> body) {
        this.body = body;
    }

    /** Runs the task in the calling thread, unless it was cancelled; whatever it throws is in the future then. */
    void run() {
        var running = body;
        runner = Thread.currentThread();
        try {
            if (running != null && completion.start()) {
                call(running);
            }
        } finally {
            body = null;
            awaitInterrupt();
            var cancelled = ended;
            if (cancelled != null) {
                cancelled.open();
            }
        }
    }

    private void call(Callable<T> running) {
        try {
            completion.succeed(running.call());
        } catch (Throwable e) {
            completion.fail(e);
        }
    }

    /** Waits for an interrupt that is on its way, a matter of a few instructions, and takes it back. */
    private void awaitInterrupt() {
        if (!RUNNER.compareAndSet(this, Thread.currentThread(), null)) {
            while (runner == INTERRUPTING) {
                Thread.yield();
            }
            Thread.interrupted();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (super.cancel(mayInterruptIfRunning)) {
            body = null;
            return true;
        }
        return mayInterruptIfRunning && cancelRunning();
    }

    private boolean cancelRunning() {
        ENDED.compareAndSet(this, null, new Latch(WaitPoint.Kind.SIGNAL, this, null));
        if (!completion.cancelRunning()) {
            return cancelled();
        }
        // Whoever says RUNNING has said who it is before.
        if (runner instanceof Thread thread && RUNNER.compareAndSet(this, thread, INTERRUPTING)) {
            thread.interrupt();
            runner = INTERRUPTED;
        }
        completion.callAll();
        return true;
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
}

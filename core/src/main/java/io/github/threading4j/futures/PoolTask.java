package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Timeout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A task that runs in this JVM, in whatever thread, and its future. */
final class PoolTask<T extends @Nullable Object> extends Future<T> implements InnerWait {
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
     *   null      -> a thread        run()
     *   a thread  -> null            run(), at the end
     *   a thread  -> an Interrupt    interruptRunner(), which marks it as sent when the thread is interrupted
     *   sent      -> an Interrupt    interruptRunner(), once more
     */
    private volatile @Nullable Object runner;

    private static final class Interrupt {
        final Thread thread;
        volatile boolean sent;

        Interrupt(Thread thread) {
            this.thread = thread;
        }
    }

    /** Opens when a cancelled task has ended; made by cancel(true), before it cancels. */
    private volatile @Nullable Latch ended;

    /**
     * Dropped when it has run or was cancelled, so that what it captured can be collected. A plain field: the queue hands it
     * over, and who misses that it was dropped learns from the state that the task was cancelled.
     */
    private @Nullable Callable<T> body;

    /** The {@link Pool}, or whatever else runs it. */
    private final Object executor;

    /** Whether it went through the pool's queue; else it is no pool's, or the thread that submitted it runs it. */
    boolean queued;

    PoolTask(Callable<T> body, Object executor) {
        this.body = body;
        this.executor = executor;
    }

    /** Runs the task in the calling thread, unless it was cancelled; whatever it throws is in the future then. */
    void run() {
        var running = body;
        RUNNER.setRelease(this, Thread.currentThread()); // seen by whoever sees that it is running
        try {
            if (running != null && starts()) {
                call(running);
            } else {
                leave();
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

    /** Whether it is to run. If somebody gave it an outcome while it was queued, it leaves the queue like any other. */
    private boolean starts() {
        try {
            return state.start();
        } catch (InvalidStateException e) {
            leave();
            throw e;
        }
    }

    private void call(Callable<T> running) {
        T value;
        try {
            value = running.call();
        } catch (Throwable e) {
            try {
                leave();
            } finally {
                state.failInTask(e, executor);
            }
            return;
        }
        try {
            leave();
        } finally { // somebody may wait for the end, whatever it is
            state.succeed(value);
        }
    }

    /** The pool in whose queue it is or was, or null. */
    private @Nullable Pool pool() {
        return queued ? (Pool) executor : null;
    }

    private void leave() {
        var left = pool();
        if (left != null) {
            left.leave();
        }
    }

    /** The future, and the object that it is of: a task has no name, but its class tells where it was written. */
    String describeTask() {
        return this + " of " + body;
    }

    @Override
    boolean awaitDone() throws InterruptedException {
        if (runner() == Thread.currentThread()) {
            throw new IllegalStateException("deadlock: the task waits for itself: " + describeTask());
        }
        return pool() == null ? super.awaitDone() : InnerWaits.await(this, Timeout.FOREVER);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is only compared
    public Object awaited() {
        return this;
    }

    @Override
    public boolean concerns(Pool mine) {
        return pool() == mine;
    }

    @Override
    public boolean isUpTo(Pool mine) {
        return pool() == mine && !done();
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        return state.await(nanos);
    }

    @Override
    public String describe(Pool mine) {
        return "the task " + describeTask();
    }

    /** Waits for an interrupt that is on its way, a matter of a few instructions, and takes it back. */
    private void awaitInterrupt() {
        while (!RUNNER.compareAndSet(this, Thread.currentThread(), null)) {
            var interrupt = (Interrupt) runner;
            while (interrupt != null && !interrupt.sent) {
                Thread.yield();
            }
            if (RUNNER.compareAndSet(this, interrupt, null)) {
                Thread.interrupted();
                return;
            }
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
        ENDED.compareAndSet(this, null, new Latch(Blocker.Kind.SIGNAL, this, null));
        if (!state.cancelRunning()) {
            return cancelled();
        }
        // Whoever says RUNNING has said who it is before.
        interruptRunner();
        state.callAll();
        return true;
    }

    /** Interrupts the thread that runs the task, if one does; whatever comes after the task hears nothing of it. */
    void interruptRunner() {
        var now = runner;
        var thread = threadOf(now);
        if (thread != null && !(now instanceof Interrupt before && !before.sent)) {
            var interrupt = new Interrupt(thread);
            if (RUNNER.compareAndSet(this, now, interrupt)) {
                thread.interrupt();
                interrupt.sent = true;
            }
        }
    }

    /** The thread that runs the task, or null if none does. */
    @Nullable Thread runner() {
        return threadOf(runner);
    }

    private static @Nullable Thread threadOf(@Nullable Object runner) {
        return runner instanceof Interrupt interrupt ? interrupt.thread : (Thread) runner;
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
}

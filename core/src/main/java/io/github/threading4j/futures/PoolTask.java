package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A task that runs in a thread of this JVM, and its future. */
final class PoolTask<T extends @Nullable Object> extends Future<T> implements InnerWait {
    private static final VarHandle RUNNER = VarHandles.field(MethodHandles.lookup(), "runner", Object.class);
    private static final VarHandle ENDED = VarHandles.field(MethodHandles.lookup(), "ended", Latch.class);

    /*
     * The thread that runs the task. An interrupt is meant for the task: the thread must not continue with another one
     * before it has arrived.
     *
     *   null      -> a thread        run()
     *   a thread  -> null            run(), at the end
     *   a thread  -> an Interrupt    interruptRunner(), which marks it as sent when the thread is interrupted
     *   sent      -> an Interrupt    interruptRunner(), once more
     */
    private volatile @Nullable Object runner;

    private static final class Interrupt {
        @Nullable Thread thread; // written before this object is published

        volatile boolean sent;
    }

    /** Opened when a cancelled task has ended; created by cancel(true), before it cancels. */
    private volatile @Nullable Latch ended;

    /**
     * Cleared when it has run or was cancelled, so that what it captured can be collected. A plain field: the queue
     * publishes it, and a thread that does not see it cleared learns from the state that the task was cancelled.
     */
    private @Nullable Callable<T> body;

    /** The executor of this task. */
    private final TaskOwner executor;

    /** Whether it went through its executor's queue; if not, there is no queue, or the submitting thread runs it. */
    private boolean queued;

    /** Whether an interrupt of the thread that runs it has ended it, and not one that was meant for the task. */
    private boolean endedByInterrupt;

    /** Whether a daemon submitted it, so that the program does not wait for it. */
    private boolean daemon;

    PoolTask(Callable<T> body, TaskOwner executor) {
        this.body = body;
        this.executor = executor;
    }

    /** Called before its pool queues it. From now on, exactly one thread counts it out; see {@link Pool#add}. */
    void becomesQueued(boolean byDaemon) {
        queued = true;
        daemon = byDaemon;
    }

    boolean isDaemon() {
        return daemon;
    }

    /**
     * Runs the task in the calling thread, unless it was cancelled; an exception that it throws goes to the future.
     *
     * @return whether the calling thread must count it out; if not, the thread that cancelled it has done so
     */
    boolean run() {
        var running = body;
        RUNNER.setRelease(this, Thread.currentThread()); // visible to any thread that sees that it is running
        try {
            return running != null && callUnlessCancelled(running);
        } finally {
            body = null;
            if (awaitInterrupt()) {
                endedByInterrupt = false;
            }
            var cancelled = ended;
            if (cancelled != null) {
                cancelled.open();
            }
        }
    }

    /** Like {@link #run}, in the thread that submitted it: an interrupt of that thread still is one after the task. */
    boolean runInSubmitter() {
        var counts = run();
        if (endedByInterrupt) {
            Thread.currentThread().interrupt();
        }
        return counts;
    }

    private boolean callUnlessCancelled(Callable<T> running) {
        try {
            if (!state.start()) {
                return false;
            }
        } catch (InvalidStateException e) { // it was completed by another thread while it was queued
            leave();
            ThreadingAccess.get().report(e);
            return true;
        }
        call(running);
        return true;
    }

    private void call(Callable<T> running) {
        T value;
        try {
            value = running.call();
        } catch (Throwable e) {
            endedByInterrupt = e instanceof InterruptedException;
            try {
                leave();
            } finally {
                state.failInTask(e, isThrownOnInterrupt(e) ? null : executor);
            }
            return;
        }
        try {
            leave();
        } finally { // a thread may wait for completion in any case
            state.succeed(value);
        }
    }

    /** Whether its executor has interrupted it, or a cancel has, and it has thrown that: nothing to report. */
    private boolean isThrownOnInterrupt(Throwable thrown) {
        return (executor.hasInterruptedTasks() || runner instanceof Interrupt) && Interruptions.isOne(thrown);
    }

    /** Returns the pool in whose queue it is or was, or null. */
    private @Nullable TaskQueue pool() {
        return queued ? (TaskQueue) executor : null;
    }

    /**
     * Returns capacity when its body has ended or will never run: before the future is done, for threads with the
     * result.
     */
    private void leave() {
        var left = pool();
        if (left != null) {
            left.leave();
        }
    }

    /** Describes the future and its callable: a task has no name, but its class shows where it was written. */
    String describeTask() {
        return this + " of " + body;
    }

    @Override
    void checkNotWaitedForByItself() {
        if (runner() == Thread.currentThread()) {
            throw new IllegalStateException("deadlock: the task waits for itself: " + describeTask());
        }
    }

    @Override
    boolean awaitDone() throws InterruptedException {
        checkNotWaitedForByItself();
        var awaited = pool();
        return awaited == null ? super.awaitDone() : awaited.await(this);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is only compared
    public Object awaited() {
        return this;
    }

    @Override
    public boolean concerns(Object mine) {
        return pool() == mine;
    }

    @Override
    boolean endsInThreadOfTask() {
        return true;
    }

    @Override
    public boolean isUpTo(Object mine) {
        return pool() == mine && !done();
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        return state.await(nanos);
    }

    @Override
    public String describe(Object mine) {
        return "the task " + describeTask();
    }

    /**
     * Waits for an interrupt that is being sent, which takes a few instructions, and clears it; returns whether there
     * was one.
     */
    private boolean awaitInterrupt() {
        while (!RUNNER.compareAndSet(this, Thread.currentThread(), null)) {
            var interrupt = (Interrupt) runner;
            while (interrupt != null && !interrupt.sent) {
                Thread.yield();
            }
            if (RUNNER.compareAndSet(this, interrupt, null)) {
                Thread.interrupted();
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (withdraw()) {
            state.wakeAndCallAll();
            var left = pool();
            if (left != null) {
                left.cancelled();
            }
            return true;
        }
        return cancelled() || (mayInterruptIfRunning && cancelRunning());
    }

    /**
     * Cancels the task if it has not started, and counts it out at once, since it no longer needs a thread. If this
     * returns true, {@code state.wakeAndCallAll()} must follow, unless the future was not published.
     */
    boolean withdraw() {
        if (!state.cancelQueued()) {
            return false;
        }
        drop();
        return true;
    }

    /** For a thread that has removed it from the queue and does not run it: fails it, or cancels it. */
    void discard(@Nullable Throwable failure) {
        if ((failure != null && state.fail(failure)) || !cancel(false)) { // else it was cancelled, which counts it out
            drop();
        }
    }

    private void drop() {
        body = null;
        var left = pool();
        if (left != null) {
            left.leave();
            left.countOut(daemon);
        }
    }

    private boolean cancelRunning() {
        ENDED.compareAndSet(this, null, new Latch(Blocker.Kind.SIGNAL, this, null));
        var interrupt = new Interrupt(); // first: once the task is cancelled, a failed interrupt would not be retried
        if (!state.cancelRunning()) {
            return cancelled();
        }
        try {
            interruptRunner(interrupt); // the runner is written before the state RUNNING
        } finally {
            state.callAll();
        }
        return true;
    }

    /** Interrupts the thread that runs the task, if any; the interrupt does not reach anything after the task. */
    void interruptRunner() {
        interruptRunner(new Interrupt());
    }

    private void interruptRunner(Interrupt interrupt) {
        var now = runner;
        var thread = threadOf(now);
        if (thread != null && !(now instanceof Interrupt before && !before.sent)) {
            interrupt.thread = thread;
            if (RUNNER.compareAndSet(this, now, interrupt)) {
                try {
                    thread.interrupt(); // perhaps a user's thread, if the caller runs the task
                } finally {
                    interrupt.sent = true; // otherwise, the thread would wait for it forever
                }
            }
        }
    }

    /** Returns the thread that runs the task, or null if none does. */
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

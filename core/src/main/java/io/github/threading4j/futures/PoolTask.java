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

/** A task that runs in this JVM, in whatever thread, and its future. */
final class PoolTask<T extends @Nullable Object> extends Future<T> implements InnerWait {
    private static final VarHandle RUNNER = VarHandles.field(MethodHandles.lookup(), "runner", Object.class);
    private static final VarHandle ENDED = VarHandles.field(MethodHandles.lookup(), "ended", Latch.class);

    /*
     * Who runs the task. An interrupt is meant for the task: the thread must not go on to another one before it has
     * come.
     *
     *   null      -> a thread        run()
     *   a thread  -> null            run(), at the end
     *   a thread  -> an Interrupt    interruptRunner(), which marks it as sent when the thread is interrupted
     *   sent      -> an Interrupt    interruptRunner(), once more
     */
    private volatile @Nullable Object runner;

    private static final class Interrupt {
        @Nullable Thread thread; // written before it is shown

        volatile boolean sent;
    }

    /** Opens when a cancelled task has ended; made by cancel(true), before it cancels. */
    private volatile @Nullable Latch ended;

    /**
     * Dropped when it has run or was cancelled, so that what it captured can be collected. A plain field: the queue
     * hands it over, and who misses that it was dropped learns from the state that the task was cancelled.
     */
    private @Nullable Callable<T> body;

    /** Whose task it is. */
    private final TaskOwner executor;

    /** Whether it went through its executor's queue; else that has none, or the thread that submitted it runs it. */
    private boolean queued;

    /** Whether a daemon has submitted it, so that the program does not wait for it. */
    private boolean daemon;

    PoolTask(Callable<T> body, TaskOwner executor) {
        this.body = body;
        this.executor = executor;
    }

    /** Its pool is going to queue it. From now on exactly one thread counts it out, see {@link Pool#add}. */
    void becomesQueued(boolean byDaemon) {
        queued = true;
        daemon = byDaemon;
    }

    boolean isDaemon() {
        return daemon;
    }

    /**
     * Runs the task in the calling thread, unless it was cancelled; whatever it throws is in the future then.
     *
     * @return whether the calling thread has to count it out; else the thread that cancelled it has done so
     */
    boolean run() {
        var running = body;
        RUNNER.setRelease(this, Thread.currentThread()); // seen by whoever sees that it is running
        try {
            return running != null && callUnlessCancelled(running);
        } finally {
            body = null;
            awaitInterrupt();
            var cancelled = ended;
            if (cancelled != null) {
                cancelled.open();
            }
        }
    }

    private boolean callUnlessCancelled(Callable<T> running) {
        try {
            if (!state.start()) {
                return false;
            }
        } catch (InvalidStateException e) { // somebody gave it an outcome while it was queued
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
    private @Nullable TaskQueue pool() {
        return queued ? (TaskQueue) executor : null;
    }

    /** Its body has ended, or will never run: before its future is done, so that who has the result has capacity. */
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
     * Cancels the task if it has not begun, and counts it out at once: it needs no thread any more. If this returns
     * true, {@code state.wakeAndCallAll()} must follow, unless nobody has the future.
     */
    boolean withdraw() {
        if (!state.cancelQueued()) {
            return false;
        }
        drop();
        return true;
    }

    /** For the thread that has taken it off the queue and does not run it: has it fail, or cancels it. */
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
        var interrupt = new Interrupt(); // first: once the task is cancelled, nothing would send it again
        if (!state.cancelRunning()) {
            return cancelled();
        }
        try {
            interruptRunner(interrupt); // a thread that says RUNNING has said before which one it is
        } finally {
            state.callAll();
        }
        return true;
    }

    /** Interrupts the thread that runs the task, if one does; whatever comes after the task hears nothing of it. */
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
                    thread.interrupt(); // somebody's own, perhaps, if it runs a task in the caller
                } finally {
                    interrupt.sent = true; // else the thread would wait for it for ever
                }
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

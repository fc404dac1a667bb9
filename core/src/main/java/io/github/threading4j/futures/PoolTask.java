package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.FlightRecording;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Recorder;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A task that runs in a thread of this JVM, and its future. */
final class PoolTask<T extends @Nullable Object> extends Future<T> implements PoolWait {
    private static final VarHandle RUNNER = VarHandles.field(MethodHandles.lookup(), "runner", Object.class);
    private static final VarHandle ENDED = VarHandles.field(MethodHandles.lookup(), "ended", Latch.class);

    /*
     * The thread that runs the task. An interrupt is meant for this task only: the thread must not continue with
     * another task before the interrupt has arrived.
     *
     *   null      -> a thread        run()
     *   a thread  -> null            run(), after the task
     *   a thread  -> an Interrupt    interruptRunner(), which marks it as sent once the thread is interrupted
     *   sent      -> an Interrupt    interruptRunner(), once more
     */
    private volatile @Nullable Object runner;

    private static final class Interrupt {
        @Nullable Thread thread; // written before this object is published

        volatile boolean sent;
    }

    /**
     * The latch that is opened when a cancelled task has ended; created by cancel(true), before it cancels the task.
     */
    private volatile @Nullable Latch ended;

    /**
     * The callable; null once it has run or the task was cancelled, so that the objects that it captured can be
     * collected. A plain field: the queue publishes it, and a thread that still sees it after a cancellation finds the
     * state cancelled.
     */
    private @Nullable Callable<T> body;

    /** The executor of this task. */
    private final TaskOwner executor;

    /**
     * Whether the task was in its executor's queue. If false, there is no queue, or the submitting thread runs the
     * task.
     */
    private boolean queued;

    /** Whether the task was ended by an interrupt that was meant for the thread that runs it, not for the task. */
    private boolean endedByInterrupt;

    /** Whether a daemon submitted the task, so that the program does not wait for it. */
    private boolean daemon;

    PoolTask(Callable<T> body, TaskOwner executor) {
        this.body = FlightRecording.isStarted() ? FlightRecording.ofTask(body, executor.name()) : body;
        this.executor = executor;
    }

    /**
     * Called before the pool queues the task. From now on, exactly one thread removes the task from the pool's counts;
     * see {@link Pool}.
     */
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
     * @return true if the calling thread must remove the task from the pool's counts, false if the thread that
     *     cancelled the task has already removed it
     */
    boolean run() {
        var running = body;
        var begin = Recorder.taskBegins();
        var place = Cancelling.stepOut(); // in case the submitting thread runs the task: its scopes are not the task's
        RUNNER.setRelease(this, Thread.currentThread()); // visible to any thread that sees the task running
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
            Recorder.taskEnds(begin);
            Cancelling.comeBack(place);
        }
    }

    /** Like {@link #run}, but in the submitting thread: an interrupt of that thread remains set after the task. */
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
        } catch (InvalidStateException e) { // another thread has completed the future while the task was queued
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
        } finally { // the future must complete in any case: a thread may wait for it
            state.succeed(value);
        }
    }

    /**
     * Returns whether the exception results from an interrupt by the executor or by {@code cancel}. If so, it is not
     * reported.
     */
    private boolean isThrownOnInterrupt(Throwable thrown) {
        return (executor.hasInterruptedTasks() || runner instanceof Interrupt) && Interruptions.isOne(thrown);
    }

    /** Returns the pool in whose queue the task is or was, or null. */
    private @Nullable TaskQueue pool() {
        return queued ? (TaskQueue) executor : null;
    }

    /**
     * Releases the capacity that the task occupies, once its body has ended or will never run. This happens before the
     * future is done, so that a thread that has the result can submit another task.
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
            throw PoolDeadlock.exception(this, describeTask());
        }
    }

    @Override
    boolean awaitDone() throws InterruptedException {
        checkNotWaitedForByItself();
        var awaited = pool();
        return awaited == null ? super.awaitDone() : awaited.await(this);
    }

    @Override
    boolean endsInThreadOfTask() {
        return true;
    }

    /** Returns the thread that runs the task, or all workers of its pool if one of them will run it. */
    @Override
    public Enders enders(Blocker.Kind kind) {
        if (done()) {
            return Enders.Open.OVER;
        }
        var running = runner();
        if (running != null) {
            return new Enders.One(running, true);
        }
        var queuedIn = pool();
        return queuedIn == null ? Enders.Open.ANY_THREAD : queuedIn.workers();
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        return state.await(nanos);
    }

    /** Names the pool, whose workers are the threads to look at. Calls no code of the program. */
    @Override
    public String label() {
        return this + " in " + executor.name();
    }

    @Override
    public String describe() {
        return "the task " + describeTask();
    }

    /**
     * If an interrupt is being sent, waits until it has arrived, which takes a few instructions, and clears it. Returns
     * whether there was an interrupt.
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
     * Cancels the task if it has not started, and removes it from the pool's counts immediately, since it no longer
     * needs a thread. If this returns true, {@code state.wakeAndCallAll()} must follow, unless the future was not
     * published.
     */
    boolean withdraw() {
        if (!state.cancelQueued()) {
            return false;
        }
        drop();
        return true;
    }

    /** Fails or cancels the task, for a thread that has removed it from the queue and does not run it. */
    void discard(@Nullable Throwable failure) {
        if ((failure != null && state.fail(failure)) || !cancel(false)) { // otherwise, cancel() has called drop()
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
        ENDED.compareAndSet(this, null, new Latch(Blocker.Kind.EVENT, this, null));
        var interrupt = new Interrupt(); // first, so that nothing can fail between the cancellation and the interrupt
        if (!state.cancelRunning()) {
            return cancelled();
        }
        try {
            interruptRunner(interrupt); // the runner was written before the state was set to RUNNING, so it is visible
        } finally {
            state.callAll();
        }
        return true;
    }

    /**
     * Interrupts the thread that runs the task, if any; the interrupt can't affect what the thread does after the task.
     */
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
                    // May throw an exception: the thread may be a submitter whose class overrides interrupt().
                    Cancelling.interrupt(thread);
                } finally {
                    interrupt.sent = true; // otherwise, the thread would wait for the interrupt forever
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

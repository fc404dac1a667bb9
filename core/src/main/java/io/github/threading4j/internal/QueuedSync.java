package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * A queued synchronizer that shows what its waiters wait for. It is the base of all waits for something that is granted
 * to one thread at a time, such as a lock, a permit or a signal. For events that release all waiters, see
 * {@link Latch}.
 *
 * <p>The synchronization primitives implement their fast paths themselves, and call one of the methods below only to
 * block.
 *
 * <p>{@code AbstractQueuedLongSynchronizer} passes itself to {@code LockSupport.park} as the blocker. Therefore, other
 * threads can see this {@link Blocker} while a thread is parked.
 */
public abstract class QueuedSync extends AbstractQueuedLongSynchronizer implements Blocker {
    private static final long serialVersionUID = 1L;

    private static final VarHandle EXITS = VarHandles.field(MethodHandles.lookup(), "exits", int.class);

    static {
        ExitCounts.initialize();
        FlightRecording.initialize();
        WatchProperties.apply();
    }

    /** The number of waits that have ended, here and in the wait sets; see {@link #exits()}. */
    private transient volatile int exits;

    /** The selects that wait for this synchronizer; null until the first of them waits. */
    private transient volatile @Nullable Watchers watchers;

    /** Creates a synchronizer in state 0. */
    protected QueuedSync() {}

    /**
     * Blocks uninterruptibly until {@code tryAcquire} succeeds; if the thread is interrupted, its interrupt status
     * remains set.
     *
     * @param arg passed to {@code tryAcquire}
     */
    protected final void blockUninterruptibly(long arg) {
        var trace = FlightRecording.beginWait(this);
        try {
            acquire(arg);
            ended(trace, this, true);
        } catch (Throwable e) {
            failed(trace, this, e);
            throw e;
        }
    }

    /**
     * Blocks until {@code tryAcquire} succeeds.
     *
     * @param arg passed to {@code tryAcquire}
     * @param nanos the maximum time to wait, as returned by {@link Timeout}; if 0 or less, the method tries once
     * @return false if the timeout elapsed first
     * @throws WaitCancelled if a scope that the thread is inside of is or was cancelled
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    protected final boolean block(long arg, long nanos) throws InterruptedException {
        return Cancelling.isUsed() ? CancelPoint.park(left -> blockHere(arg, left), nanos) : blockHere(arg, nanos);
    }

    private boolean blockHere(long arg, long nanos) throws InterruptedException {
        var trace = FlightRecording.beginWait(this);
        try {
            if (nanos == Timeout.FOREVER) {
                acquireInterruptibly(arg);
                return ended(trace, this, true);
            }
            return ended(trace, this, tryAcquireNanos(arg, nanos));
        } catch (Throwable e) {
            failed(trace, this, e);
            throw e;
        }
    }

    /**
     * Blocks uninterruptibly until {@code tryAcquireShared} succeeds; if the thread is interrupted, its interrupt
     * status remains set.
     *
     * @param arg passed to {@code tryAcquireShared}
     */
    protected final void blockSharedUninterruptibly(long arg) {
        var trace = FlightRecording.beginWait(this);
        try {
            acquireShared(arg);
            ended(trace, this, true);
        } catch (Throwable e) {
            failed(trace, this, e);
            throw e;
        }
    }

    /**
     * Blocks until {@code tryAcquireShared} succeeds.
     *
     * @param arg passed to {@code tryAcquireShared}
     * @param nanos the maximum time to wait, as returned by {@link Timeout}; if 0 or less, the method tries once
     * @return false if the timeout elapsed first
     * @throws WaitCancelled if a scope that the thread is inside of is or was cancelled
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    protected final boolean blockShared(long arg, long nanos) throws InterruptedException {
        return Cancelling.isUsed()
                ? CancelPoint.park(left -> blockSharedHere(arg, left), nanos)
                : blockSharedHere(arg, nanos);
    }

    private boolean blockSharedHere(long arg, long nanos) throws InterruptedException {
        var trace = FlightRecording.beginWait(this);
        try {
            if (nanos == Timeout.FOREVER) {
                acquireSharedInterruptibly(arg);
                return ended(trace, this, true);
            }
            return ended(trace, this, tryAcquireSharedNanos(arg, nanos));
        } catch (Throwable e) {
            failed(trace, this, e);
            throw e;
        }
    }

    /**
     * Called before the calling thread releases this synchronizer, waits for a signal, and acquires it again. Must not
     * fail. By default, does nothing.
     */
    protected void beforeAwait() {}

    /**
     * Returns the selects that wait for this synchronizer.
     *
     * @return always the same object
     */
    public final synchronized Watchers watchers() { // a VarHandle would load the class before it is needed
        var known = watchers;
        if (known == null) {
            known = newWatchers();
            watchers = known;
        }
        return known;
    }

    /** {@return an empty list of selects} */
    protected final Watchers newWatchers() {
        return new Watchers(new Mutex(awaited()));
    }

    /**
     * Wakes selects. Must be called by each release, after the write that lets other threads acquire this synchronizer.
     *
     * @param most the maximum number of selects to wake
     */
    protected final void signalWatchers(long most) {
        signal(watchers, most);
    }

    /**
     * Wakes selects.
     *
     * @param watchers the list of the selects; null if no select has waited yet
     * @param most the maximum number of selects to wake
     */
    protected static void signal(@Nullable Watchers watchers, long most) {
        if (watchers != null) {
            watchers.lockAndSignal(most);
        }
    }

    /** Called when a wait has ended, here or in a wait set; returns whether the thread got what it waited for. */
    private boolean ended(@Nullable WaitTrace trace, Blocker blocker, boolean done) {
        countExit();
        if (trace != null && trace.stop()) {
            record(trace, blocker, WaitTrace.Outcome.of(done));
        }
        return done;
    }

    /** Called when a wait has thrown an exception, here or in a wait set. Never fails. */
    private void failed(@Nullable WaitTrace trace, Blocker blocker, Throwable thrown) {
        countExit();
        if (trace != null && trace.stop()) {
            record(trace, blocker, WaitTrace.Outcome.of(thrown));
        }
    }

    /**
     * Adds a wait of the calling thread to the flight recording. Never fails. The thread may hold this synchronizer.
     *
     * @param trace the wait
     * @param blocker what the thread was parked at
     * @param outcome how the wait ended
     */
    void record(WaitTrace trace, Blocker blocker, WaitTrace.Outcome outcome) {
        trace.record(blocker, outcome);
    }

    /** Increments the number of waits that have ended, whatever the outcome of the wait. */
    final void countExit() {
        EXITS.getAndAdd(this, 1);
        ExitCounts.increment();
    }

    @Override
    public final int exits() {
        return exits;
    }

    @Override
    public Enders enders(Thread waiter) {
        return WaitTarget.enders(awaited(), kind());
    }

    /**
     * Creates a set of waiting threads.
     *
     * @param kind the kind of their waits
     * @param awaited the object that its waiters wait for, as shown in dumps
     * @return the set; a thread must hold this synchronizer exclusively to wait and to signal
     */
    public final WaitSet newWaitSet(Kind kind, Object awaited) {
        return new WaitSet(kind, awaited);
    }

    /**
     * Creates the queue of this synchronizer if it has none yet. The calling thread must hold the synchronizer.
     *
     * <p>A signal moves a waiter from the wait set to the queue. On older Java versions, the first signal creates the
     * queue only after it has removed the waiter from the wait set. If memory ran out at that point, no later signal
     * would find the waiter. Therefore, a thread creates the queue before it waits; if this fails, the exception is
     * thrown in that thread.
     */
    private void createQueue() throws InterruptedException {
        if (!hasContended() && isHeldExclusively()) {
            tryAcquireNanos(1, 1); // enters the queue and times out, since the thread itself holds this synchronizer
        }
    }

    /**
     * The threads that have released this synchronizer to wait for a signal. Signalling allocates nothing, so it can't
     * fail for lack of memory.
     */
    public final class WaitSet extends ConditionObject implements Blocker {
        private static final long serialVersionUID = 1L;

        private final transient Kind kind;
        private final transient Object awaited;

        private WaitSet(Kind kind, Object awaited) {
            this.kind = kind;
            this.awaited = awaited;
        }

        /**
         * Waits for a signal.
         *
         * @param nanos the maximum time to wait, as returned by {@link Timeout}; if 0 or less, the method only releases
         *     and reacquires the synchronizer
         * @return whether the thread was signalled
         * @throws WaitCancelled if a scope that the thread is inside of is or was cancelled
         * @throws InterruptedException if the thread is interrupted before or while it waits for the signal
         */
        public boolean awaitSignal(long nanos) throws InterruptedException {
            createQueue();
            return awaitSignalUnprepared(nanos);
        }

        /**
         * Like {@link #awaitSignal}, but does not create the queue in advance. The first signal may therefore need
         * memory, as with the conditions of a {@code ReentrantLock}.
         *
         * @param nanos the maximum time to wait, as returned by {@link Timeout}; if 0 or less, the method only releases
         *     and reacquires the synchronizer
         * @return whether the thread was signalled
         * @throws WaitCancelled if a scope that the thread is inside of is or was cancelled
         * @throws InterruptedException if the thread is interrupted before or while it waits for the signal
         */
        public boolean awaitSignalUnprepared(long nanos) throws InterruptedException {
            return Cancelling.isUsed() ? CancelPoint.park(this::awaitHere, nanos) : awaitHere(nanos);
        }

        private boolean awaitHere(long nanos) throws InterruptedException {
            var trace = begin();
            try {
                if (nanos == Timeout.FOREVER) {
                    await();
                    return end(trace, true);
                }
                return end(trace, await(nanos, TimeUnit.NANOSECONDS));
            } catch (Throwable e) {
                fail(trace, e);
                throw e;
            }
        }

        /**
         * Must be called before each call of an inherited {@code await} method, and followed by {@link #end} or
         * {@link #fail}: these methods do not do this themselves, and can't be overridden.
         *
         * @return the argument of {@code end} and {@code fail}
         */
        public @Nullable WaitTrace begin() {
            beforeAwait();
            return FlightRecording.beginWait(this);
        }

        /**
         * Called after a wait that returned normally.
         *
         * @param trace the result of {@link #begin}
         * @param signalled whether the thread was signalled
         * @return {@code signalled}
         */
        public boolean end(@Nullable WaitTrace trace, boolean signalled) {
            return ended(trace, this, signalled);
        }

        /**
         * Called after a wait that threw an exception.
         *
         * @param trace the result of {@link #begin}
         * @param thrown the exception
         */
        public void fail(@Nullable WaitTrace trace, Throwable thrown) {
            failed(trace, this, thrown);
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public Object awaited() {
            return awaited;
        }

        @Override
        public int exits() {
            return exits;
        }

        /**
         * Only a thread that acquires the synchronizer can signal. A thread that has been signalled waits to acquire
         * the synchronizer itself.
         */
        @Override
        public Enders enders(Thread waiter) {
            var toAcquire = QueuedSync.this.enders(waiter);
            return toAcquire != Enders.Open.OVER || isQueued(waiter) ? toAcquire : WaitTarget.enders(awaited, kind);
        }
    }
}

package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A latch that opens once, for all current and future waiters.
 *
 * <p>The opening thread wakes every waiter, one after the other, in FIFO order. In a queued synchronizer of
 * {@code java.util.concurrent}, each woken thread wakes the next. This costs the opening thread less, but makes the
 * last of many waiters wait for all others to be scheduled.
 *
 * <p>Memory consistency effects: actions before the call of {@link #open()} that opened the latch happen-before a
 * return of true from {@link #await(long)} and {@link #isOpen()}.
 */
public final class Latch implements Blocker, AdaptiveSpin.Opening {
    private static final VarHandle NEWEST = VarHandles.field(MethodHandles.lookup(), "newest", Waiter.class);
    private static final VarHandle GIVEN_UP = VarHandles.field(MethodHandles.lookup(), "givenUp", int.class);

    static {
        // Load these classes before any thread waits. If a waiter that is already in the list triggered class loading,
        // and the class loader parked, that park could consume the waiter's wake-up.
        Objects.requireNonNull(LockSupport.class);
        Objects.requireNonNull(Timeout.class);
        ExitCounts.initialize();
        FlightRecording.initialize();
    }

    /** A waiting thread, in a list from the newest to the oldest. */
    static final class Waiter {
        /** Becomes null when the thread stops waiting, and then remains null. */
        volatile @Nullable Thread thread;

        // A plain field, since an outdated value is harmless (see newest). The first value is written before the waiter
        // is published.
        @Nullable Waiter older;

        /** The reverse link, written by the one thread that opens the latch. */
        @Nullable Waiter newer;

        private Waiter(@Nullable Thread thread) {
            this.thread = thread;
        }
    }

    private static final Waiter OPEN = new Waiter(null);

    // Shared by all latches: a latch opens only once, so it can learn only from others.
    static final AdaptiveSpin SPIN = new AdaptiveSpin();

    private final Kind kind;
    private final Object awaited;
    private final @Nullable Thread holder;

    /*
     * The head of the list of waiters; null if it is empty.
     *
     *   null or a waiter -> a newer one        await(), before it parks
     *   a waiter -> an older one or null       sweep(), which removes waiters that have left
     *   any of these -> OPEN                   open(), which then wakes the waiters in the list
     *
     * No value of this field or of a waiter's "older" ever skips a waiter that still waits, and a waiter that has left
     * never returns. So no waiter is lost when threads concurrently enter, leave, sweep or open: if one thread
     * overwrites another's update, the list is merely longer than necessary.
     */
    private volatile @Nullable Waiter newest;

    /**
     * The number of waits that an interrupt or a timeout has ended. Since the latch opens only once, these are the only
     * waits after which the same thread may wait for it again.
     */
    private volatile int givenUp;

    // Deliberately plain fields: they only decide when to sweep.
    private int leftSinceSweep;
    private int stayedAtSweep;

    /**
     * Creates a closed latch.
     *
     * @param kind the kind of wait
     * @param awaited the object that threads wait for
     * @param holder the thread that will open it, if known
     */
    public Latch(Kind kind, Object awaited, @Nullable Thread holder) {
        this.kind = kind;
        this.awaited = awaited;
        this.holder = holder;
    }

    /** {@return whether the latch is open, without waiting} */
    @Override
    public boolean isOpen() {
        return newest == OPEN;
    }

    /** Opens the latch and wakes all waiters, the oldest first; further calls have no effect. */
    public void open() {
        if (isOpen()) {
            return;
        }
        var each = (Waiter) NEWEST.getAndSet(this, OPEN);
        Waiter oldest = null;
        for (; each != null && each != OPEN; each = each.older) {
            each.newer = oldest;
            oldest = each;
        }
        for (each = oldest; each != null; each = each.newer) {
            LockSupport.unpark(each.thread);
        }
    }

    /**
     * Waits until the latch is open.
     *
     * @param nanos the maximum time to wait, as returned by {@link Timeout}; if 0 or less, the method does not wait
     * @return whether it is open
     * @throws WaitCancelled if the latch is closed and a scope that the thread is inside of is or was cancelled
     * @throws InterruptedException if the latch is closed and the thread is interrupted before or while it waits
     */
    public boolean await(long nanos) throws InterruptedException {
        // If the latch is open, an interrupt stays pending for the caller's next wait.
        return isOpen() || (Cancelling.isUsed() ? awaitUnlessCancelled(nanos) : awaitInAnyScope(nanos));
    }

    private boolean awaitUnlessCancelled(long nanos) throws InterruptedException {
        return CancelPoint.park(this::awaitInAnyScope, nanos);
    }

    /**
     * Like {@link #await}, but scopes have no effect: for a wait that must go on after an interrupt.
     *
     * @param nanos the maximum time to wait, as returned by {@link Timeout}; if 0 or less, the method does not wait
     * @return whether it is open
     * @throws InterruptedException if the latch is closed and the thread is interrupted before or while it waits
     */
    public boolean awaitInAnyScope(long nanos) throws InterruptedException {
        if (isOpen()) {
            return true; // a simultaneous or later interrupt is left for the caller's next wait
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before waiting for " + WaitTarget.describe(awaited));
        }
        if (nanos <= 0) {
            return isOpen();
        }
        var trace = FlightRecording.beginWait(this);
        try {
            return WaitTrace.ended(trace, this, awaitOpen(nanos));
        } catch (Throwable e) {
            WaitTrace.failed(trace, this, e);
            throw e;
        }
    }

    /** Waits at most the given time, which is more than 0. */
    private boolean awaitOpen(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        var me = new Waiter(Thread.currentThread());
        if (!enter(me)) {
            return true;
        }
        try {
            for (var remaining = nanos; remaining > 0; remaining = Timeout.left(deadline, nanos)) {
                park(remaining);
                if (isOpen()) { // first: a released thread returns true even if it is interrupted before it runs
                    return true;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for " + WaitTarget.describe(awaited));
                }
            }
            return isOpen();
        } finally {
            if (!isOpen()) {
                GIVEN_UP.getAndAdd(this, 1);
                ExitCounts.increment();
            }
            leave(me);
        }
    }

    /**
     * Adds the calling thread to the waiters, for a wait in a select: {@link #open()} unparks the thread, which then
     * looks whether the latch is open.
     *
     * @return the entry, which the thread removes by {@link #leave}
     */
    Waiter enter() {
        var me = new Waiter(Thread.currentThread());
        enter(me);
        return me;
    }

    private void park(long nanos) {
        if (nanos == Timeout.FOREVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /** Adds a waiter to the list; returns false if the latch is already open. */
    private boolean enter(Waiter me) {
        for (var before = newest; before != OPEN; before = newest) {
            me.older = before;
            if (NEWEST.compareAndSet(this, before, me)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Removes a waiter. Sweeps if the number of waiters that have left since the last sweep has reached the number that
     * the sweep left in the list. This keeps the amortized cost small, and limits the number of waiters that have left
     * but are still in the list.
     */
    void leave(Waiter me) {
        me.thread = null;
        if (!isOpen() && ++leftSinceSweep >= stayedAtSweep) {
            sweep();
        }
    }

    /** Removes the waiters that have left; any number of threads may sweep concurrently, even while the latch opens. */
    private void sweep() {
        leftSinceSweep = 0; // waiters that leave from now on count toward the next sweep
        var staying = 0;
        Waiter last = null;
        for (var each = newest; each != null && each != OPEN; each = each.older) {
            if (each.thread != null) {
                staying++;
                last = each;
            } else if (last != null) {
                last.older = each.older;
            } else if (!NEWEST.compareAndSet(this, each, each.older)) {
                // A newer waiter was added: this entry stays until the next sweep, but older ones can be removed.
                last = each;
            }
        }
        stayedAtSweep = staying;
    }

    /** Returns the length of the list, including the waiters that have left. */
    int entries() {
        var entries = 0;
        for (var each = newest; each != null && each != OPEN; each = each.older) {
            entries++;
        }
        return entries;
    }

    /**
     * Waits until the latch is open. Intended for an event that often occurs immediately: if recent waits were short,
     * the thread spins for some microseconds before it parks.
     *
     * @param threads the number of threads, including the caller, that must run at the same time for the latch to open
     *     soon
     * @param nanos the maximum time to wait, as returned by {@link Timeout}; if 0 or less, the method does not wait
     * @return whether it is open
     * @throws WaitCancelled if the thread has to wait and a scope that it is inside of is or was cancelled
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public boolean awaitSoon(int threads, long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        return SPIN.sees(threads, this, nanos) || await(Timeout.left(deadline, nanos));
    }

    /**
     * Waits uninterruptibly until the latch is open; if the thread is interrupted, its interrupt status remains set.
     * Scopes have no effect.
     */
    public void awaitUninterruptibly() {
        var interrupted = false;
        while (!isOpen()) {
            try {
                awaitInAnyScope(Timeout.FOREVER);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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
    public @Nullable Thread holder() {
        return isOpen() ? null : holder;
    }

    @Override
    public Enders enders(Thread waiter) {
        if (isOpen()) {
            return Enders.Open.OVER;
        }
        if (holder == null) {
            return WaitTarget.enders(awaited, kind);
        }
        // A thread opens the latch of its joiners before it ends. The latch for joiners of the main thread never opens:
        // it only serves as their blocker.
        return holder.isAlive() ? new Enders.One(holder, true) : Enders.Open.ANY_THREAD;
    }

    @Override
    public int exits() {
        return givenUp;
    }
}

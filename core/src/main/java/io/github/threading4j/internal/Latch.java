package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A latch that opens once, for all who wait and all who come later.
 *
 * <p>Who opens it wakes all who wait, one after the other, beginning with the one that came first. A queued
 * synchronizer of Java would have each thread that is woken wake the next: that costs the one who opens it less, and
 * has the last of many wait for all the others to be scheduled.
 *
 * <p>Memory consistency effects: what a thread did before the call of {@link #open()} that opened the latch
 * happens-before a return of true from {@link #await(long)} and {@link #isOpen()}.
 */
public final class Latch implements Blocker, AdaptiveSpin.Opening {
    private static final VarHandle NEWEST = VarHandles.field(MethodHandles.lookup(), "newest", Waiter.class);

    static {
        // Loaded before anybody waits: between entering the list and parking, a class loader that parks would use up
        // the wake-up.
        Objects.requireNonNull(LockSupport.class);
        Objects.requireNonNull(Timeout.class);
    }

    /** A thread that waits, in a list that leads from the newest to the oldest of them. */
    private static final class Waiter {
        /** Null when it waits no more, which is for good. */
        volatile @Nullable Thread thread;

        // Plain, as an old value is as good, see newest; and the first is written before newest leads here.
        @Nullable Waiter older;

        /** The way back, made by the one thread that opens the latch. */
        @Nullable Waiter newer;

        Waiter(@Nullable Thread thread) {
            this.thread = thread;
        }
    }

    private static final Waiter OPEN = new Waiter(null);

    // One for all latches, since each opens only once: what those before this one did is all there is to go by.
    static final AdaptiveSpin SPIN = new AdaptiveSpin();

    private final Kind kind;
    private final Object awaited;
    private final @Nullable Thread holder;

    /*
     * Where the list of those who wait begins; null if it is empty.
     *
     *   null or a waiter -> a newer one        await(), before it parks
     *   a waiter -> an older one or null       sweep(), past some that have left
     *   any of these -> OPEN                   open(), which then wakes whom it finds in the list
     *
     * Each value that this and any waiter's "older" ever has leads past none but waiters that have left, and who has
     * left never comes back. So nobody is lost, whoever sweeps while others come, leave, sweep or open: what they miss
     * of each other only makes the list longer.
     */
    private volatile @Nullable Waiter newest;

    // Plain on purpose: they only decide when to sweep.
    private int leftSinceSweep;
    private int stayedAtSweep;

    /**
     * Makes a shut latch.
     *
     * @param kind why threads wait here
     * @param awaited what they wait for
     * @param holder the thread that will open it, if one is known to
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

    /** Opens the latch and wakes everybody who waits, the oldest first; more calls have no effect. */
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
     * @param nanos how long at most, as {@link Timeout} gives it; 0 or less only looks
     * @return whether it is open
     * @throws InterruptedException if the latch is shut and the thread is interrupted before or while it waits
     */
    public boolean await(long nanos) throws InterruptedException {
        if (isOpen()) {
            return true; // an interrupt that comes with it or after it is the caller's next wait's business
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before waiting for " + Labels.describe(awaited));
        }
        if (nanos <= 0) {
            return isOpen();
        }
        var deadline = System.nanoTime() + nanos;
        var me = new Waiter(Thread.currentThread());
        if (!enter(me)) {
            return true;
        }
        try {
            for (var remaining = nanos; remaining > 0; remaining = Timeout.left(deadline, nanos)) {
                park(remaining);
                if (isOpen()) { // first: a thread that was released returns so, however it is interrupted before it
                    // runs
                    return true;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for " + Labels.describe(awaited));
                }
            }
            return isOpen();
        } finally {
            leave(me);
        }
    }

    private void park(long nanos) {
        if (nanos == Timeout.FOREVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /** Returns false if it is too late to wait. */
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
     * Sweeps when as many have left as stayed last time, so that it costs each of them little, however many they are;
     * those who have left and are still in the list are about as many at most.
     */
    private void leave(Waiter me) {
        me.thread = null;
        if (!isOpen() && ++leftSinceSweep >= stayedAtSweep) {
            sweep();
        }
    }

    /** Takes those out who have left; any number of threads may do so at once, and while the latch opens. */
    private void sweep() {
        leftSinceSweep = 0; // who leaves from now on counts for the next time
        var staying = 0;
        Waiter last = null;
        for (var each = newest; each != null && each != OPEN; each = each.older) {
            if (each.thread != null) {
                staying++;
                last = each;
            } else if (last != null) {
                last.older = each.older;
            } else if (!NEWEST.compareAndSet(this, each, each.older)) {
                last = each; // somebody came: it stays for the next time, and those behind it can go
            }
        }
        stayedAtSweep = staying;
    }

    /** How long the list is, with those in it who have left. */
    int entries() {
        var entries = 0;
        for (var each = newest; each != null && each != OPEN; each = each.older) {
            entries++;
        }
        return entries;
    }

    /**
     * Waits until the latch is open, for something that often happens at once: if that was so lately, the thread looks
     * for some microseconds before it parks.
     *
     * @param threads how many threads must run for the latch to open at once, the calling one included
     * @param nanos how long at most, as {@link Timeout} gives it; 0 or less only looks
     * @return whether it is open
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public boolean awaitSoon(int threads, long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        return SPIN.sees(threads, this, nanos) || await(Timeout.left(deadline, nanos));
    }

    /** Waits until the latch is open; an interrupt leaves the flag set. */
    public void awaitUninterruptibly() {
        var interrupted = false;
        while (!isOpen()) {
            try {
                await(Timeout.FOREVER);
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
}

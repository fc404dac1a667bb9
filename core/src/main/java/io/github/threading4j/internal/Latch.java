package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A latch that opens once, for all who wait and all who come later.
 *
 * <p>Who opens it wakes all who wait, in the order in which they came. A queued synchronizer of Java would have each thread
 * that is woken wake the next, and so make the last of many wait for all the others to be scheduled.
 *
 * <p>Memory consistency effects: what a thread did before the call of {@link #open()} that opened the latch happens-before a
 * return of true from {@link #await(long)} and {@link #isOpen()}.
 */
public final class Latch implements WaitPoint, Lookout.Opening {
    private static final VarHandle NEWEST;
    private static final VarHandle LEFT;

    static {
        var lookup = MethodHandles.lookup();
        try {
            NEWEST = lookup.findVarHandle(Latch.class, "newest", Waiter.class);
            LEFT = lookup.findVarHandle(Latch.class, "left", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A thread that waits, in a list that leads from the newest to the oldest of them. */
    private static final class Waiter {
        /** Null when it waits no more. */
        volatile @Nullable Thread thread;

        // Leads past every thread that has left, or past some of them, and never past one that waits. Plain, since each
        // value it ever has does so.
        @Nullable Waiter older;

        /** The way back, made by the one thread that opens the latch. */
        @Nullable Waiter newer;

        Waiter(@Nullable Thread thread) {
            this.thread = thread;
        }
    }

    private static final Waiter OPEN = new Waiter(null);

    // One for all latches, since each opens only once: what those before this one did is all there is to go by.
    static final Lookout LOOKOUT = new Lookout();

    private final Kind kind;
    private final Object awaited;
    private final @Nullable Thread holder;

    /*
     * Where the list of those who wait begins; null if it is empty.
     *
     *   null or a waiter -> a newer one        await(), before it parks
     *   a waiter -> the next older one or null sweep(), if the former has left
     *   any of these -> OPEN                   open(), which then wakes whom it found in the list
     *
     * Nobody comes into the list twice, so no waiter is its beginning again once it was taken out.
     */
    private volatile @Nullable Waiter newest;

    /** How many have left the list since it was swept: timeouts and interrupts. */
    private volatile int left;

    /** How many stayed then. Plain on purpose: it only decides when to sweep. */
    private int stayed;

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

    /**
     * Tells whether the latch is open, without waiting.
     *
     * @return whether it is open
     */
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
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public boolean await(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (nanos <= 0 || isOpen()) {
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
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (isOpen()) {
                    return true;
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
     * Sweeping when as many have left as stayed last time costs each of them little, however many they are; and the list is
     * hardly ever longer than twice what it must be.
     */
    private void leave(Waiter me) {
        me.thread = null;
        if (!isOpen() && (int) LEFT.getAndAdd(this, 1) + 1 >= stayed) {
            sweep();
        }
    }

    /** Takes those out who have left; any number of threads may do so at once, and while the latch opens. */
    private void sweep() {
        left = 0; // first, so that who leaves from now on counts for the next time, if not for this one
        var staying = 0;
        Waiter last = null;
        for (var each = newest; each != null && each != OPEN; each = each.older) {
            if (each.thread != null) {
                staying++;
                last = each;
            } else if (last != null) {
                last.older = each.older;
            } else {
                NEWEST.compareAndSet(this, each, each.older); // unless somebody came: then it stays for the next time
            }
        }
        stayed = staying;
    }

    /** How long the list is. */
    int entries() {
        var entries = 0;
        for (var each = newest; each != null && each != OPEN; each = each.older) {
            entries++;
        }
        return entries;
    }

    /**
     * Waits until the latch is open, for something that often happens at once: if that was so lately, the thread looks for
     * some microseconds before it parks.
     *
     * @param threads how many threads must run for the latch to open at once, the calling one included
     * @param nanos how long at most, as {@link Timeout} gives it; 0 or less only looks
     * @return whether it is open
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public boolean awaitSoon(int threads, long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        return LOOKOUT.sees(threads, this, nanos) || await(Timeout.left(deadline, nanos));
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

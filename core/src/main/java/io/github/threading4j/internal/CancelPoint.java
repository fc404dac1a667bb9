package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets other threads end the waits of a thread with an exception. They use an interrupt, but only while the thread is
 * in such a wait; if the wait ends at the same moment for another reason, the interrupt is taken back.
 *
 * <p>A wait is cancelled for one of two reasons: a {@link Scope} that the thread is inside of was cancelled, or the
 * wait is part of a deadlock that a watch ends. A deadline of a scope needs no interrupt: no wait is longer than the
 * time left.
 *
 * <p>Each thread has at most one object of this class, created when it first needs one. Nothing of this happens, and
 * waits are not slower, until {@link Cancelling} is used.
 */
public final class CancelPoint {
    /** A wait that ends at an interrupt. */
    public interface Wait {
        /**
         * Waits.
         *
         * @param nanos the maximum time to wait, as returned by {@link Timeout}
         * @return the result; false if the time has elapsed
         * @throws InterruptedException if the calling thread is interrupted before or while it waits
         */
        boolean await(long nanos) throws InterruptedException;
    }

    private static final VarHandle STATE = VarHandles.field(MethodHandles.lookup(), "state", byte.class);

    /*
     *   OFF     -> ON       the thread, before a wait or at the beginning of an interruptible block
     *   ON      -> SENDING  another thread; from here on, the thread can't leave the wait, so its place stands still
     *   SENDING -> ON       the other thread, if the wait is not one that is to be cancelled
     *   SENDING -> SENT     the other thread, before or after the interrupt, even if it has failed
     *   ON      -> OFF      the thread, after the wait or the block
     *   SENT    -> OFF      the thread, after the wait or the block; it takes the interrupt back
     */
    private static final byte OFF = 0;
    private static final byte ON = 1;
    private static final byte SENDING = 2;
    private static final byte SENT = 3;

    /** Weak, since a thread that outlives this library must not keep its classes loaded. */
    private static final ThreadLocal<@Nullable WeakReference<CancelPoint>> MINE = new ThreadLocal<>();

    private static final WeakThreadMap<CancelPoint> ALL = new WeakThreadMap<>();

    private volatile byte state;

    private final InterruptCount interrupts = new InterruptCount();

    // The fields from here on are written by the thread itself, and read by others only while the state is SENDING.

    /** What the cancelling threads see: the place, or null if the wait does not end when a scope is cancelled. */
    private @Nullable Place seen;

    /** Whether a watch may end the wait. */
    private boolean endsDeadlock;

    // The fields from here on are used only by the thread itself.

    private @Nullable Place place;
    private boolean waits;
    private boolean wasInterrupted;
    private long interruptsBefore;
    private boolean cutShort;
    /** Creates the exception to throw if a watch ends the wait; written by the watch before the state becomes SENT. */
    private @Nullable Supplier<? extends RuntimeException> reason;

    private CancelPoint() {}

    /** Returns the object of the calling thread. */
    static CancelPoint ofCurrentThread() {
        var mine = known();
        if (mine == null) {
            mine = ALL.computeIfAbsent(Thread.currentThread(), CancelPoint::new);
            MINE.set(new WeakReference<>(mine));
        }
        return mine;
    }

    /** Returns the object of the calling thread, or null if it has none. */
    static @Nullable CancelPoint known() {
        var known = MINE.get();
        return known == null ? null : known.get(); // never cleared: the map of all refers to it
    }

    /** Returns whether the interrupt that has just ended a wait of the calling thread was sent to end that wait. */
    static boolean isCancelled() {
        var point = known();
        while (point != null && point.state == SENDING) {
            Thread.yield(); // the other thread needs a moment
        }
        return point != null && point.state == SENT;
    }

    /** Interrupts a thread, and counts the interrupt if a cancellation could hide it. */
    static void interrupt(Thread thread) {
        var point = ALL.get(thread);
        if (point == null) {
            Cancelling.interruptNow(thread);
        } else {
            point.interrupts.interrupt(thread);
        }
    }

    /** Throws an exception if the calling thread is inside of a cancelled scope. */
    static void check() throws WaitCancelled {
        var mine = known();
        if (mine != null) {
            throwIfCancelled(mine.place);
        }
    }

    /** Like {@link #check()}, but throws the error of {@link Cancelling#atEdge}. */
    static void checkAtEdge() {
        try {
            check();
        } catch (WaitCancelled e) {
            throw ThreadingAccess.get().cancelled(e.getMessage());
        }
    }

    private static void throwIfCancelled(@Nullable Place place) throws WaitCancelled {
        var cancelled = place == null ? null : place.cancelledScope();
        if (cancelled != null) {
            throw new WaitCancelled(cancelled);
        }
    }

    /**
     * Waits until the wait ends, or a scope around it is cancelled.
     *
     * @param wait the wait
     * @param nanos the maximum time to wait, as returned by {@link Timeout}
     * @return the result of the wait
     * @throws WaitCancelled if a scope that the thread is inside of is or was cancelled
     * @throws InterruptedException if the thread is interrupted by anything else
     */
    public static boolean park(Wait wait, long nanos) throws InterruptedException {
        var mine = known();
        return (mine == null || mine.place == null) ? wait.await(nanos) : mine.await(wait, nanos, mine.place, false);
    }

    /**
     * Waits until the wait ends, a scope around it is cancelled, or a watch ends it.
     *
     * <p>If another thread interrupts the calling thread at the same moment as the wait is cancelled, the exception is
     * thrown, and the interrupt status is set only if the interrupt could be distinguished from that of the
     * cancellation.
     *
     * @param wait the wait
     * @param nanos the maximum time to wait, as returned by {@link Timeout}
     * @return the result of the wait
     * @throws WaitCancelled if a scope that the thread is inside of is or was cancelled
     * @throws InterruptedException if the thread is interrupted by anything else
     * @throws RuntimeException the exception passed to {@link #cancel}
     */
    public static boolean await(Wait wait, long nanos) throws InterruptedException {
        var mine = ofCurrentThread();
        return mine.await(wait, nanos, mine.place, true);
    }

    /**
     * Waits without a timeout until the wait ends, or a watch ends it. Scopes have no effect.
     *
     * @param wait the wait
     * @return the result of the wait
     * @throws InterruptedException if the thread is interrupted by anything but {@link #cancel}
     * @throws RuntimeException the exception passed to {@link #cancel}
     */
    public static boolean awaitInAnyScope(Wait wait) throws InterruptedException {
        return ofCurrentThread().await(wait, Timeout.FOREVER, null, true);
    }

    /**
     * Waits in code that is not part of this library. A deadline ends the wait; a call of {@link Scope#cancel()} does
     * not, unless it precedes the wait.
     *
     * @param wait the wait
     * @param nanos the maximum time to wait, as returned by {@link Timeout}
     * @return the result of the wait
     * @throws WaitCancelled if a scope around the wait was cancelled before the wait, or its deadline has passed
     * @throws InterruptedException if the thread is interrupted
     */
    public static boolean awaitForeign(Wait wait, long nanos) throws InterruptedException {
        var mine = known();
        var around = mine == null ? null : mine.place;
        if (around == null) {
            return wait.await(nanos);
        }
        throwIfCancelled(around);
        return repeat(wait, nanos, around);
    }

    private boolean await(Wait wait, long nanos, @Nullable Place around, boolean ends) throws InterruptedException {
        if (waits) { // a description of what the thread waits for, which may be user code, waits itself
            return wait.await(nanos);
        }
        var now = place;
        if (now == null || !now.isInterruptible()) {
            return repeat(left -> awaitOnce(wait, left, around, ends), nanos, around);
        }
        endBlock();
        try {
            return repeat(left -> awaitOnce(wait, left, around, ends), nanos, around);
        } finally {
            beginBlock(now);
        }
    }

    /** Waits until the time has elapsed, but not beyond the nearest deadline. */
    private static boolean repeat(Wait wait, long nanos, @Nullable Place around) throws InterruptedException {
        if (around == null) {
            return wait.await(nanos);
        }
        var end = System.nanoTime() + nanos;
        for (var left = nanos; ; left = Timeout.left(end, nanos)) {
            var limit = around.limit(left);
            if (wait.await(limit)) {
                return true;
            }
            throwIfCancelled(around);
            if (limit == left) {
                return false;
            }
        }
    }

    private boolean awaitOnce(Wait wait, long nanos, @Nullable Place around, boolean ends) throws InterruptedException {
        var result = false;
        InterruptedException interrupt = null;
        var sent = false;
        seen = around;
        endsDeadlock = ends;
        begin();
        waits = true;
        try {
            // Checked after the wait was announced: a scope that is cancelled later finds it.
            throwIfCancelled(around);
            result = wait.await(nanos);
        } catch (InterruptedException e) {
            interrupt = e;
        } finally {
            sent = end(interrupt != null && !(interrupt instanceof WaitCancelled));
            waits = false;
        }
        var ended = reason;
        reason = null;
        if (interrupt == null) {
            return result; // even if it was cancelled: that was too late
        }
        if (sent && ended != null) {
            throw ended.get();
        }
        if (sent && around != null) {
            throwIfCancelled(around);
        }
        throw interrupt;
    }

    /** Makes it possible to interrupt the thread. */
    private void begin() {
        interruptsBefore = interrupts.settled();
        wasInterrupted = Thread.currentThread().isInterrupted();
        state = ON;
    }

    /**
     * Makes it impossible to interrupt the thread, and takes back an interrupt that was sent. Keeps an interrupt by
     * another thread, if it can be told apart.
     *
     * @param thrown whether the thread has thrown an exception because of an interrupt, and so cleared the status
     * @return whether an interrupt was sent
     */
    private boolean end(boolean thrown) {
        while (!STATE.compareAndSet(this, ON, OFF)) {
            if (state == SENT) {
                state = OFF;
                var isStillSet = Thread.interrupted();
                // The count is read after the status was cleared: a later interrupt sets it again.
                if (wasInterrupted || interrupts.settled() != interruptsBefore || (isStillSet && thrown)) {
                    Cancelling.interruptNow(Thread.currentThread());
                }
                return true;
            }
            Thread.yield(); // the other thread needs a moment
        }
        return false;
    }

    @Nullable Place place() {
        return place;
    }

    /** Enters a scope or a block; if this fails, the thread stays where it was. */
    Place enter(@Nullable Scope scope, boolean shield, boolean interruptible) {
        Cancelling.use();
        var outer = place;
        var next = new Place(this, outer, scope, shield, interruptible);
        if (outer == null || !outer.isInterruptible()) {
            cutShort = false;
        }
        try {
            if (scope != null) {
                scope.add(next);
            }
            next.startTimer();
            moveTo(next);
            return next;
        } catch (Throwable e) {
            next.leave();
            throw e;
        }
    }

    /** Moves the thread to another of its places. */
    void moveTo(@Nullable Place next) {
        var before = place;
        if (!waits && before != null && before.isInterruptible()) {
            endBlock();
        }
        place = next;
        if (!waits && next != null && next.isInterruptible()) {
            beginBlock(next);
        }
    }

    /** Begins or continues an interruptible block. Never fails: the thread may have taken something in a wait. */
    private void beginBlock(Place now) {
        seen = now;
        endsDeadlock = false;
        begin();
        if (now.cancelledScope() != null) {
            interruptIfCancelled(Thread.currentThread());
        }
    }

    private void endBlock() {
        cutShort |= end(false);
    }

    /** Returns whether the thread was interrupted in the current interruptible block. */
    boolean wasCutShort() {
        while (state == SENDING) {
            Thread.yield(); // the other thread may have interrupted this one already
        }
        return cutShort || state == SENT;
    }

    /** Interrupts the thread if it is in a wait or block, and inside of a cancelled scope. */
    void interruptIfCancelled(Thread thread) {
        interruptIf(thread, null);
    }

    /**
     * Interrupts the thread if it is in a wait or block, and its place is inside of the given scope or, if that is
     * null, of any cancelled scope. Allocates nothing, so that a cancellation reaches each thread.
     */
    void interruptIf(Thread thread, @Nullable Scope cancelled) {
        while (!STATE.compareAndSet(this, ON, SENDING)) {
            var now = state;
            if (now == OFF || now == SENT) {
                return; // the thread checks its scopes before it waits again
            }
            Thread.yield(); // another thread decides whether to interrupt; it may not
        }
        var after = ON;
        try {
            if (seen != null && (cancelled == null ? seen.cancelledScope() != null : seen.sees(cancelled))) {
                after = SENT; // first: an overridden interrupt() may interrupt the thread and still throw an exception
                Cancelling.interruptNow(thread);
            }
        } finally {
            state = after;
        }
    }

    /**
     * Ends the current wait of a thread if it goes through {@link #await} or {@link #awaitInAnyScope}.
     *
     * @param thread the thread
     * @param isMeant returns whether the current wait is the one to end; called while the thread can't leave it
     * @param reason creates the exception, in the waiting thread
     * @return whether the thread was interrupted; it may stop waiting for another reason nevertheless
     * @throws RuntimeException if {@code isMeant} or an overridden {@code interrupt} does
     */
    public static boolean cancel(Thread thread, BooleanSupplier isMeant, Supplier<? extends RuntimeException> reason) {
        var point = ALL.get(thread);
        if (point == null || !STATE.compareAndSet(point, ON, SENDING)) {
            return false;
        }
        var after = ON;
        try {
            if (point.endsDeadlock && isMeant.getAsBoolean()) {
                point.reason = reason;
                after = SENT; // first, as above
                Cancelling.interruptNow(thread);
            }
        } finally {
            point.state = after;
        }
        return after == SENT;
    }
}

package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets another thread end a wait of a thread with an exception. The other thread uses an interrupt, but only while the
 * thread is in that wait; if the wait ends at the same moment for another reason, the interrupt is taken back.
 *
 * <p>Nothing of this happens, and waits are not slower, until {@link #use()} is called.
 */
public final class CancelPoint {
    /** A wait that ends at an interrupt. */
    public interface Wait {
        /**
         * Waits.
         *
         * @return the result
         * @throws InterruptedException if the calling thread is interrupted before or while it waits
         */
        boolean await() throws InterruptedException;
    }

    private static final VarHandle STATE = VarHandles.field(MethodHandles.lookup(), "state", byte.class);

    /*
     *   OFF     -> ON       await(), before the wait
     *   ON      -> SENDING  cancel(), by another thread; from here on, the thread can't leave the wait
     *   SENDING -> ON       cancel(), if the wait is not the one that is to be cancelled
     *   SENDING -> SENT     cancel(), after the interrupt, even if it has failed
     *   ON      -> OFF      await(), after the wait
     *   SENT    -> OFF      await(), after the wait
     */
    private static final byte OFF = 0;
    private static final byte ON = 1;
    private static final byte SENDING = 2;
    private static final byte SENT = 3;

    /** Weak, since a thread that outlives this library must not keep its classes loaded. */
    private static final ThreadLocal<@Nullable WeakReference<CancelPoint>> MINE = new ThreadLocal<>();

    private static final WeakThreadMap<CancelPoint> ALL = new WeakThreadMap<>();

    private static volatile boolean used;

    private volatile byte state;

    /** Creates the exception to throw; written before the state becomes SENT. */
    private @Nullable Supplier<? extends RuntimeException> reason;

    private CancelPoint() {}

    /** Enables cancellation for all waits that begin from now on. */
    public static void use() {
        used = true;
    }

    /**
     * Returns whether a wait must go through {@link #await}: only waits without a timeout can be cancelled.
     *
     * @param nanos the maximum time to wait, as returned by {@link Timeout}
     * @return false if it can't be cancelled
     */
    public static boolean covers(long nanos) {
        return used && nanos == Timeout.FOREVER;
    }

    /**
     * Waits until the wait ends or another thread cancels it.
     *
     * <p>If another thread interrupts the calling thread at the same moment as the wait is cancelled, the exception is
     * thrown, and the interrupt status is set only if the interrupt could be distinguished from that of the
     * cancellation.
     *
     * @param wait the wait
     * @return the result of the wait
     * @throws InterruptedException if the thread is interrupted by anything but {@link #cancel}
     * @throws RuntimeException the exception passed to {@link #cancel}
     */
    public static boolean await(Wait wait) throws InterruptedException {
        var mine = mine();
        if (mine.state != OFF) { // a description of what the thread waits for, which may be user code, waits itself
            return wait.await();
        }
        mine.state = ON;
        var result = false;
        InterruptedException interrupt = null;
        Supplier<? extends RuntimeException> cancelled = null;
        try {
            result = wait.await();
        } catch (InterruptedException e) {
            interrupt = e;
        } finally {
            cancelled = mine.leave(interrupt != null);
        }
        if (interrupt == null) {
            return result; // even if it was cancelled: that was too late
        }
        if (cancelled != null) {
            throw cancelled.get();
        }
        throw interrupt;
    }

    private static CancelPoint mine() {
        var known = MINE.get();
        var mine = known == null ? null : known.get(); // never cleared: the map of all refers to it
        if (mine == null) {
            mine = ALL.computeIfAbsent(Thread.currentThread(), CancelPoint::new);
            MINE.set(new WeakReference<>(mine));
        }
        return mine;
    }

    /** Leaves the wait, and takes back an interrupt that did not end it; returns the reason if it was cancelled. */
    private @Nullable Supplier<? extends RuntimeException> leave(boolean interrupted) {
        while (!STATE.compareAndSet(this, ON, OFF)) {
            if (state == SENT) {
                var cancelled = reason;
                reason = null;
                state = OFF;
                if (Thread.interrupted() && interrupted) { // there were two interrupts
                    Thread.currentThread().interrupt();
                }
                return cancelled;
            }
            Thread.yield(); // the other thread needs a moment
        }
        return null;
    }

    /**
     * Cancels the current wait of a thread if it goes through {@link #await}.
     *
     * @param thread the thread
     * @param isMeant returns whether the current wait is the one to cancel; called while the thread can't leave it
     * @param reason creates the exception, in the cancelled thread
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
            if (isMeant.getAsBoolean()) {
                point.reason = reason;
                after = SENT; // first: an overridden interrupt() may throw an exception and interrupt nevertheless
                thread.interrupt();
            }
        } finally {
            point.state = after;
        }
        return after == SENT;
    }
}

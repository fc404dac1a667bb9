package io.github.threading4j.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread is: the innermost scope that it has entered, and its place outside of that scope. A shield is a place
 * without a scope, from which the thread sees no scope further out.
 *
 * <p>A thread has its own places, which other threads read while it can't leave a wait.
 */
public final class Place {
    private final CancelPoint point;
    private final Thread thread;
    private final @Nullable Place outer;
    private final @Nullable Scope scope;
    private final boolean shield;
    private final boolean interruptible;

    // The nearest deadline that is visible from here.
    private final boolean timed;
    private final long deadline;

    /** Interrupts an interruptible block at the deadline; used only by the thread itself. */
    private @Nullable CompletableFuture<?> timer;

    Place(CancelPoint point, @Nullable Place outer, @Nullable Scope scope, boolean shield, boolean interruptible) {
        this.point = point;
        this.thread = Thread.currentThread();
        this.outer = outer;
        this.scope = scope;
        this.shield = shield;
        this.interruptible = interruptible || (outer != null && outer.interruptible);
        var around = shield ? null : outer;
        var isOuterTimed = around != null && around.timed;
        var outerDeadline = around == null ? 0 : around.deadline;
        if (scope != null && scope.isTimed()) {
            this.timed = true;
            this.deadline = isOuterTimed && outerDeadline - scope.deadline() < 0 ? outerDeadline : scope.deadline();
        } else {
            this.timed = isOuterTimed;
            this.deadline = outerDeadline;
        }
    }

    /**
     * Returns the calling thread's place.
     *
     * @return the place, or null if it is inside of no scope
     */
    public static @Nullable Place current() {
        var point = Cancelling.isUsed() ? CancelPoint.known() : null;
        return point == null ? null : point.place();
    }

    /**
     * Makes the calling thread enter a block that sees no scope outside of it.
     *
     * @return the thread's new place, or null if it was inside of no scope
     */
    public static @Nullable Place enterShield() {
        var now = current();
        return now == null ? null : now.point.enter(null, true, false);
    }

    /**
     * Makes the calling thread enter a block inside of which a cancellation interrupts the thread, whatever it does.
     *
     * @return the thread's new place
     */
    public static Place enterInterruptible() {
        return CancelPoint.ofCurrentThread().enter(null, false, true);
    }

    /** See {@link Cancelling#stepOut()}. */
    static @Nullable Place stepOut() {
        var now = current();
        if (now != null) {
            now.point.moveTo(null);
        }
        return now;
    }

    /** See {@link Cancelling#comeBack}. */
    void comeBack() {
        point.moveTo(this);
    }

    /**
     * Makes the calling thread, which is inside of no scope, enter all scopes that are visible from the place of
     * another thread. That thread must not leave its place before this thread has left.
     *
     * @param place a place of another thread, or null
     * @return the place of this thread, for {@link #leaveAll()}; null if there are no scopes
     */
    public static @Nullable Place enterAll(@Nullable Place place) {
        if (place == null) {
            return null;
        }
        var outside = place.shield ? null : enterAll(place.outer);
        try {
            return place.scope == null ? outside : place.scope.enter();
        } catch (Throwable e) {
            if (outside != null) {
                outside.leaveAll();
            }
            throw e;
        }
    }

    /** Makes the calling thread leave all scopes. */
    public void leaveAll() {
        for (var each = this; each != null; each = each.outer) {
            each.leave();
        }
    }

    /** Makes the calling thread leave the scope or block that it entered with this place. Never waits. */
    public void leave() {
        try {
            point.moveTo(outer);
        } finally {
            if (scope != null) {
                scope.remove(this);
            }
            var running = timer;
            if (running != null) {
                running.cancel(false);
            }
        }
    }

    /**
     * In an interruptible block, some thread has to interrupt this one at the deadline. The JDK's own timer does that.
     */
    void startTimer() {
        if (interruptible && timed) {
            var mine = new CompletableFuture<@Nullable Void>();
            timer = mine;
            var unused = mine.completeOnTimeout(null, left(), TimeUnit.NANOSECONDS)
                    .thenRun(() -> point.interruptIfCancelled(thread));
        }
    }

    /**
     * Returns whether the scope of this place is the one that a cancelled wait belongs to: it is cancelled, and no
     * scope further out is. To be asked when the scope is left.
     *
     * @return false if the cancellation belongs to a scope further out, or to none
     */
    public boolean takesCancellation() {
        return scope != null && scope.isCancelled() && (outer == null || outer.cancelledScope() == null);
    }

    /**
     * Called by the thread after an interruptible block has thrown an {@code InterruptedException}, before it leaves.
     * Returns if the exception was not caused by a cancellation.
     *
     * @throws Error the error to throw instead, if it was
     */
    public void throwIfCutShort() {
        if (point.wasCutShort() && cancelledScope() != null) {
            Cancelling.checkAtEdge();
        }
    }

    /**
     * Returns the time until the nearest deadline that is visible from here.
     *
     * @return the time, in nanoseconds, not negative; or {@link Timeout#FOREVER}
     */
    public long left() {
        return Math.max(0, limit(Timeout.FOREVER));
    }

    /** Interrupts the thread if it waits inside of a scope and sees it. */
    void cancel(Scope cancelled) {
        point.interruptIf(thread, cancelled);
    }

    boolean sees(Scope wanted) {
        for (var each = this; each != null; each = each.visible()) {
            if (each.scope == wanted) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Place visible() {
        return shield ? null : outer;
    }

    /** Returns the outermost scope that is visible from here and cancelled, or null. */
    @Nullable Scope cancelledScope() {
        Scope outermost = null;
        for (var each = this; each != null; each = each.visible()) {
            if (each.scope != null && each.scope.isCancelled()) {
                outermost = each.scope;
            }
        }
        return outermost;
    }

    /** Shortens the time of a wait so that it ends at the nearest deadline. */
    long limit(long nanos) {
        return timed ? Math.min(nanos, deadline - System.nanoTime()) : nanos;
    }

    boolean isInterruptible() {
        return interruptible;
    }
}

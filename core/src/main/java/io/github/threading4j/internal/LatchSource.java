package io.github.threading4j.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that occurs once, for all that wait for it. It opens a {@link Latch}, which wakes all waiters, so no
 * wake-up has to be passed on.
 *
 * @param <T> the type of the object that the select waits for
 */
public final class LatchSource<T> extends SelectSource<T> {
    private final T target;
    private final Supplier<@Nullable Latch> latch;

    /**
     * The latch for which the select waits, while it is enlisted. It does not change during a wait: a select goes on if
     * an event was set and cleared again.
     */
    private volatile @Nullable Latch awaited;

    private Latch.@Nullable Waiter waiter;

    /** Whether there was nothing to wait for when the select enlisted, even if an event was cleared since. */
    private boolean wasOver;

    /**
     * Creates a source.
     *
     * @param kind the kind of wait
     * @param target the object that the select waits for, and gets
     * @param latch returns the latch to wait for, or null if there is nothing to wait for any more
     */
    public LatchSource(Blocker.Kind kind, T target, Supplier<@Nullable Latch> latch) {
        super(kind, target);
        this.target = target;
        this.latch = latch;
    }

    @Override
    boolean attempt() {
        var known = awaited == null ? latch.get() : awaited;
        if (!wasOver && known != null && !known.isOpen()) {
            return false;
        }
        take(target);
        return true;
    }

    @Override
    void enlist(SelectSync select) {
        var current = latch.get();
        if (current == null) {
            wasOver = true;
        } else {
            waiter = current.enter();
            awaited = current;
        }
    }

    @Override
    void delist() {
        var entered = waiter;
        var left = awaited;
        waiter = null;
        awaited = null;
        wasOver = false;
        if (left != null && entered != null) {
            left.leave(entered);
        }
    }

    @Override
    boolean isOver() {
        var known = awaited;
        return known != null && known.isOpen();
    }

    @Override
    Enders enders(Thread thread) {
        var known = awaited;
        return known == null ? Enders.Open.ANY_THREAD : known.enders(thread);
    }
}

package io.github.threading4j.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Enters the edges of the {@link LockOrder} when a thread acquires a lock. */
public final class OrderRecorder {
    private OrderRecorder() {}

    /**
     * Called before the calling thread acquires a lock without a time limit: enters the edges from all locks that the
     * thread holds. Has no effect if the thread already holds the lock. Never fails.
     *
     * @param lock the lock
     * @param to its position in the order
     */
    public static void beforeAcquire(Recorded lock, OrderedLock to) {
        var mine = Holds.existing();
        if (mine == null || mine.size() == 0 || to.isLeftOut()) {
            return;
        }
        var isNew = false;
        for (var i = mine.size() - 1; i >= 0; i--) {
            var held = mine.get(i);
            if (held == lock) {
                return;
            }
            isNew |= isNew(held, to, mine);
        }
        if (isNew) {
            enterAll(lock, to, mine);
        }
    }

    /**
     * Called before the calling thread releases a lock in order to wait for a signal, and then to acquire the lock
     * again: enters the edges from all other locks that the thread holds. Never fails.
     *
     * @param lock the lock, which the thread holds
     * @param to its position in the order
     */
    public static void beforeAwait(Recorded lock, OrderedLock to) {
        var mine = Holds.existing();
        if (mine != null && mine.size() > 1 && !to.isLeftOut()) {
            enterAll(lock, to, mine);
        }
    }

    /** Returns whether there may be no edge yet from a lock that the calling thread holds. */
    private static boolean isNew(@Nullable Recorded held, OrderedLock to, Holds mine) {
        var from = held == null ? null : held.order();
        return from != null && from != to && !from.isLeftOut() && !to.edges().cover(from.number, mine);
    }

    private static void enterAll(Recorded lock, OrderedLock to, Holds mine) {
        try {
            var me = Thread.currentThread();
            var held = heldExcept(lock, mine, me);
            OrderEdge.Sighting seen = null;
            for (var each : held) {
                var from = each.order();
                if (from != null && isNew(each, to, mine)) {
                    seen = seen != null ? seen : sighting(mine, me);
                    LockOrder.enter(
                            from, to, new OrderEdge(from, System.identityHashCode(each), gates(held, each), seen));
                }
            }
        } catch (OutOfMemoryError | StackOverflowError e) {
            // The lock is acquired nevertheless. The next acquisition in the same order enters the edge.
        }
    }

    private static List<Recorded> heldExcept(Recorded lock, Holds mine, Thread me) {
        var held = new ArrayList<Recorded>();
        for (var i = 0; i < mine.size(); i++) {
            var each = mine.get(i);
            if (each != null && each != lock && each.mayBeHeldBy(me)) {
                held.add(each);
            }
        }
        return held;
    }

    private static OrderEdge.Sighting sighting(Holds mine, Thread me) {
        return new OrderEdge.Sighting(mine.thread(), ThreadingAccess.get().nameOf(me), List.of(Holds.siteOrNone()));
    }

    private static int[] gates(List<Recorded> held, Recorded except) {
        var gates = held.stream()
                .filter(each -> each != except && each.isGate())
                .mapToInt(System::identityHashCode)
                .toArray();
        Arrays.sort(gates);
        return gates;
    }
}

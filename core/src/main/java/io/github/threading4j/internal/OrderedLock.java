package io.github.threading4j.internal;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A lock whose position in the order of acquisitions is recorded. If the order is recorded by name, an ordered lock
 * represents all locks of one type and name. See {@link LockOrder}.
 *
 * <p>An ordered lock refers neither to the lock nor to the ordered locks that precede it, so it keeps no other lock
 * reachable.
 */
public final class OrderedLock {
    private static final AtomicLong CREATED = new AtomicLong();

    /** Identifies this ordered lock; never reused. */
    final long number = CREATED.incrementAndGet();

    /** A reference for the edges from this ordered lock, which end with it. */
    final WeakReference<OrderedLock> self;

    /** The cycles with this ordered lock that were found, each as the sorted numbers; guarded by {@link LockOrder}. */
    long[][] found = {};

    private final String label;
    private final boolean isNamed;

    /** The edges to this ordered lock; replaced only by {@link LockOrder}. */
    private volatile OrderEdges edges = OrderEdges.NONE;

    private volatile boolean isLeftOut;
    private volatile boolean isSignal;

    /**
     * Creates an ordered lock.
     *
     * @param type the type of the lock
     * @param name the name of the lock, if it has one
     */
    public OrderedLock(String type, @Nullable String name) {
        this.label = label(type, name);
        this.isNamed = name != null;
        this.self = new WeakReference<>(this);
    }

    /** Creates an ordered lock that represents all locks of a name. */
    OrderedLock(String label, OrderedNames names) {
        this.label = label;
        this.isNamed = true;
        this.self = names.reference(this, label);
    }

    static String label(String type, @Nullable String name) {
        return name == null ? type : type + "[name=" + name + "]";
    }

    OrderEdges edges() {
        return edges;
    }

    void setEdges(OrderEdges after) {
        edges = after;
    }

    /** Stops recording the order of this lock, which then is not part of any cycle. Cannot be undone. */
    void leaveOut() {
        isLeftOut = true;
        edges = OrderEdges.NONE;
    }

    boolean isLeftOut() {
        return isLeftOut;
    }

    /**
     * Called when the lock is released by a thread that has not acquired it: the lock serves as a signal, and its order
     * means nothing.
     */
    public void becomesSignal() {
        isSignal = true;
        leaveOut();
    }

    boolean isSignal() {
        return isSignal;
    }

    /** {@return a text that distinguishes this lock from others by its name, or by its number if it has none} */
    String label() {
        return isNamed ? label : numberedLabel();
    }

    /** {@return a text that is different for each ordered lock} */
    String numberedLabel() {
        return label + "#" + number;
    }

    /**
     * Called before the calling thread acquires a lock without a time limit: enters the edges from all locks that the
     * thread holds. Has no effect if the thread already holds the lock. Never fails.
     *
     * @param lock the lock that this object represents
     */
    public void beforeAcquire(Recorded lock) {
        var mine = Holds.existing();
        if (mine == null || mine.size() == 0 || isLeftOut) {
            return;
        }
        var isNew = false;
        for (var i = mine.size() - 1; i >= 0; i--) {
            var held = mine.get(i);
            if (held == lock) {
                return;
            }
            isNew |= isNew(held, mine);
        }
        if (isNew) {
            enterAll(lock, mine);
        }
    }

    /**
     * Called before the calling thread releases a lock in order to wait for a signal, and then to acquire the lock
     * again: enters the edges from all other locks that the thread holds. Never fails.
     *
     * @param lock the lock that this object represents, which the thread holds
     */
    public void beforeAwait(Recorded lock) {
        var mine = Holds.existing();
        if (mine != null && mine.size() > 1 && !isLeftOut) {
            enterAll(lock, mine);
        }
    }

    /** Returns whether there may be no edge yet from a lock that the calling thread holds. */
    private boolean isNew(@Nullable Recorded held, Holds mine) {
        var from = held == null ? null : held.order();
        return from != null && from != this && !from.isLeftOut && !edges.cover(from.number, mine);
    }

    private void enterAll(Recorded lock, Holds mine) {
        try {
            var me = Thread.currentThread();
            var held = new ArrayList<Recorded>();
            for (var i = 0; i < mine.size(); i++) {
                var each = mine.get(i);
                if (each != null && each != lock && each.mayBeHeldBy(me)) {
                    held.add(each);
                }
            }
            var from = held.stream().filter(each -> isNew(each, mine)).toList();
            if (!from.isEmpty()) {
                var seen = new OrderEdge.Sighting(
                        JavaThreads.id(me), ThreadingAccess.get().nameOf(me), List.of(Holds.siteOrNone()));
                from.forEach(each -> enter(each, held, seen));
            }
        } catch (OutOfMemoryError | StackOverflowError e) {
            // The lock is acquired nevertheless. The next acquisition in the same order enters the edge.
        }
    }

    private void enter(Recorded held, List<Recorded> allHeld, OrderEdge.Sighting seen) {
        var from = held.order();
        if (from != null) {
            var gates = allHeld.stream()
                    .filter(each -> each != held && each.isGate())
                    .mapToInt(System::identityHashCode)
                    .toArray();
            Arrays.sort(gates);
            LockOrder.enter(from, this, new OrderEdge(from, System.identityHashCode(held), gates, seen));
        }
    }
}

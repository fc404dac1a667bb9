package io.github.threading4j.internal;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
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
    private static final long[][] NONE_FOUND = {};

    /** Identifies this ordered lock; never reused. */
    final long number = CREATED.incrementAndGet();

    /** A reference for the edges from this ordered lock, which end with it. */
    final WeakReference<OrderedLock> self;

    /** The cycles with this ordered lock that were found, each as the sorted numbers; guarded by {@link LockOrder}. */
    long[][] found = NONE_FOUND;

    private final String label;
    private final boolean isNamed;

    /** The edges to this ordered lock; replaced only by {@link LockOrder}. */
    private volatile OrderEdges edges = OrderEdges.NONE;

    private volatile boolean isLeftOut;
    private volatile boolean isSignal;

    /** A reference to an ordered lock that represents all locks of a name. */
    static final class Reference extends WeakReference<OrderedLock> {
        final String label;

        Reference(OrderedLock lock, ReferenceQueue<OrderedLock> collected) {
            super(lock, collected);
            this.label = lock.label;
        }
    }

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

    /**
     * Creates an ordered lock that represents all locks of a name.
     *
     * @param label the type and name of the locks
     * @param collected the queue to which {@link #self} is appended when no lock of this name is left
     */
    OrderedLock(String label, ReferenceQueue<OrderedLock> collected) {
        this.label = label;
        this.isNamed = true;
        this.self = new Reference(this, collected);
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
}

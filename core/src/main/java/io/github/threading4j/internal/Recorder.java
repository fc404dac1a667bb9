package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * Whether locks and semaphores record the threads that hold them. A synchronizer that is created while this is enabled
 * records its holders for as long as it exists; all others never do. See {@link Holds}.
 *
 * <p>Recording is a property of the object, and chosen when the object is created, so that the code of a synchronizer
 * that does not record is the same as if this feature did not exist.
 */
public final class Recorder {
    private static volatile boolean enabled;

    /** Whether locks that are created now record the order in which they are acquired. */
    private static volatile boolean ordering;

    /** Whether all locks of one type and name have the same position in this order. */
    private static volatile boolean orderingByName;

    /** Whether there may be synchronizers that record their holders. */
    private static volatile boolean used;

    /** Whether there may be threads with {@link ReadHolds}. */
    private static volatile boolean usesReadHolds;

    private Recorder() {}

    /** {@return whether synchronizers that are created now record their holders} */
    public static boolean isEnabled() {
        // Not called by the initialization of this class, which the initialization of WatchProperties may need: two
        // threads that initialized both at the same time would wait for each other.
        WatchProperties.apply();
        return enabled;
    }

    /** {@return whether locks that are created now, and record their holders, also record their order} */
    public static boolean isOrdering() {
        return ordering;
    }

    /**
     * Returns the position of a new lock in the order of acquisitions.
     *
     * @param type the type of the lock
     * @param name the name of the lock, if it has one
     * @return the position, which locks of the same name share if the order is recorded by name
     */
    public static OrderedLock order(String type, @Nullable String name) {
        return orderingByName && name != null
                ? OrderedNames.get(OrderedLock.label(type, name))
                : new OrderedLock(type, name);
    }

    /**
     * Called before a thread runs a task of a pool or an executor. Never fails.
     *
     * @return the argument of {@link #taskEnds}
     */
    public static long taskBegins() {
        return used ? Holds.nextNumber() : 0;
    }

    /**
     * Called after a thread has run a task of a pool or an executor: locks that the task has acquired and not released
     * are recorded in {@link HeldLocks}. Never fails.
     *
     * @param begin the result of {@link #taskBegins}
     */
    public static void taskEnds(long begin) {
        if (used) {
            Holds.taskEnds(begin);
        }
    }

    /**
     * Called at the end of each thread of this library: locks that the thread has not released are recorded in
     * {@link HeldLocks}. Never fails.
     */
    public static void threadEnds() {
        if (used) {
            Holds.threadEnds();
        }
        if (usesReadHolds) {
            ReadHolds.threadEnds();
        }
    }

    /** Called before a thread creates its {@link ReadHolds}; from then on, the end of each thread looks for them. */
    static void useReadHolds() {
        usesReadHolds = true;
    }

    /**
     * Changes whether locks that record their holders also record their order.
     *
     * @param order whether locks that are created from now on do so
     * @param byName whether locks of the same type and name have the same position
     */
    public static void setOrder(boolean order, boolean byName) {
        orderingByName = byName;
        ordering = order;
    }

    /**
     * Changes the settings.
     *
     * @param enable whether synchronizers that are created from now on record their holders
     * @param sites of this many acquisitions, a thread records one with its stack trace; 0 if it records none
     */
    public static void set(boolean enable, int sites) {
        Holds.setInterval(sites);
        used |= enable;
        enabled = enable;
    }
}

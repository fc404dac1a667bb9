package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;

/**
 * The immutable options of {@link Insight#record(RecordOptions)}; each method returns modified options.
 *
 * <pre>{@code
 * try (var recording = Insight.record(RecordOptions.defaults().sites(1).lockOrder())) {
 *     System.out.println(recording);
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> There is no counterpart.
 *
 * @since 0.1.0
 */
public final class RecordOptions {
    /** Which locks are compared if the order of locks is recorded. */
    enum Order {
        NONE("none"),
        EACH_LOCK("of each lock"),
        BY_NAME("by name");

        private final String words;

        Order(String words) {
            this.words = words;
        }
    }

    private static final RecordOptions DEFAULTS = new RecordOptions(0, Order.NONE);

    /** The interval between the recorded stack traces, or 0. */
    final int sites;

    final Order order;

    private RecordOptions(int sites, Order order) {
        this.sites = sites;
        this.order = order;
    }

    /**
     * Returns the default options, which record who holds which lock, but not since when and where it was acquired, nor
     * the order of locks.
     *
     * @return the defaults
     */
    public static RecordOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Also records the time and the stack trace of each nth acquisition of a thread. A stack trace takes several
     * microseconds, much longer than an acquisition.
     *
     * @param n the interval: 1 records all acquisitions, 100 every hundredth
     * @return modified options
     * @throws IllegalArgumentException if {@code n} is less than 1
     */
    public RecordOptions sites(int n) {
        Checks.atLeast(n, 1, "n must be one or more");
        return new RecordOptions(n, order);
    }

    /**
     * Also records the order in which threads acquire each {@code Lock} and {@code RLock}. If threads acquire the same
     * locks in different orders, so that they may deadlock, a {@link Watch} reports a {@link LockOrderInversion}, even
     * if they never deadlock.
     *
     * <p>An acquisition counts if it waits without a time limit while the thread holds another lock, whatever way the
     * latter was acquired. A thread that waits for a condition while it holds a second lock acquires the condition's
     * lock in this order, too. Opposite orders are not reported if a single thread acquires the locks in both orders,
     * or if all threads hold a further lock, or the only permit of a semaphore, meanwhile.
     *
     * <p>If a lock is acquired while more than 64 different locks are held, one after the other, its order is no longer
     * recorded, and the watch logs a warning. Locks that the garbage collector has collected do not count. The order of
     * a {@code Lock} is no longer recorded, either, once a thread has released it without having acquired it: the lock
     * serves as a signal. The order of semaphores is not recorded, since any thread may release a permit.
     *
     * <p>An acquisition takes 10 to 20 ns longer for each lock that the thread holds. The first two times that two
     * locks are acquired in an order, each by another thread, take some microseconds longer, and a stack trace is kept
     * as long as the first of these locks exists.
     *
     * @return modified options
     */
    public RecordOptions lockOrder() {
        return new RecordOptions(sites, Order.EACH_LOCK);
    }

    /**
     * Like {@link #lockOrder()}, but treats all locks of the same type and name as one, so that opposite orders are
     * reported even if the threads acquire different locks of these names. Intended for programs with many short-lived
     * locks. The order among locks of one name is not recorded. A lock without a name is treated as by
     * {@code lockOrder()}.
     *
     * @return modified options
     */
    public RecordOptions lockOrderByName() {
        return new RecordOptions(sites, Order.BY_NAME);
    }

    @Override
    public String toString() {
        return "RecordOptions[sites=" + (sites == 0 ? "none" : sites) + ", lockOrder=" + order.words + "]";
    }
}

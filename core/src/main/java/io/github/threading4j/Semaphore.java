package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Holds;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Recorded;
import io.github.threading4j.internal.Recorder;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import io.github.threading4j.internal.WatchedSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore, which maintains a number of permits: Python's {@code threading.Semaphore}.
 *
 * <p>{@code acquire} takes one permit, waiting until there is one; {@code release} adds one or more. Permits have no
 * owner: any thread may release one, even if it never acquired any, and the number of permits may exceed the initial
 * number. Use a {@link BoundedSemaphore} where more permits would be a mistake.
 *
 * <p>{@code acquire}, {@code hold} and {@code with} throw {@link InterruptedException} if the calling thread is
 * interrupted, without taking a permit; so does {@code tryHold} with a timeout. {@code acquire(false)} and
 * {@code tryHold()} never wait, and ignore interrupts.
 *
 * <pre>{@code
 * var permits = new Semaphore(2);
 * try (var hold = permits.hold()) {
 *     System.out.println(permits.getValue());                       // 1
 * }
 * try (var hold = permits.tryHold(Duration.ofMillis(500))) { // null on timeout, which a try statement permits
 *     System.out.println(hold != null);                             // true
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> A timeout is always a {@link Duration}, since a number would be mistaken for a
 * number of permits. {@code _value} is {@link #getValue()}. A semaphore can be {@linkplain #fair fair}.
 *
 * <p><b>Differences from java.util.concurrent.</b> Unlike this class, {@link java.util.concurrent.Semaphore} can
 * acquire several permits in one call, and can start with a negative number of permits. It has no bounded variant.
 *
 * <p>Memory consistency effects: actions before a {@code release} happen-before actions after a later {@code acquire}
 * that takes a permit. A failed {@code acquire} and {@link #getValue()} have no memory effects. See the <a
 * href="package-summary.html#memory">table of the package</a>.
 *
 * <p>A semaphore is not fair by default: a thread that arrives just as a permit is released may take it before the
 * queued threads. A fair semaphore serves waiting threads first-come, first-served, at the cost of throughput;
 * {@code acquire(false)} and a timeout of zero still take a free permit immediately.
 *
 * @since 0.1.0
 */
public sealed class Semaphore implements Acquirable permits BoundedSemaphore {
    /** The maximum number of permits of an unbounded semaphore that was not created with more. */
    private static final long MOST = 1L << 62;

    final Permits permits;
    private final @Nullable String name;

    /** Creates a semaphore with one permit. */
    public Semaphore() {
        this(1);
    }

    /**
     * Creates a semaphore.
     *
     * @param value the initial number of permits, 0 or more
     * @throws IllegalArgumentException if {@code value} is negative
     */
    public Semaphore(long value) {
        this(value, false, false, null);
    }

    /**
     * Creates a semaphore with a name.
     *
     * @param value the initial number of permits, 0 or more
     * @param name the name shown in {@code toString}, dumps and errors
     * @throws IllegalArgumentException if {@code value} is negative
     * @throws NullPointerException if {@code name} is null
     */
    public Semaphore(long value, String name) {
        this(value, false, false, Checks.notNull(name, "name"));
    }

    Semaphore(long value, boolean bounded, boolean fair, @Nullable String name) {
        Checks.atLeast(value, 0, "semaphore initial value must be >= 0");
        this.permits =
                Recorder.isEnabled() ? new RecordedPermits(value, bounded, fair) : new Permits(value, bounded, fair);
        this.name = name;
    }

    /**
     * Creates a fair semaphore, which serves waiting threads first-come, first-served.
     *
     * @param value the initial number of permits, 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if {@code value} is negative
     */
    public static Semaphore fair(long value) {
        return new Semaphore(value, false, true, null);
    }

    /**
     * Creates a fair semaphore with a name.
     *
     * @param value the initial number of permits, 0 or more
     * @param name the name shown in {@code toString}, dumps and errors
     * @return the semaphore
     * @throws IllegalArgumentException if {@code value} is negative
     * @throws NullPointerException if {@code name} is null
     */
    public static Semaphore fair(long value, String name) {
        return new Semaphore(value, false, true, Checks.notNull(name, "name"));
    }

    /**
     * Takes a permit, waiting until there is one.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; no permit is taken
     */
    @Override
    public final void acquire() throws InterruptedException {
        permits.take(Timeout.FOREVER);
    }

    /**
     * Takes a permit, waiting only if {@code blocking} is true.
     *
     * @param blocking true waits like {@link #acquire()}; false does not wait, and ignores interrupts
     * @return whether a permit was taken; always true if {@code blocking} is true
     * @throws InterruptedException as for {@link #acquire()}, if {@code blocking} is true
     */
    @Override
    @CheckReturnValue
    public final boolean acquire(boolean blocking) throws InterruptedException {
        return blocking ? permits.take(Timeout.FOREVER) : permits.takeIfThere();
    }

    @Override
    @CheckReturnValue
    public final boolean acquire(Duration timeout) throws InterruptedException {
        return permits.take(Timeout.of(timeout));
    }

    /**
     * Releases a permit. Any thread may call this.
     *
     * @throws IllegalArgumentException if there would be too many permits, as for {@link #release(long)}; no permit is
     *     added
     */
    @Override
    public final void release() {
        release(1);
    }

    /**
     * Releases permits, all of them or none. Any thread may call this.
     *
     * @param n the number of permits to release, at least 1
     * @throws IllegalArgumentException if {@code n} is less than 1, or if there would be too many permits: for a
     *     {@link BoundedSemaphore}, more than the initial number; for any other semaphore, more than both
     *     2<sup>62</sup> and the initial number. No permit is added.
     */
    public final void release(long n) {
        Checks.atLeast(n, 1, "n must be one or more");
        permits.releaseShared(n);
    }

    /** {@return the number of permits: a snapshot, for monitoring} */
    public final long getValue() {
        return permits.value();
    }

    /** Returns this semaphore as a source of a select, which looks this method up by its name. */
    final WatchedSource<Hold> selectSource() {
        return permits.selectSource();
    }

    @Override
    public final String toString() {
        return Labels.of(getClass().getSimpleName(), name, permits.label());
    }

    /**
     * The permits, counted in a separate field: a release adds to this field atomically, which the synchronizer's state
     * does not support.
     */
    class Permits extends QueuedSync {
        private static final long serialVersionUID = 1L;

        private static final VarHandle VALUE = VarHandles.field(MethodHandles.lookup(), "value", long.class);
        static final long NONE_LEFT = -1;
        private static final int BITS_OF_FEW = 32;

        private final boolean bounded;
        private final long most;
        private final boolean fair;
        private volatile long value;

        Permits(long value, boolean bounded, boolean fair) {
            this.value = value;
            this.bounded = bounded;
            this.most = bounded ? value : Math.max(value, MOST);
            this.fair = fair;
        }

        final long value() {
            return value;
        }

        final String label() {
            return "value=" + value + (bounded ? "/" + most : "");
        }

        final boolean take(long nanos) throws InterruptedException {
            Cancelling.checkAtEdge();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before acquiring " + Semaphore.this);
            }
            if (nanos <= 0) {
                return takeIfThere();
            }
            return tryAcquireShared(1) >= 0 || takeSlow(nanos);
        }

        private boolean takeSlow(long nanos) throws InterruptedException {
            try {
                return blockShared(1, nanos);
            } catch (InterruptedException e) {
                throw Cancelling.atEdge(e);
            }
        }

        /** Returns the permits as a source of a select. */
        final WatchedSource<Hold> selectSource() {
            return new WatchedSource<>(
                    Kind.ACQUIRE,
                    Semaphore.this,
                    into -> {
                        into.take(new Hold(Semaphore.this)); // first, so that nothing can fail once a permit is taken
                        return takeIfThere();
                    },
                    this::watchers,
                    this::enders);
        }

        final boolean takeIfThere() {
            return takeOne() >= 0;
        }

        /** Takes a permit regardless of queued threads; returns how many are left, or NONE_LEFT if there was none. */
        long takeOne() {
            for (var there = value; there > 0; there = value) {
                if (VALUE.compareAndSet(this, there, there - 1)) {
                    return there - 1;
                }
            }
            return NONE_LEFT;
        }

        @Override
        protected final long tryAcquireShared(long ignored) {
            return fair && hasQueuedPredecessors() ? NONE_LEFT : takeOne();
        }

        @Override
        protected boolean tryReleaseShared(long n) {
            for (; ; ) {
                var there = value;
                if (!bounded && areFew(there) && areFew(n)) {
                    VALUE.getAndAdd(this, n); // unlike compareAndSet, never has to retry
                    signalWatchers(n);
                    return true;
                }
                if (exceeds(n, there)) {
                    throw new IllegalArgumentException("Semaphore released too many times: " + Semaphore.this + " + "
                            + n + " (expected at most " + most + ")");
                }
                if (VALUE.compareAndSet(this, there, there + n)) {
                    signalWatchers(n);
                    return true;
                }
            }
        }

        final boolean exceeds(long n) {
            return exceeds(n, value);
        }

        private boolean exceeds(long n, long there) {
            return n > most - there;
        }

        /**
         * Returns whether a number is so small that the sum can't overflow, even if all threads that could ever exist
         * add that many permits to MOST concurrently.
         */
        private static boolean areFew(long permits) {
            return permits >>> BITS_OF_FEW == 0;
        }

        @Override
        public final Kind kind() {
            return Kind.ACQUIRE;
        }

        @Override
        public Enders enders(Thread waiter) {
            return value > 0 ? Enders.Open.OVER : Enders.Open.ANY_THREAD;
        }

        @Override
        public final Object awaited() {
            return Semaphore.this;
        }
    }

    /**
     * Permits that record the threads that hold them, until a thread releases a permit that it has not acquired. From
     * then on, it is assumed that any thread may release any of the permits.
     */
    private final class RecordedPermits extends Permits implements Recorded {
        private static final long serialVersionUID = 1L;

        private final long all;
        private volatile boolean releasedByOther;

        /** The holders, determined once for each look of a search for deadlocks. */
        private transient volatile @Nullable Holders seen;

        RecordedPermits(long value, boolean bounded, boolean fair) {
            super(value, bounded, fair);
            this.all = value;
        }

        @Override
        long takeOne() {
            var mine = Holds.mine();
            mine.prepare();
            var left = super.takeOne();
            if (left != NONE_LEFT && !releasedByOther) {
                mine.add(this);
            }
            return left;
        }

        @Override
        protected boolean tryReleaseShared(long n) {
            if (!releasedByOther && !exceeds(n)) {
                removePermits(n);
            }
            return super.tryReleaseShared(n);
        }

        /** Removes the calling thread's permits from its list; must precede their release. */
        private void removePermits(long n) {
            for (long i = 0; i < n && !releasedByOther; i++) {
                if (!Holds.remove(this)) {
                    releasedByOther = true; // for good: another thread may set it at the same time
                }
            }
        }

        @Override
        public boolean mayBeHeldBy(@Nullable Thread thread) {
            return !releasedByOther;
        }

        @Override
        public boolean isExclusive() {
            return false;
        }

        @Override
        public boolean isGate() {
            return all == 1;
        }

        @Override
        public @Nullable Thread holder() {
            return !releasedByOther && Holds.holders(this, all) instanceof Enders.One one ? one.thread() : null;
        }

        /**
         * A thread that waits although it holds a permit itself most likely expects another thread to release one, as
         * the producers of a bounded buffer do: a semaphore also serves as a signal.
         */
        @Override
        public Enders enders(Thread waiter) {
            var enders = super.enders(waiter);
            return enders == Enders.Open.OVER || releasedByOther || Holds.holds(waiter, this) ? enders : holders();
        }

        private Enders holders() {
            var look = Holds.look();
            var before = seen;
            var holders = before == null || before.look != look ? null : before.get();
            if (holders == null) {
                holders = Holds.holders(this, all);
                seen = new Holders(look, holders);
            }
            return holders;
        }
    }

    /** Weak: once the search has ended, this must not keep threads reachable. */
    private static final class Holders extends WeakReference<Enders> {
        final int look;

        Holders(int look, Enders holders) {
            super(holders);
            this.look = look;
        }
    }
}

package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits: Python's {@code threading.Semaphore}.
 *
 * <p>{@code acquire} takes one permit, waiting while there is none; {@code release} gives one or more. Nobody owns a
 * permit: any thread may release, also one that never acquired, and the number may grow beyond the initial one. Use a
 * {@link BoundedSemaphore} where that would be a mistake.
 *
 * <p>All forms of {@code acquire}, {@link #hold()} and {@code with} throw {@link InterruptedException} and take no
 * permit then.
 *
 * <pre>{@code
 * var permits = new Semaphore(2);
 * try (var hold = permits.hold()) {
 *     System.out.println(permits.getValue());                       // 1
 * }
 * try (var hold = permits.tryHold(Duration.ofMillis(500))) {        // null if it took too long, which try allows
 *     System.out.println(hold != null);                             // true
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> A timeout is a {@link Duration} only, since a number would read as a number of
 * permits; {@code _value} is {@link #getValue()}. There is a {@linkplain #fair fair} form.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link java.util.concurrent.Semaphore} takes several permits at once
 * and may start below zero; this one does neither. It has no bounded form.
 *
 * <p>Memory consistency effects: what a thread did before {@code release} happens-before what follows an {@code
 * acquire} that took a permit after it; a failed {@code acquire} and {@link #getValue()} order nothing. See the
 * <a href="package-summary.html#memory">table of the package</a>.
 *
 * <p>Not fair by default: a thread that comes just as a permit is released may get it before those that queue. A fair
 * semaphore serves waiting threads first-come, first-served, at a price in throughput; {@code acquire(false)} and a
 * timeout of zero still take a free permit at once.
 *
 * @since 0.1.0
 */
public sealed class Semaphore implements Acquirable permits BoundedSemaphore {
    /** No semaphore is given more than so many, unless it has had them from the beginning. */
    private static final long MOST = 1L << 62;

    final Permits permits;
    private final @Nullable String name;

    /** Makes a semaphore with one permit. */
    public Semaphore() {
        this(1);
    }

    /**
     * Makes a semaphore.
     *
     * @param value how many permits it has, 0 or more
     * @throws IllegalArgumentException if {@code value} is negative
     */
    public Semaphore(long value) {
        this(value, false, false, null);
    }

    /**
     * Makes a semaphore with a name.
     *
     * @param value how many permits it has, 0 or more
     * @param name what {@code toString}, dumps and errors call it
     * @throws IllegalArgumentException if {@code value} is negative
     * @throws NullPointerException if {@code name} is null
     */
    public Semaphore(long value, String name) {
        this(value, false, false, Checks.notNull(name, "name"));
    }

    Semaphore(long value, boolean bounded, boolean fair, @Nullable String name) {
        Checks.atLeast(value, 0, "semaphore initial value must be >= 0");
        this.permits = new Permits(value, bounded, fair);
        this.name = name;
    }

    /**
     * Makes a fair semaphore, which serves waiting threads first-come, first-served.
     *
     * @param value how many permits it has, 0 or more
     * @return the semaphore
     * @throws IllegalArgumentException if {@code value} is negative
     */
    public static Semaphore fair(long value) {
        return new Semaphore(value, false, true, null);
    }

    /**
     * Makes a fair semaphore with a name.
     *
     * @param value how many permits it has, 0 or more
     * @param name what {@code toString}, dumps and errors call it
     * @return the semaphore
     * @throws IllegalArgumentException if {@code value} is negative
     * @throws NullPointerException if {@code name} is null
     */
    public static Semaphore fair(long value, String name) {
        return new Semaphore(value, false, true, Checks.notNull(name, "name"));
    }

    /**
     * Takes a permit, waiting as long as that takes.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; no permit is taken
     */
    @Override
    public final void acquire() throws InterruptedException {
        permits.take(Timeout.FOREVER);
    }

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
     * Gives a permit; any thread may do so.
     *
     * @throws IllegalArgumentException if there would be more than {@link #release(long)} may give; nothing is given
     *     then
     */
    @Override
    public final void release() {
        release(1);
    }

    /**
     * Gives permits, all of them or none; any thread may do so.
     *
     * @param n how many, at least 1
     * @throws IllegalArgumentException if {@code n} is less than 1, or if there would be more permits than a
     *     {@link BoundedSemaphore} may have, or more than 2<sup>62</sup> and than it began with; nothing is given then
     */
    public final void release(long n) {
        Checks.atLeast(n, 1, "n must be one or more");
        permits.releaseShared(n);
    }

    /**
     * How many permits there are: a snapshot, for monitoring.
     *
     * @return the number of permits
     */
    public final long getValue() {
        return permits.value();
    }

    @Override
    public final String toString() {
        return Labels.of(getClass().getSimpleName(), name, permits.label());
    }

    /**
     * The permits, in a field of their own: the synchronizer's state can't be added to in one atomic step, as a release
     * does.
     */
    final class Permits extends QueuedSync {
        private static final long serialVersionUID = 1L;

        private static final VarHandle VALUE = VarHandles.field(MethodHandles.lookup(), "value", long.class);
        private static final long NONE_LEFT = -1;
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

        long value() {
            return value;
        }

        String label() {
            return "value=" + value + (bounded ? "/" + most : "");
        }

        boolean take(long nanos) throws InterruptedException {
            if (nanos <= 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted before acquiring " + Semaphore.this);
                }
                return takeIfThere();
            }
            return blockShared(1, nanos);
        }

        boolean takeIfThere() {
            return takeOne() >= 0;
        }

        /** Takes a permit without regard for who queues; returns how many are left, or NONE_LEFT if there was none. */
        private long takeOne() {
            for (var there = value; there > 0; there = value) {
                if (VALUE.compareAndSet(this, there, there - 1)) {
                    return there - 1;
                }
            }
            return NONE_LEFT;
        }

        @Override
        protected long tryAcquireShared(long ignored) {
            return fair && hasQueuedPredecessors() ? NONE_LEFT : takeOne();
        }

        @Override
        protected boolean tryReleaseShared(long n) {
            for (; ; ) {
                var there = value;
                if (!bounded && areFew(there) && areFew(n)) {
                    VALUE.getAndAdd(this, n); // which never has to try again
                    return true;
                }
                if (n > most - there) {
                    throw new IllegalArgumentException("Semaphore released too many times: " + Semaphore.this + " + "
                            + n + " (expected at most " + most + ")");
                }
                if (VALUE.compareAndSet(this, there, there + n)) {
                    return true;
                }
            }
        }

        /**
         * So few that they can't overflow, even if each thread that there could ever be adds as many to MOST at once.
         */
        private static boolean areFew(long permits) {
            return permits >>> BITS_OF_FEW == 0;
        }

        @Override
        public Kind kind() {
            return Kind.ACQUIRE;
        }

        @Override
        public Object awaited() {
            return Semaphore.this;
        }
    }
}

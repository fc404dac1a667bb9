package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.LatchSource;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A flag that threads can wait for: Python's {@code threading.Event}.
 *
 * <p>An event is either set or unset, and is created unset. {@code set} sets the flag and wakes every waiting thread;
 * {@code clear} resets it, and later callers of {@code await} block again. {@code await} returns true immediately if
 * the flag is set, and otherwise waits for the next {@code set}. In a thread that is waiting when {@code set} is
 * called, {@code await} returns true, even if {@code clear} is called before the thread resumes. Any thread may call
 * any method.
 *
 * <p>{@code await} throws {@link InterruptedException} only if it has to wait. If the event is set, {@code await}
 * returns true even if the thread is interrupted. It also returns true if a waiting thread is interrupted after
 * {@code set} was called but before the thread resumes. In both cases, the interrupt status remains set.
 *
 * <pre>{@code
 * var stop = new Event();
 * var heartbeat = new NamedThread(() -> {
 *     while (!stop.await(0.01)) {                // seconds
 *         System.out.println("beat");
 *     }
 * });
 * heartbeat.start();
 * stop.set();
 * heartbeat.join();
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code wait} is {@code await}. A timeout that is NaN is rejected, even if the
 * event is set.
 *
 * <p><b>Differences from java.util.concurrent.</b> There is no counterpart: a
 * {@link java.util.concurrent.CountDownLatch} can't be reset, and a thread that waits on a condition for a flag keeps
 * waiting if the flag is cleared before the thread reads it. Unlike both, an event spins for a few microseconds before
 * parking if recent waits were short.
 *
 * <p>Memory consistency effects: actions before {@code set} happen-before actions after a later {@code await} or
 * {@code isSet} that returns true, and actions after an {@code await} that returns true because of this {@code set}.
 * {@code clear} and an {@code await} that timed out have no memory effects. See the <a
 * href="package-summary.html#memory">table of the package</a>.
 *
 * <p>{@code isSet}, and {@code await} on an event that is set, cost a volatile read; {@code set} takes time
 * proportional to the number of waiting threads.
 *
 * @since 0.1.0
 */
public final class Event {
    private static final VarHandle SHUT = VarHandles.field(MethodHandles.lookup(), "shut", Latch.class);

    /*
     * Null while the event is set, else the latch that threads now wait for.
     *
     *   latch -> null   set(), which then opens that latch
     *   null -> latch   clear(), always with a new latch
     *
     * So each latch stands for one period during which the event is unset. A thread waits for the latch that it read on
     * arrival, and returns when that latch opens, whatever has happened to the event since. No thread starts to wait
     * for a latch that has opened, so no thread can overtake a thread that arrived earlier.
     */
    private volatile @Nullable Latch shut = newLatch();

    private final @Nullable String name;

    /** Creates an event that is not set. */
    public Event() {
        this.name = null;
    }

    /**
     * Creates an event that is not set.
     *
     * @param name the name shown in {@code toString} and dumps
     * @throws NullPointerException if {@code name} is null
     */
    public Event(String name) {
        this.name = Checks.notNull(name, "name");
    }

    private Latch newLatch() {
        return new Latch(Blocker.Kind.EVENT, this, null);
    }

    /** {@return whether the event is set} */
    public boolean isSet() {
        return shut == null;
    }

    /** Sets the event and wakes every waiting thread; has no effect if the event is already set. */
    public void set() {
        // Exchanges even if the event is already set, so that this call, too, happens-before every later isSet.
        var latch = (Latch) SHUT.getAndSet(this, null);
        if (latch != null) {
            latch.open();
        }
    }

    /** Resets the event to unset; has no effect if it is already unset. */
    public void clear() {
        if (shut == null) {
            SHUT.compareAndSet(this, null, newLatch());
        }
    }

    /**
     * Waits until the event is set.
     *
     * @return always true
     * @throws InterruptedException if the event is not set and the calling thread is interrupted before or while it
     *     waits
     */
    public boolean await() throws InterruptedException {
        return awaitNanos(Timeout.FOREVER);
    }

    /**
     * Waits at most the given time until the event is set.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @return true if the event was set, false if the time elapsed first
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws InterruptedException if the event is not set and the calling thread is interrupted before or while it
     *     waits
     */
    @CheckReturnValue
    public boolean await(double seconds) throws InterruptedException {
        return awaitNanos(Timeout.orPoll(seconds));
    }

    /**
     * Waits at most the given time until the event is set.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return true if the event was set, false if the time elapsed first
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the event is not set and the calling thread is interrupted before or while it
     *     waits
     */
    @CheckReturnValue
    public boolean await(Duration timeout) throws InterruptedException {
        return awaitNanos(Timeout.of(timeout));
    }

    /** Waits for a number of nanoseconds as returned by {@link Timeout}. */
    boolean awaitNanos(long nanos) throws InterruptedException {
        var latch = shut;
        return latch == null || await(latch, nanos);
    }

    private static boolean await(Latch latch, long nanos) throws InterruptedException {
        try {
            return latch.awaitSoon(2, nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        }
    }

    /** Returns this event as a source of a select, which looks this method up by its name. */
    LatchSource<Event> selectSource() {
        return new LatchSource<>(Blocker.Kind.EVENT, this, () -> shut);
    }

    @Override
    public String toString() {
        return Labels.of("Event", name, isSet() ? "set" : "unset");
    }
}

package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A flag to wait for: Python's {@code threading.Event}.
 *
 * <p>It is set or not, and made unset. {@code set} sets it and lets every waiting thread go on; {@code clear} takes
 * that back for those who come later. {@code await} returns true at once while it is set, and else waits for the next
 * {@code set}: a thread that waited when {@code set} was called returns true, even if {@code clear} follows before it
 * runs. Any thread may call any method.
 *
 * <p>{@code await} throws {@link InterruptedException} if it has to wait. On an event that is set it returns at once,
 * whether or not the thread is interrupted; so does a waiting thread that is interrupted after {@code set} was called
 * and before it runs. Its interrupt status stays set.
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
 * <p><b>Differences from Python.</b> {@code wait} is {@code await}. A timeout that is not a number is refused, even on
 * an event that is set.
 *
 * <p><b>Differences from java.util.concurrent.</b> There is nothing like it: a {@link
 * java.util.concurrent.CountDownLatch} can't be shut again, and a condition with a flag sends a thread back to sleep
 * when the flag is cleared before it looks. Unlike either, an event spins for a few microseconds before
 * parking if recent waits were short.
 *
 * <p>Memory consistency effects: what a thread did before {@code set} happens-before what follows an {@code await} or
 * {@code isSet} that is called after it and returns true, and an {@code await} that it lets go on; {@code clear} and an
 * {@code await} that timed out order nothing. See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * <p>{@code isSet}, and {@code await} on an event that is set, cost a volatile read; {@code set} costs in proportion to
 * the threads that wait.
 *
 * @since 0.1.0
 */
public final class Event {
    private static final VarHandle SHUT = VarHandles.field(MethodHandles.lookup(), "shut", Latch.class);

    /*
     * Null while the event is set, else the latch that those who wait now wait for.
     *
     *   latch -> null   set(), which then opens that latch
     *   null -> latch   clear(), always with a new latch
     *
     * So each latch stands for one time of being unset. Who waits, waits for the latch that was there when it came, and
     * goes on when that one opens, whatever happened to the event since. A latch that opens is never waited for anew,
     * so no thread can queue before one that was there earlier.
     */
    private volatile @Nullable Latch shut = newLatch();

    private final @Nullable String name;

    /** Makes an event that is not set. */
    public Event() {
        this.name = null;
    }

    /**
     * Makes an event that is not set.
     *
     * @param name what {@code toString} and dumps call it
     * @throws NullPointerException if {@code name} is null
     */
    public Event(String name) {
        this.name = Checks.notNull(name, "name");
    }

    private Latch newLatch() {
        return new Latch(Blocker.Kind.SIGNAL, this, null);
    }

    /** {@return whether the event is set} */
    public boolean isSet() {
        return shut == null;
    }

    /** Sets the event and lets every waiting thread go on; does nothing if it is set. */
    public void set() {
        // An exchange also where it is set already: so this call, too, happens-before every isSet that comes after it.
        var latch = (Latch) SHUT.getAndSet(this, null);
        if (latch != null) {
            latch.open();
        }
    }

    /** Makes the event unset; does nothing if it is. */
    public void clear() {
        if (shut == null) {
            SHUT.compareAndSet(this, null, newLatch());
        }
    }

    /**
     * Waits until the event is set.
     *
     * @return true: it was set
     * @throws InterruptedException if the event is not set and the calling thread is interrupted before or while it
     *     waits
     */
    public boolean await() throws InterruptedException {
        return awaitNanos(Timeout.FOREVER);
    }

    /**
     * Waits until the event is set, or some time has passed.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @return whether it was set in time
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws InterruptedException if the event is not set and the calling thread is interrupted before or while it
     *     waits
     */
    @CheckReturnValue
    public boolean await(double seconds) throws InterruptedException {
        return awaitNanos(Timeout.orPoll(seconds));
    }

    /**
     * Waits until the event is set, or some time has passed.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return whether it was set in time
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the event is not set and the calling thread is interrupted before or while it
     *     waits
     */
    @CheckReturnValue
    public boolean await(Duration timeout) throws InterruptedException {
        return awaitNanos(Timeout.of(timeout));
    }

    /** Nanoseconds as {@link Timeout} gives them. */
    boolean awaitNanos(long nanos) throws InterruptedException {
        var latch = shut;
        return latch == null || latch.awaitSoon(2, nanos);
    }

    @Override
    public String toString() {
        return Labels.of("Event", name, isSet() ? "set" : "unset");
    }
}

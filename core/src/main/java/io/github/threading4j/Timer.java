package io.github.threading4j;

import io.github.threading4j.function.Target;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;

/**
 * A thread that calls a function once, after an interval, unless it is cancelled: Python's {@code threading.Timer}.
 *
 * <p>A timer is a {@link NamedThread} whose interval begins with its start. {@link #cancel()} prevents the call unless
 * the call has begun; a timer can be cancelled even before it is started. A waiting timer keeps the program alive,
 * unless it is a daemon. An interrupt ends a waiting timer with an {@link InterruptedException}; the function is not
 * called.
 *
 * <pre>{@code
 * var timer = new Timer(30.0, () -> System.out.println("hello, after 30 seconds"));
 * timer.start();
 * timer.cancel();                                // no hello
 * timer.join();
 * }</pre>
 *
 * <p>As in Python, a subclass may override {@link #run()}, and use {@link #getInterval()}, {@link #getFunction()} and
 * {@link #getFinished()} in it. (To call a function repeatedly, use {@link RepeatingTimer}.)
 *
 * <pre>{@code
 * class Repeating extends Timer {
 *     Repeating(double interval, Target function) {
 *         super(interval, function);
 *     }
 *
 *     @Override
 *     public void run() throws Exception {
 *         while (!getFinished().await(getInterval())) {   // while not self.finished.wait(self.interval):
 *             getFunction().run();                        //     self.function()
 *         }
 *     }
 * }
 * var beats = new Semaphore(0);
 * var heartbeat = new Repeating(0.001, beats::release);
 * heartbeat.start();
 * beats.acquire();
 * beats.acquire();
 * heartbeat.cancel();
 * heartbeat.join();
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code args} and {@code kwargs} are captured by a lambda. An interval that is NaN
 * is rejected instead of firing immediately; {@code Double.POSITIVE_INFINITY} is Python's {@code None}.
 *
 * <p><b>Differences from java.util.Timer.</b> Each timer has its own thread, with a name and a {@code join}; an
 * exception of the function goes to the excepthook and does not affect other timers. For many timers, use a scheduler.
 *
 * <p>Memory consistency effects: the same as for {@link NamedThread}; actions before {@code cancel} happen-before
 * {@code join} returns, if the cancellation prevented the call of the function. See the <a
 * href="package-summary.html#memory">table of the package</a>.
 *
 * @since 0.1.0
 */
public class Timer extends NamedThread {
    private final long nanos;
    private final Target function;
    private final Event finished = new Event();

    /**
     * Creates a timer.
     *
     * @param interval the time from the start to the call, in seconds; if zero or negative, the function is called
     *     immediately
     * @param function the function to call, in the timer's thread
     * @throws IllegalArgumentException if {@code interval} is NaN
     * @throws NullPointerException if {@code function} is null
     */
    public Timer(double interval, Target function) {
        this(Timeout.orPoll(interval), Checks.notNull(function, "function"));
    }

    /**
     * Creates a timer.
     *
     * @param interval the time from the start to the call; if zero or negative, the function is called immediately
     * @param function the function to call, in the timer's thread
     * @throws NullPointerException if an argument is null
     */
    public Timer(Duration interval, Target function) {
        this(Timeout.of(interval, "interval"), Checks.notNull(function, "function"));
    }

    /** Takes arguments that were checked before, so that a rejected timer does not use up a thread number. */
    private Timer(long nanos, Target function) {
        this.nanos = nanos;
        this.function = function;
    }

    /**
     * Waits for the interval, calls the function unless the timer was cancelled, and sets {@code finished} if the
     * function did not fail.
     */
    @Override
    public void run() throws Exception {
        // Call isSet, too: the timer may be cancelled after the time has elapsed but before this thread continues.
        if (!finished.awaitNanos(nanos) && !finished.isSet()) {
            function.run();
        }
        finished.set();
    }

    /** Cancels the timer; has no effect if the function has begun. Returns immediately. */
    public void cancel() {
        finished.set();
    }

    /**
     * Returns the time from the start to the call: Python's {@code interval}.
     *
     * @return the interval; zero if it was negative, and {@code Duration.ofNanos(Long.MAX_VALUE)}, which waits
     *     indefinitely, if it was too large to count
     */
    public final Duration getInterval() {
        return Timeout.toDuration(nanos);
    }

    /**
     * Returns the function to call: Python's {@code function}.
     *
     * @return the function passed to the constructor
     */
    public final Target getFunction() {
        return function;
    }

    /**
     * Returns the event that is set when the timer is cancelled or the function has returned: Python's
     * {@code finished}. As in Python, it remains unset if the function fails, or if a subclass overrides {@code run}
     * and does not set it.
     *
     * @return the event; setting it cancels the timer
     */
    public final Event getFinished() {
        return finished;
    }
}

package io.github.threading4j;

import io.github.threading4j.function.Target;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;

/**
 * A thread that does something once, later, unless it is cancelled: Python's {@code threading.Timer}.
 *
 * <p>It is a {@link NamedThread} that waits for an interval from its start and then calls a function. {@link #cancel()}
 * keeps it from that, as long as the function has not begun; before the start, too. A timer that waits keeps the
 * program alive, unless it is a daemon. Interrupting it ends it with that exception, without a call.
 *
 * <pre>{@code
 * var timer = new Timer(30.0, () -> System.out.println("hello, after 30 seconds"));
 * timer.start();
 * timer.cancel();                                // no hello
 * timer.join();
 * }</pre>
 *
 * <p>As in Python, a subclass may override {@link #run()}, for which {@link #getInterval()}, {@link #getFunction()} and
 * {@link #getFinished()} return what the timer was made of. (To repeat a function there is {@link RepeatingTimer}.)
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
 * <p><b>Differences from Python.</b> {@code args} and {@code kwargs} are captured by a lambda. An interval that is not
 * a number is refused instead of firing at once; {@code Double.POSITIVE_INFINITY} is Python's {@code None}.
 *
 * <p><b>Differences from java.util.Timer.</b> One thread for each, with a name and a {@code join}; what the function
 * throws goes to the excepthook and harms no other timer. For many timers, use a scheduler.
 *
 * <p>Memory consistency effects: those of {@link NamedThread}; what a thread did before {@code cancel} happens-before
 * the return of a {@code join} if the function was not called because of it. See the
 * <a href="package-summary.html#memory">table of the package</a>.
 *
 * @since 0.1.0
 */
public class Timer extends NamedThread {
    private final long nanos;
    private final Target function;
    private final Event finished = new Event();

    /**
     * Makes a timer.
     *
     * @param interval how many seconds after the start to call the function; zero or negative calls it at once
     * @param function what to call, in the timer's thread
     * @throws IllegalArgumentException if {@code interval} is NaN
     * @throws NullPointerException if {@code function} is null
     */
    public Timer(double interval, Target function) {
        this(Timeout.orPoll(interval), Checks.notNull(function, "function"));
    }

    /**
     * Makes a timer.
     *
     * @param interval how long after the start to call the function; zero or negative calls it at once
     * @param function what to call, in the timer's thread
     * @throws NullPointerException if an argument is null
     */
    public Timer(Duration interval, Target function) {
        this(Timeout.of(interval, "interval"), Checks.notNull(function, "function"));
    }

    /** Its arguments are checked before: one that is refused must not take the number of a thread. */
    private Timer(long nanos, Target function) {
        this.nanos = nanos;
        this.function = function;
    }

    /** Waits, calls the function unless cancelled, and marks the timer finished if the function did not fail. */
    @Override
    public void run() throws Exception {
        // Looked at again, since the thread may be late to notice that its time is up, and be cancelled meanwhile.
        if (!finished.awaitNanos(nanos) && !finished.isSet()) {
            function.run();
        }
        finished.set();
    }

    /** Keeps the function from being called; does nothing if it has begun. Returns at once. */
    public void cancel() {
        finished.set();
    }

    /**
     * How long after the start the function is called: Python's {@code interval}.
     *
     * @return the interval; zero if it was negative, and {@code Duration.ofNanos(Long.MAX_VALUE)}, for which a wait is
     *     indefinite, if it was too large to count
     */
    public final Duration getInterval() {
        return Timeout.toDuration(nanos);
    }

    /**
     * What is called: Python's {@code function}.
     *
     * @return the function, as it was given
     */
    public final Target getFunction() {
        return function;
    }

    /**
     * The event that is set when the timer was cancelled or the function has returned: Python's {@code finished}. A
     * function that fails leaves it unset, as in Python, and so does a subclass whose {@code run} does not set it.
     *
     * @return the event; setting it cancels
     */
    public final Event getFinished() {
        return finished;
    }
}

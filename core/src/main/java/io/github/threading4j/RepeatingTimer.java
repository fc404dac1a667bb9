package io.github.threading4j;

import io.github.threading4j.function.Target;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;

/**
 * A thread that does something again and again until it is cancelled: the {@link Timer} that Python lacks.
 *
 * <p>It calls its function for the first time one interval after its start. {@linkplain #fixedDelay With a fixed delay}
 * the next call begins one interval after the last one ended; {@linkplain #fixedRate at a fixed rate} it is due one
 * interval after the last one was due, so that they keep time on average, and calls that are late follow at once. Calls
 * never overlap. One that fails goes to the excepthook, and the next one happens, unless {@link #endOnFailure()} was
 * called.
 *
 * <p>{@link #cancel()} ends it, before or between calls; {@link #close()} also waits for a call that is going on. A
 * timer that waits keeps the program alive, unless it is a daemon. Interrupting it ends it with that exception.
 *
 * <pre>{@code
 * var beats = new Semaphore(0);
 * try (var heartbeat = RepeatingTimer.fixedDelay(0.001, beats::release)) {
 *     heartbeat.start();
 *     beats.acquire();
 *     beats.acquire();
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> Python has none; its users write a loop around {@code Event.wait(interval)}, which
 * is a fixed delay.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link java.util.concurrent.ScheduledExecutorService} silently
 * ends a periodic task that throws.
 *
 * <p>Memory consistency effects: those of {@link NamedThread}.
 *
 * @since 0.1.0
 */
public final class RepeatingTimer extends NamedThread implements AutoCloseable {
    private final long nanos;
    private final boolean atFixedRate;
    private final Target function;
    private final Event cancelled = new Event();
    private volatile boolean endsOnFailure;

    private RepeatingTimer(long nanos, boolean atFixedRate, Target function) {
        this.nanos = nanos;
        this.atFixedRate = atFixedRate;
        this.function = function;
    }

    /** Arguments are checked before the constructor: one that is refused must not take the number of a thread. */
    private static RepeatingTimer of(double interval, boolean atFixedRate, Target function) {
        return of(Timeout.orPoll(interval), interval, atFixedRate, function);
    }

    private static RepeatingTimer of(Duration interval, boolean atFixedRate, Target function) {
        return of(Timeout.of(interval, "interval"), interval, atFixedRate, function);
    }

    private static RepeatingTimer of(long nanos, Object interval, boolean atFixedRate, Target function) {
        if (nanos <= 0) {
            throw new IllegalArgumentException("interval must be positive: " + interval + " (expected more than 0)");
        }
        return new RepeatingTimer(nanos, atFixedRate, Checks.notNull(function, "function"));
    }

    /**
     * Makes a timer that waits for the interval before each call.
     *
     * @param interval seconds, more than 0
     * @param function what to call, in the timer's thread
     * @return the timer, not started
     * @throws IllegalArgumentException if {@code interval} is NaN, zero or negative
     * @throws NullPointerException if {@code function} is null
     */
    public static RepeatingTimer fixedDelay(double interval, Target function) {
        return of(interval, false, function);
    }

    /**
     * Makes a timer that waits for the interval before each call.
     *
     * @param interval more than zero
     * @param function what to call, in the timer's thread
     * @return the timer, not started
     * @throws IllegalArgumentException if {@code interval} is zero or negative
     * @throws NullPointerException if an argument is null
     */
    public static RepeatingTimer fixedDelay(Duration interval, Target function) {
        return of(interval, false, function);
    }

    /**
     * Makes a timer whose calls are due at multiples of the interval after its start.
     *
     * @param interval seconds, more than 0
     * @param function what to call, in the timer's thread
     * @return the timer, not started
     * @throws IllegalArgumentException if {@code interval} is NaN, zero or negative
     * @throws NullPointerException if {@code function} is null
     */
    public static RepeatingTimer fixedRate(double interval, Target function) {
        return of(interval, true, function);
    }

    /**
     * Makes a timer whose calls are due at multiples of the interval after its start.
     *
     * @param interval more than zero
     * @param function what to call, in the timer's thread
     * @return the timer, not started
     * @throws IllegalArgumentException if {@code interval} is zero or negative
     * @throws NullPointerException if an argument is null
     */
    public static RepeatingTimer fixedRate(Duration interval, Target function) {
        return of(interval, true, function);
    }

    /**
     * Has the first call that fails be the last. Its exception goes to the excepthook as the end of the thread.
     *
     * @return this timer
     */
    public RepeatingTimer endOnFailure() {
        endsOnFailure = true;
        return this;
    }

    /** Calls the function again and again until the timer is cancelled. */
    @Override
    public void run() throws Exception {
        var due = System.nanoTime() + nanos;
        while (!isCancelledBefore(due)) {
            call();
            due = nanos + (atFixedRate ? due : System.nanoTime());
        }
    }

    /** Waits until the timer is cancelled or the next call is due. */
    private boolean isCancelledBefore(long due) throws InterruptedException {
        try {
            // Looked at again, since the thread may be late to notice that its time is up, and be cancelled meanwhile.
            return cancelled.awaitNanos(timeUntil(due)) || cancelled.isSet();
        } catch (InterruptedException e) {
            if (cancelled.isSet()) {
                return true; // it ends as it was asked to; that close() was impatient is no error
            }
            throw e;
        }
    }

    /** An interval too large to count never ends. */
    private long timeUntil(long due) {
        return nanos == Timeout.FOREVER ? nanos : due - System.nanoTime();
    }

    private void call() throws Exception {
        try {
            function.run();
        } catch (ThreadExit | InterruptedException e) {
            throw e; // meant for this thread, not for this call
        } catch (Throwable e) {
            if (endsOnFailure) {
                throw e;
            }
            UncaughtExceptions.report(e, this);
        }
    }

    /** Has no further call happen; one that is going on goes on. Works before the start, too. Returns at once. */
    public void cancel() {
        cancelled.set();
    }

    /**
     * Cancels the timer and waits until it has ended. A timer that was not started, or that closes itself, is only
     * cancelled. If the calling thread is interrupted meanwhile, the timer is interrupted too and the wait goes on, as
     * executors of Java do; the flag is set again at the end.
     */
    @Override
    public void close() {
        cancel();
        var interrupted = false;
        while (isAlive() && currentThreadIsAnother()) {
            try {
                joinWithin(Timeout.FOREVER);
            } catch (InterruptedException e) {
                interrupted = true;
                interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean currentThreadIsAnother() {
        return Thread.currentThread() != toJavaThread();
    }
}

package io.github.threading4j;

import io.github.threading4j.function.Target;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;

/**
 * A thread that calls a function repeatedly until it is cancelled: a repeating {@link Timer}, which Python does not
 * have.
 *
 * <p>The first call is due one interval after the start. {@linkplain #fixedDelay With a fixed delay}, each further call
 * begins one interval after the previous one has ended. {@linkplain #fixedRate At a fixed rate}, each further call is
 * due one interval after the previous one was due, so that the average rate is constant. Overdue calls are made
 * immediately, one after another. Calls never overlap. If a call throws, the exception goes to the excepthook and the
 * calls continue, unless {@link #endOnFailure()} was called.
 *
 * <p>{@link #cancel()} ends the timer before or between calls; {@link #close()} also waits for a call in progress. A
 * waiting timer keeps the program alive, unless it is a daemon. An interrupt ends the timer with an
 * {@link InterruptedException}.
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
 * <p><b>Differences from Python.</b> Python has no such class; programs write a loop around
 * {@code Event.wait(interval)}, which is a fixed delay.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link java.util.concurrent.ScheduledExecutorService} silently
 * ends a periodic task that throws.
 *
 * <p>Memory consistency effects: the same as for {@link NamedThread}.
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

    /**
     * Checks the arguments before calling the constructor, so that a rejected timer does not use up a thread number.
     */
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
     * Returns a timer that waits for the interval before each call.
     *
     * @param interval the interval in seconds, more than 0
     * @param function the function to call, in the timer's thread
     * @return the timer, not started
     * @throws IllegalArgumentException if {@code interval} is NaN, zero or negative
     * @throws NullPointerException if {@code function} is null
     */
    public static RepeatingTimer fixedDelay(double interval, Target function) {
        return of(interval, false, function);
    }

    /**
     * Returns a timer that waits for the interval before each call.
     *
     * @param interval the interval, more than zero
     * @param function the function to call, in the timer's thread
     * @return the timer, not started
     * @throws IllegalArgumentException if {@code interval} is zero or negative
     * @throws NullPointerException if an argument is null
     */
    public static RepeatingTimer fixedDelay(Duration interval, Target function) {
        return of(interval, false, function);
    }

    /**
     * Returns a timer whose calls are due at multiples of the interval after its start.
     *
     * @param interval the interval in seconds, more than 0
     * @param function the function to call, in the timer's thread
     * @return the timer, not started
     * @throws IllegalArgumentException if {@code interval} is NaN, zero or negative
     * @throws NullPointerException if {@code function} is null
     */
    public static RepeatingTimer fixedRate(double interval, Target function) {
        return of(interval, true, function);
    }

    /**
     * Returns a timer whose calls are due at multiples of the interval after its start.
     *
     * @param interval the interval, more than zero
     * @param function the function to call, in the timer's thread
     * @return the timer, not started
     * @throws IllegalArgumentException if {@code interval} is zero or negative
     * @throws NullPointerException if an argument is null
     */
    public static RepeatingTimer fixedRate(Duration interval, Target function) {
        return of(interval, true, function);
    }

    /**
     * Makes the timer end when a call fails. The exception ends the thread, and therefore goes to the excepthook.
     *
     * @return this timer
     */
    public RepeatingTimer endOnFailure() {
        endsOnFailure = true;
        return this;
    }

    /** Calls the function repeatedly until the timer is cancelled. */
    @Override
    public void run() throws Exception {
        var due = System.nanoTime() + nanos;
        while (!isCancelledBefore(due)) {
            call();
            due = nanos + (atFixedRate ? due : System.nanoTime());
        }
    }

    /** Waits until the timer is cancelled or the next call is due, and returns whether it is cancelled. */
    private boolean isCancelledBefore(long due) throws InterruptedException {
        try {
            // Call isSet, too: the timer may be cancelled after the time has elapsed but before this thread continues.
            return cancelled.awaitNanos(timeUntil(due)) || cancelled.isSet();
        } catch (InterruptedException e) {
            if (cancelled.isSet()) {
                return true; // the timer was cancelled, and close() may have interrupted it
            }
            throw e;
        }
    }

    /** Returns the time to wait; an interval too large to count never elapses. */
    private long timeUntil(long due) {
        return nanos == Timeout.FOREVER ? nanos : due - System.nanoTime();
    }

    private void call() throws Exception {
        try {
            function.run();
        } catch (ThreadExit | InterruptedException e) {
            throw e; // ends the timer's thread, not only this call
        } catch (Throwable e) {
            if (endsOnFailure) {
                throw e;
            }
            UncaughtExceptions.report(e, this);
        }
    }

    /**
     * Cancels all further calls; a call in progress continues. May be called before the timer is started. Returns
     * immediately.
     */
    public void cancel() {
        cancelled.set();
    }

    /**
     * Cancels the timer and waits until it has ended. Does not wait if the timer was not started, or if the calling
     * thread is the timer's own thread. If the calling thread is interrupted while it waits, the timer is interrupted,
     * too, and the wait continues, as in {@code ExecutorService.close}; the interrupt status is restored before this
     * method returns.
     */
    @Override
    public void close() {
        cancel();
        if (isAlive() && currentThreadIsAnother()) {
            try {
                joinWithin(Timeout.FOREVER);
            } catch (InterruptedException e) {
                CancelScope.shield(this::interruptAndJoin); // in a cancelled scope, the wait would end at once
                Cancelling.restoreInterrupt(e);
            }
        }
    }

    private void interruptAndJoin() {
        var interrupted = false;
        do {
            interrupt();
            try {
                joinWithin(Timeout.FOREVER);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        } while (isAlive());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean currentThreadIsAnother() {
        return Thread.currentThread() != toJavaThread();
    }
}

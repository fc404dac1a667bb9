package io.github.threading4j.sched;

import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Exceptions;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler, which runs events when they are due: Python's {@code sched.scheduler}.
 *
 * <p>Events are entered with a time and a priority, and wait in a queue. {@link #run()} runs the actions of due events
 * in the calling thread, one after the other, waits for events that are not yet due, and returns when the queue is
 * empty. While {@code run} waits, other threads may enter and cancel events, which takes effect immediately. If an
 * action fails, {@code run} throws its exception; the other events remain in the queue, and {@code run} may be called
 * again. Any thread may call any method, and several threads may run the same scheduler: each event is run once.
 *
 * <p>Only {@code run} waits. If its thread is interrupted, it throws {@link InterruptedException} between two actions,
 * and no event is lost.
 *
 * <pre>{@code
 * var scheduler = new Scheduler();
 * scheduler.enter(0.02, 1, () -> System.out.println("second"));
 * scheduler.enter(0.01, 1, () -> System.out.println("first"));
 * var never = scheduler.enter(60, 1, () -> System.out.println("never"));
 * scheduler.enter(0.03, 1, () -> scheduler.cancel(never));
 * scheduler.run();
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code argument} and {@code kwargs} are captured by a lambda. If no delay function
 * was given, the wait of {@code run} ends if an earlier event is entered or the awaited event is cancelled; Python
 * keeps waiting. A priority is an {@code int}. A time that is NaN is rejected. {@code cancel} of an event that is not
 * in the queue throws {@link IllegalArgumentException}.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link java.util.concurrent.ScheduledExecutorService} has its own
 * threads and hides the exceptions of its tasks; this class is a loop in your own thread, optionally with your own
 * clock.
 *
 * <p>Memory consistency effects: actions before an event is entered happen-before the event's action; actions before
 * {@code cancel} happen-before the return of a {@code run} that ends because of the cancellation. See the <a
 * href="../package-summary.html#memory">table of the root package</a>.
 *
 * <p>Entering, cancelling and taking an event take time proportional to the logarithm of the number of events.
 *
 * @since 0.1.0
 */
public final class Scheduler {
    private static final double NANOS_PER_SECOND = 1e9;

    private final DoubleSupplier timefunc;

    /** If null, {@code run} waits for the due time or a change of the queue, whichever comes first. */
    private final @Nullable ThrowingConsumer<? super Double> delayfunc;

    private final Mutex mutex = new Mutex(this);

    /** Signalled when the event that run waits for is no longer the first one. */
    private final QueuedSync.WaitSet change = mutex.newWaitSet(Blocker.Kind.EVENT, this);

    // Guarded by the mutex.
    private final TreeSet<ScheduledEvent> events = new TreeSet<>();
    private long sequence;

    /** Creates a scheduler whose clock is {@link System#nanoTime()} in seconds: Python's {@code time.monotonic}. */
    public Scheduler() {
        this.timefunc = () -> System.nanoTime() / NANOS_PER_SECOND;
        this.delayfunc = null;
    }

    /**
     * Creates a scheduler with the given clock.
     *
     * @param timefunc returns the current time, in seconds since any fixed time; called by every thread that uses the
     *     scheduler
     * @throws NullPointerException if {@code timefunc} is null
     */
    public Scheduler(DoubleSupplier timefunc) {
        this.timefunc = Checks.notNull(timefunc, "timefunc");
        this.delayfunc = null;
    }

    /**
     * Creates a scheduler with the given clock and delay function.
     *
     * @param timefunc returns the current time, in seconds since any fixed time; called by every thread that uses the
     *     scheduler
     * @param delayfunc waits for the given number of seconds of the clock; called by {@code run}, also with 0 after
     *     each action. This function alone decides when a wait ends: entering an event does not end the wait.
     *     {@code run} throws its exceptions
     * @throws NullPointerException if an argument is null
     */
    public Scheduler(DoubleSupplier timefunc, ThrowingConsumer<? super Double> delayfunc) {
        this.timefunc = Checks.notNull(timefunc, "timefunc");
        this.delayfunc = Checks.notNull(delayfunc, "delayfunc");
    }

    /**
     * Enters an event that is due after a delay.
     *
     * @param delay the time from now, in seconds; if zero or negative, the event is due immediately
     * @param priority the priority: of two events with the same time, the one with the smaller number comes first
     * @param action the action to run
     * @return the event, for {@link #cancel}
     * @throws IllegalArgumentException if {@code delay}, or the clock's time, is NaN
     * @throws NullPointerException if {@code action} is null
     */
    public ScheduledEvent enter(double delay, int priority, Target action) {
        Checks.notNull(action, "action");
        Checks.number(delay, "delay");
        return enterabs(now() + delay, priority, action);
    }

    /**
     * Enters an event that is due at the given time.
     *
     * @param time the time at which the event is due, in seconds of the scheduler's clock; an event in the past is due
     *     immediately
     * @param priority the priority: of two events with the same time, the one with the smaller number comes first
     * @param action the action to run
     * @return the event, for {@link #cancel}
     * @throws IllegalArgumentException if {@code time} is NaN
     * @throws NullPointerException if {@code action} is null
     */
    public ScheduledEvent enterabs(double time, int priority, Target action) {
        Checks.notNull(action, "action");
        Checks.number(time, "time");
        mutex.lock();
        try {
            var event = new ScheduledEvent(
                    time + 0.0, priority, sequence++, action); // avoids -0.0, which Java orders before 0.0
            if (events.isEmpty() || event.compareTo(events.first()) < 0) {
                change.signalAll(); // first, so that nothing can fail once the event is in the queue
            }
            events.add(event);
            return event;
        } finally {
            mutex.unlock();
        }
    }

    /** Returns the current time; rejects NaN, which has no order. */
    private double now() {
        return Checks.number(timefunc.getAsDouble(), "clock time");
    }

    /**
     * Removes an event from the queue, so that it is not run.
     *
     * @param event the event
     * @throws IllegalArgumentException if the event is not in the queue: it has begun, was cancelled, or belongs to
     *     another scheduler
     * @throws NullPointerException if {@code event} is null
     */
    public void cancel(ScheduledEvent event) {
        Checks.notNull(event, "event");
        mutex.lock();
        try {
            if (!events.isEmpty() && same(events.first(), event)) {
                removeFirst();
                return;
            }
            var found = events.floor(event);
            if (found != null && same(found, event)) {
                events.remove(found);
                return;
            }
        } finally {
            mutex.unlock();
        }
        throw new IllegalArgumentException("event is not in the queue: " + event + " (expected a pending event)");
    }

    /**
     * Returns whether two events are the same. An event of another scheduler may have the same time, priority and
     * number, so the actions are compared, too. They are compared by identity, since their equals would be user code.
     */
    private static boolean same(ScheduledEvent one, ScheduledEvent other) {
        return one.compareTo(other) == 0 && one.action() == other.action();
    }

    /** Removes the first event, which every waiting call of {@code run} waits for. The caller holds the mutex. */
    private ScheduledEvent removeFirst() {
        change.signalAll(); // first, so that nothing can fail once the event is taken
        return Checks.notNull(events.pollFirst(), "first event");
    }

    /** {@return whether the queue is empty} */
    public boolean empty() {
        mutex.lock();
        try {
            return events.isEmpty();
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Returns the events in the queue.
     *
     * @return an unmodifiable copy, in the order in which they will be run
     */
    public List<ScheduledEvent> getQueue() {
        mutex.lock();
        try {
            return List.copyOf(events);
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Runs all events, waiting for those that are not yet due.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     * @throws CompletionException if an action or the delay function throws a checked exception, which is the cause; an
     *     unchecked one is thrown unchanged
     */
    public void run() throws InterruptedException {
        run(true);
    }

    /**
     * Runs all events, or only those that are due.
     *
     * @param blocking whether to wait for events that are not yet due
     * @return the number of seconds until the next event, if {@code blocking} is false; empty if the queue is empty
     * @throws InterruptedException if {@code blocking} is true and the calling thread is interrupted before or while it
     *     waits
     * @throws CompletionException as for {@link #run()}
     * @throws IllegalArgumentException if the clock's time is NaN
     */
    public OptionalDouble run(boolean blocking) throws InterruptedException {
        while (true) {
            var now = now();
            double wait;
            Target due = null;
            mutex.lock();
            try {
                if (events.isEmpty()) {
                    return OptionalDouble.empty();
                }
                wait = events.first().time() - now;
                if (wait <= 0) {
                    due = removeFirst().action();
                } else if (!blocking) {
                    return OptionalDouble.of(wait);
                } else if (delayfunc == null) {
                    change.awaitSignal(Timeout.orPoll(wait));
                }
            } catch (InterruptedException e) {
                throw Cancelling.atEdge(e);
            } finally {
                mutex.unlock();
            }
            if (due != null) {
                call(due);
                wait = 0;
            }
            delay(wait);
        }
    }

    private static void call(Target action) {
        try {
            action.run();
        } catch (Throwable e) {
            throw Exceptions.rethrow(e, "an event's action");
        }
    }

    private void delay(double seconds) throws InterruptedException {
        if (delayfunc == null) {
            return; // awaitSignal has already waited
        }
        try {
            delayfunc.accept(seconds);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            throw Exceptions.rethrow(e, "the delay function");
        }
    }

    @Override
    public String toString() {
        return "Scheduler[" + events.size() + " events]"; // racy on purpose: a dump must not wait for the mutex
    }
}

package io.github.threading4j.sched;

import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingConsumer;
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
 * Does things when they are due: Python's {@code sched.scheduler}.
 *
 * <p>Events are entered with a time and a priority, and wait in a queue. {@link #run()} does what is due, in the
 * calling thread and one after the other, waits for what is not yet, and ends when the queue is empty. What is entered
 * or cancelled meanwhile counts at once, in whichever thread that happens. An action that fails ends {@code run} with
 * its exception; the other events stay, and {@code run} may be called again. Any thread may call any method, and
 * several may run the same scheduler: each event is done once.
 *
 * <p>Only {@code run} waits. It throws {@link InterruptedException}, between actions; no event is lost by that.
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
 * <p><b>Differences from Python.</b> {@code argument} and {@code kwargs} are captured by a lambda. An event that is
 * entered while {@code run} waits and is due earlier ends the wait, and so does a cancellation of what is waited for,
 * unless a delay function was given: Python waits on. A priority is an {@code int}. A time that is not a number is
 * refused. An event that is not in the queue is an {@link IllegalArgumentException} for {@code cancel}.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link java.util.concurrent.ScheduledExecutorService} has threads
 * of its own and hides what a task throws; this is a loop in a thread of yours, with a clock of yours if you like.
 *
 * <p>Memory consistency effects: what a thread did before it entered an event happens-before the event's action, and
 * before {@code cancel}, before the end of a {@code run} that ends because of it. See the <a
 * href="../package-summary.html#memory">table of the root package</a>.
 *
 * <p>Entering, cancelling and taking an event cost time in proportion to the logarithm of their number.
 *
 * @since 0.1.0
 */
public final class Scheduler {
    private static final double NANOS_PER_SECOND = 1e9;

    private final DoubleSupplier timefunc;

    /** Null to wait for time or a change, whichever comes first. */
    private final @Nullable ThrowingConsumer<? super Double> delayfunc;

    private final Mutex mutex = new Mutex(this);

    /** Signalled when what run waits for is not the first event any more. */
    private final QueuedSync.WaitSet change = mutex.newWaitSet(this);

    // Guarded by the mutex.
    private final TreeSet<ScheduledEvent> events = new TreeSet<>();
    private long sequence;

    /** Makes a scheduler whose time is {@link System#nanoTime()} in seconds: Python's {@code time.monotonic}. */
    public Scheduler() {
        this.timefunc = () -> System.nanoTime() / NANOS_PER_SECOND;
        this.delayfunc = null;
    }

    /**
     * Makes a scheduler with a clock of its own.
     *
     * @param timefunc the time now, in seconds since whenever; called by whoever uses the scheduler
     * @throws NullPointerException if {@code timefunc} is null
     */
    public Scheduler(DoubleSupplier timefunc) {
        this.timefunc = Checks.notNull(timefunc, "timefunc");
        this.delayfunc = null;
    }

    /**
     * Makes a scheduler with a clock and a way to wait of its own.
     *
     * @param timefunc the time now, in seconds since whenever; called by whoever uses the scheduler
     * @param delayfunc waits, for that many seconds of the clock; called by {@code run}, also with 0 after each action.
     *     It decides what ends a wait: entering an event does not. What it throws, {@code run} does
     * @throws NullPointerException if an argument is null
     */
    public Scheduler(DoubleSupplier timefunc, ThrowingConsumer<? super Double> delayfunc) {
        this.timefunc = Checks.notNull(timefunc, "timefunc");
        this.delayfunc = Checks.notNull(delayfunc, "delayfunc");
    }

    /**
     * Enters an event that is due after some time.
     *
     * @param delay seconds from now; zero or negative is due at once
     * @param priority of two events with the same time, the one with the smaller number comes first
     * @param action what to do
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
     * Enters an event that is due at a time.
     *
     * @param time when it is due, in seconds of the scheduler's clock; if that is past, it is due at once
     * @param priority of two events with the same time, the one with the smaller number comes first
     * @param action what to do
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
                    time + 0.0, priority, sequence++, action); // there is one zero here, as in Python
            if (events.isEmpty() || event.compareTo(events.first()) < 0) {
                change.signalAll(); // first, so that nothing can fail once the event is in the queue
            }
            events.add(event);
            return event;
        } finally {
            mutex.unlock();
        }
    }

    /** Without an order of time there is no telling what is due. */
    private double now() {
        return Checks.number(timefunc.getAsDouble(), "time of the clock");
    }

    /**
     * Takes an event out of the queue, so that it does not happen.
     *
     * @param event the event
     * @throws IllegalArgumentException if it is not in the queue: it has begun, was cancelled, or is another
     *     scheduler's
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
        throw new IllegalArgumentException("event is not in the queue: " + event + " (expected one that waits)");
    }

    /**
     * Another scheduler's event may have the same time and number. The action is user code: its equals is not called.
     */
    private static boolean same(ScheduledEvent one, ScheduledEvent other) {
        return one.compareTo(other) == 0 && one.action() == other.action();
    }

    /** Takes the event out that every waiting runner waits for. The caller holds the mutex. */
    private ScheduledEvent removeFirst() {
        change.signalAll(); // first, so that nothing can fail once the event is taken
        return Checks.notNull(events.pollFirst(), "first event");
    }

    /** {@return whether there are no events} */
    public boolean empty() {
        mutex.lock();
        try {
            return events.isEmpty();
        } finally {
            mutex.unlock();
        }
    }

    /**
     * The events that wait.
     *
     * @return an unmodifiable copy, in the order in which they will happen
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
     * Does all events, waiting for those that are not due yet.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     * @throws CompletionException if an action, or the delay function, throws a checked exception, which is its cause;
     *     an unchecked one is thrown as it is
     */
    public void run() throws InterruptedException {
        run(true);
    }

    /**
     * Does all events, or those that are due.
     *
     * @param blocking whether to wait for those that are not due yet
     * @return how many seconds it is until the next one, if not {@code blocking}; empty if there is none
     * @throws InterruptedException if {@code blocking} and the calling thread is interrupted before or while it waits
     * @throws CompletionException as {@link #run()}
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
            return; // the wait is over
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
        return "Scheduler[" + events.size() + " events]"; // a racy read on purpose: a dump must not wait for the mutex
    }
}

package io.github.threading4j;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A meeting point for a fixed number of threads: Python's {@code threading.Barrier}.
 *
 * <p>Each thread calls {@code await} and waits until all parties have come. Then the last one runs the action, if there
 * is one, all go on, and the barrier is ready for the next round. {@code await} returns the thread's place in the order
 * of arrival, from 0 to parties-1, so that one of them can be chosen for something.
 *
 * <p>A barrier that can't be met is broken, for all: when a wait times out, when a waiting thread is interrupted, when
 * the action fails, or by {@link #abort()}. Those who wait, the one whose time ran out among them, and those who come
 * later get a {@link BrokenBarrierException}, until {@link #reset()}. Any thread may call any method.
 *
 * <p>{@code await} throws {@link InterruptedException} and breaks the barrier if the thread is interrupted before all
 * have come; once they have, the thread learns how it ended, with the flag set.
 *
 * <pre>{@code
 * var start = new Barrier(3, () -> System.out.println("all here"));
 * for (int i = 0; i < 2; i++) {
 *     new NamedThread(() -> start.await()).start();
 * }
 * System.out.println(start.await(5.0) < 3);      // true; seconds
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code wait} is {@code await}. The action runs while no lock is held: it may ask
 * the barrier anything, {@code abort} and {@code reset} it (which breaks this round); to {@code await} in it is an
 * error, where Python hangs. A thread that arrives for the next round while threads of the last one are still leaving
 * does not wait for them: a round knows its own threads, so the two can't mix, and a round that tripped returns its
 * places even if {@code reset} or {@code abort} follows at once. A timeout that is not a number is refused; one too
 * large to count waits forever.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link java.util.concurrent.CyclicBarrier} counts places down,
 * throws {@code TimeoutException} in the thread whose time ran out, and has neither a default timeout nor {@code
 * abort}. Unlike its parties, a party of this barrier spins for a few microseconds before parking if recent waits were
 * short.
 *
 * <p>Memory consistency effects: what a thread did before {@code await} happens-before the action, and the action
 * happens-before what follows the {@code await} of the same round that returns, in every party; an {@code await} that
 * throws orders nothing. See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * @since 0.1.0
 */
public final class Barrier {
    private static final VarHandle CURRENT =
            VarHandles.field(MethodHandles.lookup(), "current", BarrierGeneration.class);

    private final int parties;
    private final @Nullable ThrowingRunnable<?> action;
    private final long defaultNanos;
    private final @Nullable String name;

    /** Who runs the action: one thread, or several if reset() began another round meanwhile. */
    private final Set<Thread> acting = ConcurrentHashMap.newKeySet();

    /**
     * The round that gathers now, or the one that broke. Replaced, by compare-and-set so that each is replaced once:
     * when it has tripped, by its last party, and by reset().
     */
    private volatile BarrierGeneration current;

    /**
     * Makes a barrier.
     *
     * @param parties how many threads must come, at least 1
     * @throws IllegalArgumentException if {@code parties} is less than 1
     */
    public Barrier(int parties) {
        this(null, parties, null, Timeout.FOREVER);
    }

    /**
     * Makes a barrier with a name.
     *
     * @param parties how many threads must come, at least 1
     * @param name what {@code toString}, dumps and errors call it
     * @throws IllegalArgumentException if {@code parties} is less than 1
     * @throws NullPointerException if {@code name} is null
     */
    public Barrier(int parties, String name) {
        this(Checks.notNull(name, "name"), parties, null, Timeout.FOREVER);
    }

    /**
     * Makes a barrier with an action.
     *
     * @param parties how many threads must come, at least 1
     * @param action what the last of them runs before all go on; if it fails, the barrier is broken
     * @throws IllegalArgumentException if {@code parties} is less than 1
     * @throws NullPointerException if {@code action} is null
     */
    public Barrier(int parties, ThrowingRunnable<?> action) {
        this(null, parties, Checks.notNull(action, "action"), Timeout.FOREVER);
    }

    /**
     * Makes a barrier with a timeout for each {@code await()} that names none.
     *
     * @param parties how many threads must come, at least 1
     * @param seconds how long a thread waits at most; zero or negative does not wait
     * @throws IllegalArgumentException if {@code parties} is less than 1 or {@code seconds} is NaN
     */
    public Barrier(int parties, double seconds) {
        this(null, parties, null, Timeout.orPoll(seconds));
    }

    /**
     * Makes a barrier with everything.
     *
     * @param parties how many threads must come, at least 1
     * @param action what the last of them runs before all go on; if it fails, the barrier is broken
     * @param timeout how long {@code await()} waits at most where it names no timeout; zero or negative does not wait
     * @param name what {@code toString}, dumps and errors call it
     * @throws IllegalArgumentException if {@code parties} is less than 1
     * @throws NullPointerException if an argument is null
     */
    public Barrier(int parties, ThrowingRunnable<?> action, Duration timeout, String name) {
        this(Checks.notNull(name, "name"), parties, Checks.notNull(action, "action"), Timeout.of(timeout));
    }

    private Barrier(@Nullable String name, int parties, @Nullable ThrowingRunnable<?> action, long defaultNanos) {
        this.name = name;
        this.parties = Checks.atLeast(parties, 1, "parties must be >= 1");
        this.action = action == null ? null : () -> act(action);
        this.defaultNanos = defaultNanos;
        this.current = new BarrierGeneration(this);
    }

    /**
     * Waits until all parties have come, as long as the barrier's own timeout says, or without a limit. The end of an
     * earlier round's action is waited for in any case; that time counts.
     *
     * @return this thread's place in the order of arrival, from 0 to parties-1
     * @throws BrokenBarrierException if the barrier is broken, or gets broken or reset while this thread waits; also in
     *     the thread whose time ran out
     * @throws InterruptedException if the calling thread is interrupted before all have come, which breaks the barrier;
     *     or while it waits for an earlier round's action to end, which does not
     * @throws IllegalStateException if the calling thread is running this barrier's action
     * @throws java.util.concurrent.CompletionException in the thread that ran the action, if that threw a checked
     *     exception, which is its cause; an unchecked one is thrown as it is
     */
    public int await() throws InterruptedException, BrokenBarrierException {
        return awaitNanos(defaultNanos);
    }

    /**
     * As {@link #await()}, with a timeout of its own.
     *
     * @param seconds how long to wait at most; zero or negative breaks the barrier unless this thread is the last to
     *     arrive
     * @return this thread's place in the order of arrival, from 0 to parties-1
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws BrokenBarrierException as {@link #await()}
     * @throws InterruptedException as {@link #await()}
     */
    public int await(double seconds) throws InterruptedException, BrokenBarrierException {
        return awaitNanos(Timeout.orPoll(seconds));
    }

    /**
     * As {@link #await()}, with a timeout of its own.
     *
     * @param timeout how long to wait at most; zero or negative breaks the barrier unless this thread is the last to
     *     come
     * @return this thread's place in the order of arrival, from 0 to parties-1
     * @throws NullPointerException if {@code timeout} is null
     * @throws BrokenBarrierException as {@link #await()}
     * @throws InterruptedException as {@link #await()}
     */
    public int await(Duration timeout) throws InterruptedException, BrokenBarrierException {
        return awaitNanos(Timeout.of(timeout));
    }

    private int awaitNanos(long nanos) throws InterruptedException, BrokenBarrierException {
        if (action != null && acting.contains(Thread.currentThread())) {
            throw new IllegalStateException("a barrier action cannot wait for its own barrier: " + this);
        }
        var deadline = nanos == Timeout.FOREVER ? 0 : System.nanoTime() + nanos;
        for (; ; ) {
            var generation = current;
            var place = generation.arrive();
            if (place < parties) {
                return meet(generation, place, Timeout.left(deadline, nanos));
            }
            // All its parties have come: this thread belongs to the next round, which begins when this one has ended.
            generation.awaitEnd();
        }
    }

    private int meet(BarrierGeneration generation, int place, long nanos)
            throws InterruptedException, BrokenBarrierException {
        try {
            if (place < parties - 1) {
                return generation.awaitOthers(place, nanos);
            }
            var next = new BarrierGeneration(this); // first, so that nothing can fail once this one has tripped
            generation.complete(action);
            if (!CURRENT.compareAndSet(this, generation, next)) {
                throw generation.wasReplaced();
            }
            generation.letGo();
            return place;
        } catch (Error e) {
            generation.breakUp(); // the others would wait for a party that is gone
            throw e;
        }
    }

    private void act(ThrowingRunnable<?> given) throws Throwable {
        acting.add(Thread.currentThread());
        try {
            given.run();
        } finally {
            acting.remove(Thread.currentThread());
        }
    }

    /**
     * Makes the barrier ready for a new round. Threads that wait, or whose action is running, get a
     * {@link BrokenBarrierException}; those whose round has tripped already do not notice.
     */
    public void reset() {
        var generation = current;
        if (!generation.isFresh()) {
            // First, so that nobody who came for the next round finds this one broken.
            CURRENT.compareAndSet(this, generation, new BarrierGeneration(this));
            generation.breakUp();
        }
    }

    /** Breaks the barrier: threads that wait, or whose action is running, and those who come until {@code reset}. */
    public void abort() {
        var generation = current;
        while (!generation.breakUp()) {
            Thread.yield(); // it has just tripped, and its last party is about to begin the next one, which is meant
            generation = current;
        }
    }

    /**
     * How many threads must come.
     *
     * @return the number given to the constructor
     */
    public int getParties() {
        return parties;
    }

    /**
     * How many threads wait now: a snapshot, for monitoring.
     *
     * @return a number from 0 to parties, which it is while the action runs; 0 if the barrier is broken
     */
    public int getNWaiting() {
        return current.waiting();
    }

    /** {@return whether the barrier is broken: a snapshot} */
    public boolean isBroken() {
        return current.isBroken();
    }

    @Override
    public String toString() {
        return Labels.of("Barrier", name, isBroken() ? "broken" : "waiters=" + getNWaiting() + "/" + parties);
    }
}

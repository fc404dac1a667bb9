package io.github.threading4j;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Cancelling;
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
 * <p>Each thread calls {@code await} and waits until all parties have arrived. Then the last thread to arrive runs the
 * action, if there is one. All threads are released, and the barrier is ready for the next round. {@code await} returns
 * the thread's arrival index, from 0 to parties-1, so that one thread can be selected for a special task.
 *
 * <p>The barrier is broken for all parties when a wait times out, when a waiting thread is interrupted, when the action
 * fails, or by {@link #abort()}. {@code await} then throws {@link BrokenBarrierException} in all waiting threads,
 * including one that timed out, and in later callers, until {@link #reset()}. Any thread may call any method.
 *
 * <p>{@code await} breaks the barrier and throws {@link InterruptedException} if the thread is interrupted before all
 * parties have arrived. A later interrupt has no effect on the outcome, and the interrupt status remains set.
 *
 * <pre>{@code
 * var start = new Barrier(3, () -> System.out.println("all here"));
 * for (int i = 0; i < 2; i++) {
 *     new NamedThread(() -> start.await()).start();
 * }
 * System.out.println(start.await(5.0) < 3);      // true; seconds
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code wait} is {@code await}. The action runs while no lock is held: it may query
 * the barrier, and may call {@code abort} or {@code reset}, each of which breaks the round. If the action calls
 * {@code await}, an exception is thrown, whereas Python hangs. A thread that arrives for the next round does not wait
 * for threads of the previous round that are still leaving. Once a round has tripped, {@code await} returns the indices
 * of that round even if {@code reset} or {@code abort} follows immediately. A timeout that is NaN is rejected; a
 * timeout too large to count waits indefinitely.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link java.util.concurrent.CyclicBarrier} assigns arrival indices
 * in descending order, throws {@code TimeoutException} in the thread that timed out, and has neither a default timeout
 * nor {@code abort}. A party of this barrier spins for a few microseconds before parking if recent waits were short.
 *
 * <p>Memory consistency effects: actions before {@code await} happen-before the barrier's action, and both
 * happen-before actions after an {@code await} of the same round returns, in every party. An {@code await} that throws
 * has no memory effects. See the <a href="package-summary.html#memory">table of the package</a>.
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

    /**
     * The threads that are running the action: usually one thread, but several if reset() has begun another round while
     * an action was running.
     */
    private final Set<Thread> acting = ConcurrentHashMap.newKeySet();

    /**
     * The current round, which may be broken. Each round is replaced once, by compare-and-set: by the last party when
     * the round has tripped, or by reset().
     */
    private volatile BarrierGeneration current;

    /**
     * Creates a barrier.
     *
     * @param parties the number of threads that must call {@code await}, at least 1
     * @throws IllegalArgumentException if {@code parties} is less than 1
     */
    public Barrier(int parties) {
        this(null, parties, null, Timeout.FOREVER);
    }

    /**
     * Creates a barrier with a name.
     *
     * @param parties the number of threads that must call {@code await}, at least 1
     * @param name the name shown in {@code toString}, dumps and errors
     * @throws IllegalArgumentException if {@code parties} is less than 1
     * @throws NullPointerException if {@code name} is null
     */
    public Barrier(int parties, String name) {
        this(Checks.notNull(name, "name"), parties, null, Timeout.FOREVER);
    }

    /**
     * Creates a barrier with an action.
     *
     * @param parties the number of threads that must call {@code await}, at least 1
     * @param action the action that the last thread to arrive runs before all are released; if it fails, the barrier is
     *     broken
     * @throws IllegalArgumentException if {@code parties} is less than 1
     * @throws NullPointerException if {@code action} is null
     */
    public Barrier(int parties, ThrowingRunnable<?> action) {
        this(null, parties, Checks.notNull(action, "action"), Timeout.FOREVER);
    }

    /**
     * Creates a barrier with a default timeout, for {@code await()}.
     *
     * @param parties the number of threads that must call {@code await}, at least 1
     * @param seconds the maximum time that {@code await()} waits, in seconds; if zero or negative, {@code await()} does
     *     not wait
     * @throws IllegalArgumentException if {@code parties} is less than 1 or {@code seconds} is NaN
     */
    public Barrier(int parties, double seconds) {
        this(null, parties, null, Timeout.orPoll(seconds));
    }

    /**
     * Creates a barrier with an action, a default timeout and a name.
     *
     * @param parties the number of threads that must call {@code await}, at least 1
     * @param action the action that the last thread to arrive runs before all are released; if it fails, the barrier is
     *     broken
     * @param timeout the maximum time that {@code await()} waits; if zero or negative, {@code await()} does not wait
     * @param name the name shown in {@code toString}, dumps and errors
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
     * Waits until all parties have arrived, at most for the barrier's default timeout, if it has one. If the action of
     * an earlier round is running, first waits until that action ends. This part of the wait is not limited, but counts
     * toward the timeout.
     *
     * @return the arrival index of the calling thread, from 0 to parties-1
     * @throws BrokenBarrierException if the barrier is broken, or is broken or reset while the calling thread waits, or
     *     if the wait times out
     * @throws InterruptedException if the calling thread is interrupted before all parties have arrived; the interrupt
     *     breaks the barrier, unless the thread is still waiting for the action of an earlier round to end
     * @throws IllegalStateException if the calling thread is running this barrier's action
     * @throws java.util.concurrent.CompletionException in the thread that ran the action, if the action threw a checked
     *     exception, which is the cause; an unchecked exception is thrown unchanged
     */
    public int await() throws InterruptedException, BrokenBarrierException {
        return awaitNanos(defaultNanos);
    }

    /**
     * Like {@link #await()}, but with the given timeout.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the barrier breaks unless the calling
     *     thread is the last to arrive
     * @return the arrival index of the calling thread, from 0 to parties-1
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws BrokenBarrierException as for {@link #await()}
     * @throws InterruptedException as for {@link #await()}
     */
    public int await(double seconds) throws InterruptedException, BrokenBarrierException {
        return awaitNanos(Timeout.orPoll(seconds));
    }

    /**
     * Like {@link #await()}, but with the given timeout.
     *
     * @param timeout the maximum time to wait; if zero or negative, the barrier breaks unless the calling thread is the
     *     last to arrive
     * @return the arrival index of the calling thread, from 0 to parties-1
     * @throws NullPointerException if {@code timeout} is null
     * @throws BrokenBarrierException as for {@link #await()}
     * @throws InterruptedException as for {@link #await()}
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
            try {
                var place = generation.arrive();
                if (place < parties) {
                    return meet(generation, place, Timeout.left(deadline, nanos));
                }
                // All parties of this round have arrived: this thread belongs to the next round, which begins when this
                // one has ended.
                generation.awaitEnd();
            } catch (InterruptedException e) {
                throw Cancelling.atEdge(e);
            }
        }
    }

    private int meet(BarrierGeneration generation, int place, long nanos)
            throws InterruptedException, BrokenBarrierException {
        try {
            if (place < parties - 1) {
                return generation.awaitOthers(place, nanos);
            }
            var next = new BarrierGeneration(this); // first, so that nothing can fail once the round has tripped
            generation.complete(action);
            if (!CURRENT.compareAndSet(this, generation, next)) {
                throw generation.wasReplaced();
            }
            generation.letGo();
            return place;
        } catch (Error e) {
            generation.breakUp(); // otherwise, the other parties would wait for this party forever
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
     * Resets the barrier for a new round. {@code await} throws {@link BrokenBarrierException} in threads that are
     * waiting or running the action. A round that has already tripped is not affected.
     */
    public void reset() {
        var generation = current;
        if (!generation.isFresh()) {
            // First: a thread that arrives for the next round must not find the current round broken.
            CURRENT.compareAndSet(this, generation, new BarrierGeneration(this));
            generation.breakUp();
        }
    }

    /**
     * Breaks the barrier until {@code reset}: {@code await} throws {@link BrokenBarrierException} in threads that are
     * waiting, that are running the action, or that arrive later.
     */
    public void abort() {
        var generation = current;
        while (!generation.breakUp()) {
            Thread.yield(); // the round has just tripped: break the next one, which the last party is about to begin
            generation = current;
        }
    }

    /** {@return the number of threads that must call {@code await}} */
    public int getParties() {
        return parties;
    }

    /**
     * Returns the number of threads that are waiting: a snapshot, for monitoring.
     *
     * @return a number from 0 to the number of parties; all parties while the action runs, and 0 if the barrier is
     *     broken
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

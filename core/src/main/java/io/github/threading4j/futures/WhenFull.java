package io.github.threading4j.futures;

import io.github.threading4j.internal.Timeout;
import java.time.Duration;

/**
 * What {@code submit} does when a {@link ThreadPoolExecutor} has as many tasks in its queue as
 * {@link ThreadPoolExecutorBuilder#maxQueued(int, WhenFull) it may have}: wait for capacity, for ever or for some time;
 * reject the task; or run it in the calling thread.
 *
 * <pre>{@code
 * var builder = ThreadPoolExecutor.builder().maxWorkers(2).maxQueued(100, WhenFull.await(1.5));
 * try (var executor = builder.build()) {
 *     System.out.println(executor.submit(() -> 6 * 7).result());
 * }
 * }</pre>
 *
 * <p>A worker of the pool that submits to it does not wait, but runs the task itself: what it waits for might wait for
 * it. That goes for all forms of waiting.
 *
 * <p>A task that runs like that may submit the next one, which runs inside of it, and so on. From a depth of 32 on, a
 * thread queues the task beyond the bound instead and does not run it, so that a chain of tasks may be of any length.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class WhenFull {
    private enum Action {
        AWAIT,
        REFUSE,
        RUN_IN_CALLER
    }

    private static final WhenFull AWAIT = new WhenFull(Action.AWAIT, Timeout.FOREVER);
    private static final WhenFull REFUSE = new WhenFull(Action.REFUSE, 0);
    private static final WhenFull RUN_IN_CALLER = new WhenFull(Action.RUN_IN_CALLER, 0);

    private final Action action;

    /** How long to wait, as {@link Timeout} gives it. */
    final long nanos;

    private WhenFull(Action action, long nanos) {
        this.action = action;
        this.nanos = nanos;
    }

    /**
     * Waits until there is capacity, the executor is shut down, which is a
     * {@link java.util.concurrent.RejectedExecutionException}, or the thread is interrupted, which is a
     * {@link io.github.threading4j.WaitInterruptedException}, with the flag set.
     *
     * @return the answer to a full queue
     */
    public static WhenFull await() {
        return AWAIT;
    }

    /**
     * Waits as {@link #await()}, but not too long; then {@code submit} throws a
     * {@link io.github.threading4j.WaitTimeoutException}.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @return the answer to a full queue
     * @throws IllegalArgumentException if {@code seconds} is NaN
     */
    public static WhenFull await(double seconds) {
        return new WhenFull(Action.AWAIT, Timeout.orPoll(seconds));
    }

    /**
     * As {@link #await(double)}.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return the answer to a full queue
     * @throws NullPointerException if {@code timeout} is null
     */
    public static WhenFull await(Duration timeout) {
        return new WhenFull(Action.AWAIT, Timeout.of(timeout));
    }

    /**
     * Refuses the task, with a {@link java.util.concurrent.RejectedExecutionException}.
     *
     * @return the answer to a full queue
     */
    public static WhenFull reject() {
        return REFUSE;
    }

    /**
     * Runs the task in the thread that submits it, before {@code submit} returns, unless that thread is too deep in
     * such tasks already. A shutdown does not wait for it.
     *
     * @return the answer to a full queue
     */
    public static WhenFull callerRuns() {
        return RUN_IN_CALLER;
    }

    boolean refuses() {
        return action == Action.REFUSE;
    }

    boolean runsInCaller() {
        return action == Action.RUN_IN_CALLER;
    }

    @Override
    public String toString() {
        var limit = action != Action.AWAIT || nanos == Timeout.FOREVER ? "" : ", " + Duration.ofNanos(nanos);
        return "WhenFull[" + action + limit + "]";
    }
}

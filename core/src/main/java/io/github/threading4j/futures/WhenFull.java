package io.github.threading4j.futures;

import io.github.threading4j.internal.Timeout;
import java.time.Duration;

/**
 * The policy of {@code submit} when the queue of a {@link ThreadPoolExecutor} is
 * {@linkplain ThreadPoolExecutorBuilder#maxQueued(int, WhenFull) full}: to wait for capacity, indefinitely or for a
 * limited time; to reject the task; or to run it in the calling thread.
 *
 * <pre>{@code
 * var builder = ThreadPoolExecutor.builder().maxWorkers(2).maxQueued(100, WhenFull.await(1.5));
 * try (var executor = builder.build()) {
 *     System.out.println(executor.submit(() -> 6 * 7).result());
 * }
 * }</pre>
 *
 * <p>A worker that submits to its own pool does not wait, but runs the task itself, since the tasks that it would wait
 * for might depend on it. This applies to all policies that wait.
 *
 * <p>A task that runs in the submitting thread may itself submit a task, which runs inside it, and so on. From a depth
 * of 32 on, the thread queues the task beyond the bound instead of running it, so that a chain of tasks can be of any
 * length.
 *
 * <p>Instances are immutable.
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

    /** The time to wait, as returned by {@link Timeout}. */
    final long nanos;

    private WhenFull(Action action, long nanos) {
        this.action = action;
        this.nanos = nanos;
    }

    /**
     * Waits until there is capacity. If the executor is shut down while {@code submit} waits, {@code submit} throws
     * {@link java.util.concurrent.RejectedExecutionException}; if the thread is interrupted, it throws
     * {@link io.github.threading4j.WaitInterruptedException}, with the interrupt status set.
     *
     * @return the policy
     */
    public static WhenFull await() {
        return AWAIT;
    }

    /**
     * Like {@link #await()}, but waits at most the given time, after which {@code submit} throws
     * {@link io.github.threading4j.WaitTimeoutException}.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, {@code submit} does not wait
     * @return the policy
     * @throws IllegalArgumentException if {@code seconds} is NaN
     */
    public static WhenFull await(double seconds) {
        return new WhenFull(Action.AWAIT, Timeout.orPoll(seconds));
    }

    /**
     * Like {@link #await(double)}.
     *
     * @param timeout the maximum time to wait; if zero or negative, {@code submit} does not wait
     * @return the policy
     * @throws NullPointerException if {@code timeout} is null
     */
    public static WhenFull await(Duration timeout) {
        return new WhenFull(Action.AWAIT, Timeout.of(timeout));
    }

    /**
     * Rejects the task with a {@link java.util.concurrent.RejectedExecutionException}.
     *
     * @return the policy
     */
    public static WhenFull reject() {
        return REFUSE;
    }

    /**
     * Runs the task in the thread that submits it, before {@code submit} returns, unless such tasks are already nested
     * too deeply in that thread. A shutdown does not wait for the task.
     *
     * @return the policy
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

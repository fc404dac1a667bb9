package io.github.threading4j.taskgroups;

import io.github.threading4j.NamedThread;
import io.github.threading4j.NamedThreadBuilder;
import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.Futures;
import io.github.threading4j.internal.Checks;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A group of tasks that all end within one block of code: Python's {@code asyncio.TaskGroup}, for threads.
 *
 * <p>A group is used for one block: {@code with} runs a body, waits until all tasks have ended, and returns. The body,
 * and the tasks themselves, submit tasks; each task runs in a new thread. If the body or a task fails, the group is
 * cancelled: the waits of all others throw {@link io.github.threading4j.Cancelled}, and {@code with} throws after all
 * threads have ended. Therefore, no thread outlives the block, and no failure is lost. Any thread may submit a task or
 * cancel the group while the block is running.
 *
 * <p>What {@code with} throws depends on what failed first. If a task did, it is an {@link ExceptionGroup} with the
 * exceptions of all tasks that failed, and that of the body if it failed for another reason. If the body did, it is the
 * body's exception, unchanged, with the exceptions of the tasks as suppressed exceptions. An exception that only
 * results from the cancellation is not a failure: its task is cancelled.
 *
 * <p>{@code with} blocks until the tasks have ended, even if they ignore their cancellation; after ten seconds of this,
 * a warning is logged, with the stack traces of these tasks. If the calling thread is interrupted while it waits for
 * the tasks, the group is cancelled; {@code with} continues to wait, and then throws {@link InterruptedException}. No
 * other method blocks. For a time limit, use {@link io.github.threading4j.Threading#timeout}: all scopes around the
 * block also apply to its tasks. Tasks belong to the group, so a cancellation interrupts them even in code that is not
 * part of this library, such as {@code Thread.sleep}; it does not interrupt the body there.
 *
 * <pre>{@code
 * var group = new TaskGroup();
 * int sum = timeout(2.0, () -> group.with(() -> {
 *     var left = group.submit(() -> 20 + 1);
 *     var right = group.submit(() -> 20 + 1);
 *     return left.result() + right.result();
 * }));
 * System.out.println(sum);                       // 42
 * }</pre>
 *
 * <p>A task runs in a copy of the context of the thread that submits it. Its thread is a daemon if the thread that
 * calls {@code with} is one. {@code cancel(true)} of a task's future cancels that task only, and is not a failure;
 * {@code cancel()} does so only if the task has not started. The exception of a task is never reported as unretrieved,
 * since {@code with} throws it. {@code Threading.exit()} ends a task silently, as in an executor.
 *
 * <p><b>Differences from Python.</b> {@code async with asyncio.TaskGroup() as group:} is {@code group.with(...)}, and
 * {@code create_task} is {@code submit}. Tasks run in parallel. An exception of the body that comes first is not
 * wrapped in an exception group. A task that is submitted after the cancellation is cancelled, whereas
 * {@code create_task} throws. The body is cancelled only at its waits.
 *
 * <p><b>Differences from java.util.concurrent.</b> The JDK's {@code StructuredTaskScope}, a preview API in Java 21 to
 * 27, is another design: the owner calls {@code join} itself, only the owner forks tasks, {@code join} throws the
 * exception of one task, and the body is not cancelled. An {@link java.util.concurrent.ExecutorService} does not cancel
 * other tasks if one fails.
 *
 * <p>Memory consistency effects: actions before {@code submit} happen-before the task; the actions of all tasks
 * happen-before {@code with} returns or throws; in addition, those of {@link Future}. See the
 * <a href="../package-summary.html#memory">table of the root package</a>.
 *
 * <p>Submitting a task takes constant time on average. A group refers only to tasks that have not ended, and to a
 * number of others that is at most proportional to that of the former.
 *
 * @since 0.1.0
 */
public final class TaskGroup {
    private static final AtomicLong NUMBERS = new AtomicLong();

    static {
        initialize(Futures.class); // sets the factory of the tasks' futures
    }

    /** A body without a value. */
    private static final class WithoutValue<X extends Throwable> implements ThrowingSupplier<@Nullable Void, X> {
        private final ThrowingRunnable<X> body;

        WithoutValue(ThrowingRunnable<X> body) {
            this.body = body;
        }

        @Override
        @SuppressWarnings("NullAway") // the type of the value is nullable here
        public @Nullable Void get() throws X {
            body.run();
            return null;
        }
    }

    private final GroupState state;
    private final boolean virtual;
    private final AtomicInteger submitted = new AtomicInteger();

    /** Creates a group that runs its tasks in platform threads. */
    public TaskGroup() {
        this(builder());
    }

    /**
     * Creates a group that runs its tasks in platform threads.
     *
     * @param name the name; if it is empty, the default name is used, see {@link TaskGroupBuilder#name}
     * @throws NullPointerException if {@code name} is null
     */
    public TaskGroup(String name) {
        this(builder().name(name));
    }

    TaskGroup(TaskGroupBuilder builder) {
        var name = builder.name == null ? "TaskGroup-" + NUMBERS.incrementAndGet() : builder.name;
        this.state = new GroupState(TaskGroup.class, name, builder.patience);
        this.virtual = builder.virtual;
    }

    private static void initialize(Class<?> type) {
        try {
            MethodHandles.lookup().ensureInitialized(type);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("can't initialize: " + type, e);
        }
    }

    /** {@return a new builder with default settings} */
    public static TaskGroupBuilder builder() {
        return new TaskGroupBuilder();
    }

    /**
     * Runs a body without a value, and waits until all tasks have ended.
     *
     * @param body the code that submits tasks to this group
     * @param <X> the type of exception that the body throws
     * @throws X what the body throws, if the body fails first
     * @throws ExceptionGroup if a task fails first
     * @throws InterruptedException if the calling thread is interrupted while it waits for the tasks
     * @throws io.github.threading4j.Cancelled if a scope around the block was cancelled, and this has ended the body or
     *     a task
     * @throws IllegalStateException if {@code with} has been called before
     * @throws NullPointerException if {@code body} is null
     */
    public <X extends Throwable> void with(ThrowingRunnable<X> body) throws X, InterruptedException {
        Checks.notNull(body, "body");
        var unused = new GroupBlock<>(state, new WithoutValue<>(body)).run();
    }

    /**
     * Runs a body with a value, and waits until all tasks have ended.
     *
     * @param body the code that submits tasks to this group
     * @param <T> the type of the value
     * @param <X> the type of exception that the body throws
     * @return the body's value
     * @throws X what the body throws, if the body fails first
     * @throws ExceptionGroup if a task fails first
     * @throws CancellationException if {@link #cancel()} was called, and the body has no value because of that
     * @throws InterruptedException if the calling thread is interrupted while it waits for the tasks
     * @throws io.github.threading4j.Cancelled if a scope around the block was cancelled, and this has ended the body or
     *     a task
     * @throws IllegalStateException if {@code with} has been called before
     * @throws NullPointerException if {@code body} is null
     */
    public <T extends @Nullable Object, X extends Throwable> T with(ThrowingSupplier<T, X> body)
            throws X, InterruptedException {
        var block = new GroupBlock<>(state, Checks.notNull(body, "body"));
        if (!block.run()) {
            throw block.cancelled();
        }
        return block.value();
    }

    /**
     * Submits a task that returns a value. Any thread may do this while the body or a task of this group is running. If
     * the group was cancelled, the task is cancelled, too, and does not run.
     *
     * @param task the task
     * @param <T> the type of the value
     * @return a future for the value
     * @throws IllegalStateException if {@code with} has not been called, or the body and all tasks have ended; or if
     *     the system can't start another thread
     * @throws NullPointerException if {@code task} is null
     */
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        Checks.notNull(task, "task");
        state.join();
        GroupTask<T> created = null;
        var started = false;
        try {
            created = new GroupTask<>(state, task, nextThread());
            if (state.scope.isCancelled()) {
                created.future().cancel();
            } else {
                state.add(created);
                created.start();
                started = true;
            }
            return created.future();
        } finally {
            if (!started) {
                state.withdraw(created);
            }
        }
    }

    private NamedThreadBuilder nextThread() {
        return NamedThread.builder()
                .name(state.name + "_" + submitted.getAndIncrement())
                .daemon(state.isDaemon())
                .virtual(virtual);
    }

    /**
     * Submits a task that returns no value, like {@link #submit(Callable)}.
     *
     * @param task the task
     * @return a future whose value is null
     * @throws IllegalStateException as {@link #submit(Callable)}
     * @throws NullPointerException if {@code task} is null
     */
    public Future<@Nullable Void> submit(Target task) {
        Checks.notNull(task, "task");
        return submit(() -> {
            task.run();
            return null;
        });
    }

    /**
     * Cancels the body and all tasks: their current and later waits throw {@link io.github.threading4j.Cancelled}. This
     * is not a failure: {@code with} then returns normally if its body has no value or has returned one. May be called
     * at any time, also before {@code with}; further calls have no effect.
     */
    public void cancel() {
        state.scope.cancel();
    }

    /** Shows the state, like Python's {@code repr}: {@code TaskGroup[name=TaskGroup-1, unfinished=3]}. */
    @Override
    public String toString() {
        return state.toString();
    }
}

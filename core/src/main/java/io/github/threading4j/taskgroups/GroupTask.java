package io.github.threading4j.taskgroups;

import io.github.threading4j.CancelScope;
import io.github.threading4j.NamedThread;
import io.github.threading4j.NamedThreadBuilder;
import io.github.threading4j.ThreadExit;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.futures.Future;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ContextFreeTarget;
import io.github.threading4j.internal.ScopedTask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A task of a group: its thread, its scope, and its outcome. */
final class GroupTask<T extends @Nullable Object> extends GroupMember implements ScopedTask.Host<T> {
    private final GroupState group;
    private final ScopedTask<T> task;
    private final NamedThread thread;
    private final CancelScope scope = new CancelScope();
    private final Context context = Context.copyContext();

    /** The code; null once it has run, so that the objects that it captured can be collected. */
    private @Nullable Callable<T> body;

    /** Whether the thread has done everything for the group, and is about to end. */
    private volatile boolean left;

    // The outcome; used only by the task's thread.
    private @Nullable T value;
    private @Nullable Throwable thrown;
    private boolean wasCancelled;

    GroupTask(GroupState group, Callable<T> body, NamedThreadBuilder builder) {
        this.group = group;
        this.body = body;
        this.task = ScopedTask.Factory.get().create(this);
        ContextFreeTarget target = this::run; // enters the context itself, so that a failure to do so is the task's
        this.thread = builder.unstarted(target);
    }

    Future<T> future() {
        return (Future<T>) task.future();
    }

    void start() {
        thread.start();
    }

    /** The code of the thread. */
    private void run() {
        try {
            task.run();
        } finally {
            body = null;
            left = true;
            group.leave();
        }
    }

    @Override
    @SuppressWarnings("NullAway") // the value is a T: it is null only if T includes null
    public T call() throws Throwable {
        context.run(() -> group.runInside(this::attemptInScope));
        if (thrown != null) {
            throw thrown;
        }
        return value;
    }

    private void attemptInScope() {
        var unused = scope.with(this::attempt); // the exception is kept, even if it is a Cancelled
    }

    /** Runs the body; called in the task's scope. */
    private void attempt() {
        try {
            CancelScope.check(); // a task that starts after the cancellation never runs
            value = CancelScope.interruptible(Checks.notNull(body, "body")::call);
        } catch (Throwable e) {
            thrown = e;
            wasCancelled = Cancellation.isAround();
        }
    }

    @Override
    public void cancel() {
        scope.cancel();
    }

    @Override
    public boolean fails(Throwable exception, boolean ofInterrupt) {
        if (exception instanceof ThreadExit) {
            return true; // as in an executor, the task ends silently, and its future has the exception
        }
        var isCancellation = wasCancelled && Cancellation.isCauseOf(exception, ofInterrupt);
        var failure = isCancellation ? Cancellation.laterFailure(exception) : exception;
        if (failure == null) {
            if (!scope.isCancelled()) {
                group.cutShort();
            }
            return false;
        }
        group.fail(this, failure);
        return true;
    }

    @Override
    public Thread thread() {
        return thread.toJavaThread();
    }

    String name() {
        return thread.getName();
    }

    /** Returns whether the thread has ended. */
    boolean hasEnded() {
        return left && !thread.isAlive();
    }

    /** Waits until the thread has ended. */
    void join() throws InterruptedException {
        thread.join();
    }
}

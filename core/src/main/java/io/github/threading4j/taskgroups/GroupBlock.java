package io.github.threading4j.taskgroups;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Cancelled;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Retry;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WaitCancelled;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The block of a group, from its beginning to its end, in the thread of its owner: runs the body, waits for the tasks,
 * and decides what to throw.
 */
final class GroupBlock<T extends @Nullable Object, X extends Throwable> extends GroupMember {
    /** Must succeed: no thread may outlive the block. */
    private static final Retry<GroupBlock<?, ?>> AWAIT_END = new Retry<>(GroupBlock::awaitEndInShield);

    private final GroupState group;
    private final ThrowingSupplier<T, X> body;

    private boolean returned;
    private @Nullable T value;

    /** The exception of the body, if it only results from a cancellation; else null. */
    private @Nullable Throwable cancellation;

    /** The interrupt that ended the wait for the tasks; or null. */
    private @Nullable InterruptedException interrupt;

    /** What the block throws, unless a scope around it takes the cancellation; or null. */
    private @Nullable Throwable thrown;

    /** Whether tasks were cancelled and there is no warning yet. */
    private boolean warns;

    GroupBlock(GroupState group, ThrowingSupplier<T, X> body) {
        this.group = group;
        this.body = body;
    }

    /** Runs the block; returns whether the body has returned a value. */
    boolean run() throws X, InterruptedException {
        var cut = !group.scope.with(this::runInScope);
        if (thrown != null) {
            throw asDeclared(thrown);
        }
        if (cut || cancellation != null || group.isCutShort()) {
            CancelScope.check(); // a scope around the block was cancelled, too: the cancellation is passed on to it
        }
        return returned;
    }

    @SuppressWarnings("unchecked") // it is an X of the body, an InterruptedException, or unchecked
    private X asDeclared(Throwable exception) throws X {
        throw (X) exception;
    }

    /** Returns the body's value. */
    @SuppressWarnings("NullAway") // the value is a T: it is null only if T includes null
    T value() {
        return value;
    }

    /** Returns the exception for a block that was cancelled before its body had a value. */
    CancellationException cancelled() {
        var exception = new CancellationException("the task group was cancelled: " + group);
        exception.initCause(cancellation);
        return exception;
    }

    /** Runs the block, in the scope of the group. Throws a cancellation only, which the scope passes on or takes. */
    private void runInScope() {
        group.enter();
        attempt();
        awaitEndOrCancellation();
        AWAIT_END.untilDone(this);
        group.end();
        try {
            thrown = outcome();
        } catch (Throwable e) { // not enough memory
            thrown = e;
        }
        if (thrown == null && cancellation instanceof Cancelled cancelled) {
            throw cancelled;
        }
    }

    private void attempt() {
        try {
            value = body.get();
            returned = true;
        } catch (Throwable e) {
            ended(e);
        } finally {
            group.leave();
        }
    }

    private void ended(Throwable exception) {
        var later = exception;
        try {
            if (isCancellation(exception)) {
                cancellation = exception;
                later = Cancellation.laterFailure(exception);
            }
        } catch (Throwable e) { // not enough memory
            later = e;
        }
        if (later != null) {
            group.fail(this, later);
        }
    }

    private static boolean isCancellation(Throwable exception) {
        return exception instanceof InterruptedException
                ? Cancellation.hasInterrupted()
                : ThreadingAccess.get().isCancellation(exception) && Cancellation.isAround();
    }

    /** Waits until all tasks have ended, the thread is interrupted, or a scope is cancelled. */
    private void awaitEndOrCancellation() {
        try {
            group.ended.await(Timeout.FOREVER);
        } catch (WaitCancelled e) {
            warns = true; // the tasks were cancelled, too; what is thrown depends on them
        } catch (InterruptedException e) {
            interrupted(e);
        } catch (Throwable e) {
            // There is not enough memory to wait. The next wait is repeated until it succeeds.
        }
    }

    private void interrupted(InterruptedException exception) {
        interrupt = exception;
        warns = true;
        group.cancel();
    }

    private void awaitEndInShield() {
        CancelScope.shield(this::awaitEnd);
    }

    /** Waits until all tasks have ended, even if the thread is interrupted. */
    private void awaitEnd() {
        var deadline = System.nanoTime() + group.patience;
        while (!group.ended.isOpen()) {
            try {
                var inTime = group.ended.await(warns ? deadline - System.nanoTime() : Timeout.FOREVER);
                if (!inTime && warns) {
                    warns = false;
                    StuckTasks.warn(group);
                }
            } catch (InterruptedException e) {
                interrupted(e);
            }
        }
        var interrupted = false;
        for (var task : group.tasks()) {
            interrupted |= joinIsInterrupted(task);
        }
        if (interrupted) {
            Thread.currentThread().interrupt(); // too late to end a wait
        }
    }

    /** Joins a thread that is about to end; returns whether the calling thread was interrupted. */
    private static boolean joinIsInterrupted(GroupTask<?> task) {
        var interrupted = false;
        while (!task.hasEnded()) {
            try {
                task.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /** Decides what to throw; returns null if there is no failure. */
    private @Nullable Throwable outcome() {
        var failed = group.failures();
        if (failed.isEmpty()) {
            return interrupt;
        }
        var failures = GroupFailures.distinct(failed);
        if (failed.peekFirst() == this) {
            if (interrupt != null) {
                Thread.currentThread().interrupt();
            }
            return GroupFailures.suppressed(failures.get(0), failures);
        }
        var interrupted = isInterrupt(failed) ? failure : interrupt;
        return interrupted != null
                ? GroupFailures.suppressed(interrupted, failures)
                : new ExceptionGroup("unhandled errors in a TaskGroup", failures);
    }

    /** Returns whether the body has failed because its thread was interrupted, not with the exception of a task. */
    private boolean isInterrupt(Collection<GroupMember> failed) {
        var isInterrupt = failure instanceof InterruptedException;
        for (var each : failed) {
            isInterrupt &= each == this || each.failure != failure;
        }
        return isInterrupt;
    }
}

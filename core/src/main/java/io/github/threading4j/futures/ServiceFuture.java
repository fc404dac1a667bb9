package io.github.threading4j.futures;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The future of a task that a service may run in another JVM: it completes when the service's own future does. */
final class ServiceFuture<T extends @Nullable Object> extends Future<T> {
    private final TaskOwner executor;

    /** The service's future; null while the task is being handed over. */
    private volatile java.util.concurrent.@Nullable Future<T> theirs;

    ServiceFuture(TaskOwner executor) {
        this.executor = executor;
    }

    void follow(java.util.concurrent.Future<T> handedOver) {
        theirs = handedOver;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        var followed = theirs;
        return (followed != null && cancel(followed, mayInterruptIfRunning) && state.cancelPending()) || cancelled();
    }

    /** Cancels a future of the service; returns whether it is now cancelled, by this thread or by another one. */
    private static boolean cancel(java.util.concurrent.Future<?> followed, boolean mayInterruptIfRunning) {
        return followed.cancel(mayInterruptIfRunning) || followed.isCancelled();
    }

    /** Completes this future if the service's future completes within the given time; returns whether it does. */
    boolean endsWithin(long millis) throws InterruptedException {
        try {
            state.succeed(Checks.notNull(theirs, "future").get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return false;
        } catch (CancellationException e) {
            state.cancelPending();
        } catch (ExecutionException e) {
            state.failInTask(e.getCause() == null ? e : e.getCause(), executor);
        } catch (VirtualMachineError e) {
            throw e; // an error of this JVM, not the task's outcome: the service's future can be queried again
        } catch (RuntimeException | Error e) { // some services throw other exceptions to report a failure
            state.failInTask(e, executor);
        }
        return true;
    }

    /** Completes this future after the service's future is done. */
    void end() {
        var interrupted = Thread.interrupted(); // otherwise, the service's future might throw an InterruptedException
        try {
            if (!endsWithin(0)) {
                state.fail(new IllegalStateException("the service's future claims to be done, but has no outcome: "
                        + Labels.describe(Objects.requireNonNullElse(theirs, "none"))));
            }
        } catch (InterruptedException e) {
            interrupted = true;
            state.failInTask(e, executor);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Called after the service has ended: cancels this future, unless the service's future is done. The completion of
     * the service's future is detected separately.
     */
    void cancelIfTheirsIsNotDone() {
        var followed = theirs;
        if (followed == null || !isNotDone(followed)) {
            return;
        }
        var cancelled = false;
        try {
            cancelled = followed.cancel(false);
        } catch (RuntimeException e) {
            // this future is cancelled nevertheless
        }
        if (cancelled || isNotDone(followed)) {
            state.cancelPending();
        }
    }

    private static boolean isNotDone(java.util.concurrent.Future<?> future) {
        try {
            return !future.isDone();
        } catch (RuntimeException e) {
            return false; // the state is unknown; the outcome is queried elsewhere
        }
    }

    /** Completes this future if the service's future is done. */
    void endIfTheirsIsDone() throws InterruptedException {
        var followed = Checks.notNull(theirs, "future");
        boolean isDone;
        try {
            isDone = followed.isDone();
        } catch (RuntimeException e) { // the state is unknown, but there may be an outcome
            endsWithin(0);
            return;
        }
        if (isDone) {
            end();
        }
    }
}

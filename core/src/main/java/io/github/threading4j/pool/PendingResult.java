package io.github.threading4j.pool;

import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.InvalidStateException;
import io.github.threading4j.internal.ThreadingAccess;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The result of one task, or of a map, and its callbacks. */
final class PendingResult<T extends @Nullable Object> implements Pending {
    /** The value of {@link #decided} after {@link #fail}. */
    @SuppressWarnings("UnnecessaryLambda") // only compared, never run
    private static final Runnable FAILED = () -> {};

    final Future<T> future = new Future<>();

    private final ThreadPool pool;
    private final @Nullable ThrowingConsumer<? super T> callback;
    private final @Nullable ThrowingConsumer<? super Throwable> errorCallback;

    /**
     * The decision about the outcome. It changes once, from null to {@link #FAILED} or to the action that sets the
     * outcome passed to a callback. Therefore, a failure of the pool can't replace an outcome that a callback has
     * received.
     */
    private final AtomicReference<@Nullable Runnable> decided = new AtomicReference<>();

    private PendingResult(ThreadPool pool, AsyncOptions<? super T> options) {
        this.pool = pool;
        this.callback = options.callback;
        this.errorCallback = options.errorCallback;
    }

    static <T extends @Nullable Object> PendingResult<T> of(ThreadPool pool, AsyncOptions<? super T> options) {
        pool.workers.checkRunning();
        if (options.callback != null || options.errorCallback != null) {
            pool.workers.prepareCallbacks();
        }
        return new PendingResult<>(pool, options);
    }

    /** Runs the task of this result. */
    void run(Callable<T> task) {
        T value;
        try {
            value = task.call();
        } catch (Throwable e) {
            failTask(e);
            return;
        }
        succeed(value);
    }

    /** Called when the task has returned. The callback thread calls the callback; then the result is ready. */
    void succeed(T value) {
        if (callback == null) {
            finish(value);
        } else {
            callBefore(() -> callback.accept(value), () -> finish(value), null);
        }
    }

    /** Called when the task has thrown an exception. */
    void failTask(Throwable failure) {
        if (errorCallback == null) {
            fail(failure);
        } else {
            callBefore(() -> errorCallback.accept(failure), () -> finishFailed(failure), failure);
        }
    }

    /**
     * Calls a callback and then sets the outcome. If the callback throws an exception, that exception becomes the
     * outcome.
     */
    private void callBefore(ThrowingRunnable<?> call, Runnable outcome, @Nullable Throwable replaced) {
        pool.workers.callLater(this, () -> {
            if (!decided.compareAndSet(null, outcome)) {
                return; // the pool was terminated, so the outcome of the task is not used
            }
            try {
                call.run();
            } catch (Throwable e) {
                failCallback(e, replaced);
                return;
            }
            outcome.run();
        });
    }

    /** Sets the failure as the outcome; if the pool was terminated first, reports it to the excepthook. */
    private void failCallback(Throwable failure, @Nullable Throwable replaced) {
        keepReplaced(failure, replaced);
        if (!finishFailed(failure)) {
            ThreadingAccess.get().report(failure);
        }
    }

    /** Adds the replaced exception as suppressed if possible; the error callback has received it anyway. */
    private static void keepReplaced(Throwable failure, @Nullable Throwable replaced) {
        try {
            if (replaced != null && replaced != failure) {
                failure.addSuppressed(replaced);
            }
        } catch (OutOfMemoryError e) {
            // the replaced exception is not added
        }
    }

    private void finish(T value) {
        pool.workers.forget(this);
        try {
            future.setResult(value);
        } catch (InvalidStateException e) {
            // the termination of the pool has completed the future
        }
    }

    private boolean finishFailed(Throwable failure) {
        pool.workers.forget(this);
        try {
            future.setException(failure);
            return true;
        } catch (InvalidStateException e) {
            return false; // the result already has an outcome
        }
    }

    boolean hasEnded() {
        return future.done();
    }

    /**
     * Sets a failure as the outcome. If a callback is running, sets the outcome that was passed to the callback
     * instead, since the callback may never return.
     */
    @Override
    public boolean fail(Throwable failure) {
        if (decided.compareAndSet(null, FAILED) || decided.get() == FAILED) {
            return finishFailed(failure);
        }
        Runnable outcome = decided.get();
        if (outcome != null) {
            outcome.run();
        }
        return false;
    }
}

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
    /** Stands for the end by {@link #fail}, in place of a callback that is called. */
    @SuppressWarnings("UnnecessaryLambda") // it is compared, and does nothing
    private static final Runnable FAILED = () -> {};

    final Future<T> future = new Future<>();

    private final ThreadPool pool;
    private final @Nullable ThrowingConsumer<? super T> callback;
    private final @Nullable ThrowingConsumer<? super Throwable> errorCallback;

    /**
     * Who has the last word, once that is known: null -> {@link #FAILED}, or null -> what gives the future the outcome
     * that a callback is called with. So nothing can take back an outcome that a callback has been given.
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

    /** Runs a task whose outcome this is. */
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

    /** The task has returned: the callback is called, in its thread, and then the result is ready. */
    void succeed(T value) {
        if (callback == null) {
            finish(value);
        } else {
            callBefore(() -> callback.accept(value), () -> finish(value), null);
        }
    }

    /** The task has thrown. */
    void failTask(Throwable failure) {
        if (errorCallback == null) {
            fail(failure);
        } else {
            callBefore(() -> errorCallback.accept(failure), () -> finishFailed(failure), failure);
        }
    }

    /** Calls a callback and then gives the future the outcome; what the callback throws replaces the outcome. */
    private void callBefore(ThrowingRunnable<?> call, Runnable outcome, @Nullable Throwable replaced) {
        pool.workers.callLater(this, () -> {
            if (!decided.compareAndSet(null, outcome)) {
                return; // the pool was terminated, and the task has run unseen
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

    /** If the pool was terminated meanwhile, the outcome stands, and only the excepthook can receive the failure. */
    private void failCallback(Throwable failure, @Nullable Throwable replaced) {
        keepReplaced(failure, replaced);
        if (!finishFailed(failure)) {
            ThreadingAccess.get().report(failure);
        }
    }

    /** A courtesy: the error callback has received it. */
    private static void keepReplaced(Throwable failure, @Nullable Throwable replaced) {
        try {
            if (replaced != null && replaced != failure) {
                failure.addSuppressed(replaced);
            }
        } catch (OutOfMemoryError e) {
            // without it
        }
    }

    private void finish(T value) {
        pool.workers.forget(this);
        try {
            future.setResult(value);
        } catch (InvalidStateException e) {
            // the pool was terminated meanwhile
        }
    }

    private boolean finishFailed(Throwable failure) {
        pool.workers.forget(this);
        try {
            future.setException(failure);
            return true;
        } catch (InvalidStateException e) {
            return false; // it has ended already
        }
    }

    boolean hasEnded() {
        return future.done();
    }

    /** While a callback is called, which may go on for ever, the result ends with what the callback was given. */
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

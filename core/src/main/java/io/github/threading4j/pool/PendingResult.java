package io.github.threading4j.pool;

import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.InvalidStateException;
import io.github.threading4j.internal.ThreadingAccess;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What comes of a task, and who is told first. */
final class PendingResult<T extends @Nullable Object> implements Pending {
    final Future<T> future = new Future<>();
    private final Workers workers;
    private final @Nullable ThrowingConsumer<? super T> callback;
    private final @Nullable ThrowingConsumer<? super Throwable> errorCallback;

    private PendingResult(Workers workers, AsyncOptions<T> options) {
        this.workers = workers;
        this.callback = options.callback;
        this.errorCallback = options.errorCallback;
    }

    static <T extends @Nullable Object> PendingResult<T> of(Workers workers, AsyncOptions<T> options) {
        workers.checkRunning();
        if (options.callback != null || options.errorCallback != null) {
            workers.prepareCallbacks();
        }
        return new PendingResult<>(workers, options);
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
            workers.callLater(() -> {
                callUnlessDone(callback, value);
                finish(value);
            });
        }
    }

    /** The task has thrown. */
    void failTask(Throwable failure) {
        if (errorCallback == null) {
            fail(failure);
        } else {
            workers.callLater(() -> {
                callUnlessDone(errorCallback, failure);
                fail(failure);
            });
        }
    }

    /** If it is done already, the pool was terminated, and the task has run unseen. */
    private <V extends @Nullable Object> void callUnlessDone(ThrowingConsumer<? super V> receiver, V value) {
        if (future.done()) {
            return;
        }
        try {
            receiver.accept(value);
        } catch (Throwable e) {
            ThreadingAccess.get().report(e); // nobody else can receive it, and the result is there all the same
        }
    }

    private void finish(T value) {
        workers.forget(this);
        try {
            future.setResult(value);
        } catch (InvalidStateException e) {
            // the pool was terminated meanwhile
        }
    }

    @Override
    public boolean fail(Throwable failure) {
        workers.forget(this);
        try {
            future.setException(failure);
            return true;
        } catch (InvalidStateException e) {
            return false; // it has ended already
        }
    }
}

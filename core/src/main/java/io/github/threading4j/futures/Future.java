package io.github.threading4j.futures;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.LatchSource;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The pending result of a task: Python's {@code concurrent.futures.Future}.
 *
 * <p>A future is pending, then running, then finished with a value or an exception; or it is cancelled while pending.
 * Executors create futures and change their state. Any thread may wait for completion, with {@code result} for the
 * value and {@code exception} for the exception, and may add a callback. A future is also a
 * {@link java.util.concurrent.Future}, whose {@code get} wraps exceptions as specified there.
 *
 * <p>{@code result}, {@code exception} and {@code get} wait unless the future is done, and throw
 * {@link InterruptedException}; so does {@code awaitTermination}, which waits for the task to end. Neither an interrupt
 * nor a timeout of the wait affects the task. All other methods return immediately, including {@code cancel(true)}, but
 * the thread that completes a future calls its callbacks. Any thread may call any method.
 *
 * <pre>{@code
 * try (var executor = new ThreadPoolExecutor(2)) {
 *     Future<Integer> answer = executor.submit(() -> 6 * 7);
 *     System.out.println(answer.result());
 * }
 * }</pre>
 *
 * <p>If an exception of an executor's task is never retrieved, it is reported once, through the excepthook, with the
 * thread in which it was thrown. It is reported when the first of the following happens: the executor is closed, or is
 * shut down by a call that waits, even if only for a limited time; the future was garbage-collected and a worker of any
 * {@link ThreadPoolExecutor} is between two tasks; or the JVM shuts down. Therefore, retrieve an exception before the
 * executor is closed. The exception is never reported inside {@code submit}.
 *
 * <table class="striped">
 * <caption>What counts as retrieving</caption>
 * <thead><tr><th>retrieves</th><th>does not retrieve</th></tr></thead>
 * <tbody>
 * <tr><td>{@code result}, {@code exception} and {@code get}, also while they wait</td><td>calls that timed out or were
 * interrupted</td></tr>
 * <tr><td>{@code exceptionNow}; {@code resultNow}, whose error has the exception as its cause</td><td>{@code done},
 * {@code running}, {@code cancelled}, {@code toString}, {@code awaitTermination}</td></tr>
 * <tr><td>{@code toCompletableFuture}, which passes the exception on</td><td>{@code addDoneCallback}, unless the
 * callback retrieves it</td></tr>
 * <tr><td>the results of {@code map}: its exceptions are never reported, since its futures are not visible</td>
 * <td>{@code Futures.await}, {@code asCompleted}</td></tr>
 * <tr><td>{@code ignoreException}, permanently</td><td></td></tr>
 * </tbody>
 * </table>
 *
 * <p>A {@link ThreadPoolExecutorBuilder#onUnretrieved handler} of the pool gets the report instead of the excepthook.
 * The exception of a future without an executor is not reported, nor is a {@code ThreadExit}.
 *
 * <p>If a task throws an exception after {@code cancel(true)} has cancelled it, that exception is added as suppressed
 * to each {@link CancellationException} that {@code result}, {@code exception} or {@code get} throws from then on;
 * {@code awaitTermination} waits until the task has ended. If no such {@code CancellationException} is thrown, the
 * task's exception is reported like any unretrieved exception, unless it results from the cancellation. An exception
 * results from the cancellation if it is an {@link InterruptedException},
 * {@link io.github.threading4j.WaitInterruptedException}, {@link java.nio.channels.ClosedByInterruptException},
 * {@link java.nio.channels.FileLockInterruptionException}, {@link java.io.InterruptedIOException} (other than a
 * {@link java.net.SocketTimeoutException}) or {@code CancellationException}, or if one of these is a cause of it.
 *
 * <p>An excepthook that does not return blocks the thread that calls it, a worker or the caller of {@code close}; at
 * shutdown, the JVM waits until the hook has made no progress for 1 s, but at most 10 s. If there is not enough memory
 * to store the exception, an {@link OutOfMemoryError} takes its place; each retrieval creates a new one.
 *
 * <p><b>Differences from Python.</b> An unretrieved exception is reported. {@code result} throws the task's own
 * exception if it is unchecked; a checked exception is the cause of a {@link CompletionException}, unless its type is
 * specified, as in {@code result(IOException.class)}. A cancelled future counts as done immediately; there is no
 * separate state for a cancellation that its executor has noticed. Any exception thrown by a callback goes to the
 * excepthook, and the other callbacks run. {@code cancel(true)} interrupts a running task of an executor.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link #cancel()} and {@code cancel(false)} have no effect on a
 * running task, whereas a JDK future is cancelled and its task continues unobserved. {@link CompletableFuture} has no
 * running state and supports composition; {@link #toCompletableFuture()} returns one.
 *
 * <p>Memory consistency effects: actions of the task, and actions before {@code setResult} or {@code setException},
 * happen-before {@code result}, {@code exception} or {@code get} returns or throws, {@code done()} returns true, and
 * the callbacks run.
 *
 * @param <T> the type of the result; may be a nullable type
 * @since 0.1.0
 */
public sealed class Future<T extends @Nullable Object> implements java.util.concurrent.Future<T>
        permits PoolTask, ScopedFuture, ServiceFuture {
    final FutureState<T> state = new FutureState<>(this);

    /** Creates a pending future, for custom executors and for tests. */
    public Future() {}

    /**
     * Cancels this future, unless it is running or finished.
     *
     * @return whether this future is cancelled
     */
    public final boolean cancel() {
        return cancel(false);
    }

    /**
     * Cancels this future, unless it is finished. If this future was created by {@link #Future()} and is running, it is
     * not cancelled, either, since the thread that runs its task is unknown.
     *
     * @param mayInterruptIfRunning whether to also cancel a running task of an executor, by interrupting its thread:
     *     the future is cancelled immediately, however the task responds to the interrupt; if false, this method is
     *     equivalent to {@link #cancel()}
     * @return whether this future is cancelled
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return state.cancelPending();
    }

    /**
     * Waits until no thread runs the task any longer, or the given time elapses. If {@code cancel(true)} cancelled the
     * task while it was running, the task ends once it responds to the interrupt, if it ever does. Otherwise, the task
     * has ended when the future is done.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @return whether the task has ended
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    @CheckReturnValue
    public final boolean awaitTermination(double seconds) throws InterruptedException {
        return awaitTerminationOrThrow(Timeout.orPoll(seconds));
    }

    /**
     * Like {@link #awaitTermination(double)}.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return whether the task has ended
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    @CheckReturnValue
    public final boolean awaitTermination(Duration timeout) throws InterruptedException {
        return awaitTerminationOrThrow(Timeout.of(timeout));
    }

    private boolean awaitTerminationOrThrow(long nanos) throws InterruptedException {
        try {
            return awaitTerminationNanos(nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        }
    }

    boolean awaitTerminationNanos(long nanos) throws InterruptedException {
        return state.await(nanos);
    }

    /**
     * Returns whether the thread that ran the task completes this future; for a service's future, another thread does.
     */
    boolean endsInThreadOfTask() {
        return false;
    }

    /** Returns whether the task has ended, as specified by awaitTermination. */
    boolean hasEnded() {
        return done();
    }

    /** {@return whether this future was cancelled} */
    public final boolean cancelled() {
        return state.isCancelled();
    }

    @Override
    public final boolean isCancelled() {
        return cancelled();
    }

    /** {@return whether the task is running, so that {@link #cancel()} has no effect} */
    public final boolean running() {
        return state.isRunning();
    }

    /** {@return whether this future is finished or cancelled} */
    public final boolean done() {
        return state.isDone();
    }

    @Override
    public final boolean isDone() {
        return done();
    }

    /**
     * Returns the value, waiting for it if necessary.
     *
     * @return the value
     * @throws CancellationException if the future is cancelled
     * @throws CompletionException if the task threw a checked exception, which is its cause; an unchecked exception is
     *     thrown unchanged
     * @throws InterruptedException if the future is not done and the calling thread is interrupted before or while it
     *     waits
     */
    public final T result() throws InterruptedException {
        ask(Timeout.FOREVER);
        return resultOrThrow();
    }

    /**
     * Returns the value, waiting at most the given time.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @return the value
     * @throws TimeoutException if the timeout elapses before the future is done
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws CancellationException as {@link #result()}
     * @throws CompletionException as {@link #result()}
     * @throws InterruptedException as {@link #result()}
     */
    public final T result(double seconds) throws InterruptedException, TimeoutException {
        awaitOrThrow(Timeout.orPoll(seconds));
        return resultOrThrow();
    }

    /**
     * Returns the value, waiting at most the given time.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return the value
     * @throws TimeoutException if the timeout elapses before the future is done
     * @throws NullPointerException if {@code timeout} is null
     * @throws CancellationException as {@link #result()}
     * @throws CompletionException as {@link #result()}
     * @throws InterruptedException as {@link #result()}
     */
    public final T result(Duration timeout) throws InterruptedException, TimeoutException {
        awaitOrThrow(Timeout.of(timeout));
        return resultOrThrow();
    }

    /**
     * Returns the value or throws an exception of the given type, waiting for the task if necessary. An
     * {@link InterruptedException} may come from the task or from the wait; in the overloads with a timeout, so may a
     * {@link TimeoutException}. Use {@link #exception()} to distinguish the two cases.
     *
     * <pre>{@code
     * try (var executor = new ThreadPoolExecutor(1)) {
     *     var text = executor.submit(() -> Files.readString(Path.of("none")));
     *     System.out.println(text.result(IOException.class));
     * } catch (IOException e) {
     *     System.out.println("not there: " + e.getMessage());       // not there: none
     * }
     * }</pre>
     *
     * @param type the type of exception to throw unwrapped
     * @param <X> the type of exception to throw unwrapped
     * @return the value
     * @throws X the exception that the task threw, if it is of this type
     * @throws CancellationException as {@link #result()}
     * @throws CompletionException if the task threw a checked exception of another type, which is its cause; an
     *     unchecked exception is thrown unchanged
     * @throws NullPointerException if {@code type} is null
     * @throws InterruptedException as {@link #result()}
     */
    public final <X extends Throwable> T result(Class<X> type) throws X, InterruptedException {
        Checks.notNull(type, "type");
        ask(Timeout.FOREVER);
        return resultOrThrow(type);
    }

    /**
     * Returns the value or throws an exception of the given type, waiting for the task at most the given time.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @param type the type of exception to throw unwrapped
     * @param <X> the type of exception to throw unwrapped
     * @return the value
     * @throws X the exception that the task threw, if it is of this type
     * @throws TimeoutException if the timeout elapses before the future is done
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws CancellationException as {@link #result()}
     * @throws CompletionException as {@link #result(Class)}
     * @throws NullPointerException if {@code type} is null
     * @throws InterruptedException as {@link #result()}
     */
    public final <X extends Throwable> T result(double seconds, Class<X> type)
            throws X, InterruptedException, TimeoutException {
        Checks.notNull(type, "type");
        awaitOrThrow(Timeout.orPoll(seconds));
        return resultOrThrow(type);
    }

    /**
     * Returns the value or throws an exception of the given type, waiting for the task at most the given time.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @param type the type of exception to throw unwrapped
     * @param <X> the type of exception to throw unwrapped
     * @return the value
     * @throws X the exception that the task threw, if it is of this type
     * @throws TimeoutException if the timeout elapses before the future is done
     * @throws CancellationException as {@link #result()}
     * @throws CompletionException as {@link #result(Class)}
     * @throws NullPointerException if an argument is null
     * @throws InterruptedException as {@link #result()}
     */
    public final <X extends Throwable> T result(Duration timeout, Class<X> type)
            throws X, InterruptedException, TimeoutException {
        Checks.notNull(type, "type");
        awaitOrThrow(Timeout.of(timeout));
        return resultOrThrow(type);
    }

    /**
     * Returns the exception that the task threw, waiting for the task if necessary.
     *
     * @return the exception, or null if there is a value
     * @throws CancellationException if the future is cancelled
     * @throws InterruptedException as {@link #result()}
     */
    public final @Nullable Throwable exception() throws InterruptedException {
        ask(Timeout.FOREVER);
        return exceptionOrNull();
    }

    /**
     * Returns the exception that the task threw, waiting for the task at most the given time.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @return the exception, or null if there is a value
     * @throws TimeoutException if the timeout elapses before the future is done
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws CancellationException if the future is cancelled
     * @throws InterruptedException as {@link #result()}
     */
    public final @Nullable Throwable exception(double seconds) throws InterruptedException, TimeoutException {
        awaitOrThrow(Timeout.orPoll(seconds));
        return exceptionOrNull();
    }

    /**
     * Returns the exception that the task threw, waiting for the task at most the given time.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return the exception, or null if there is a value
     * @throws TimeoutException if the timeout elapses before the future is done
     * @throws NullPointerException if {@code timeout} is null
     * @throws CancellationException if the future is cancelled
     * @throws InterruptedException as {@link #result()}
     */
    public final @Nullable Throwable exception(Duration timeout) throws InterruptedException, TimeoutException {
        awaitOrThrow(Timeout.of(timeout));
        return exceptionOrNull();
    }

    @Override
    public final T get() throws InterruptedException, ExecutionException {
        ask(Timeout.FOREVER);
        return valueOrExecutionException();
    }

    @Override
    public final T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        awaitOrThrow(Timeout.of(timeout, unit));
        return valueOrExecutionException();
    }

    /**
     * Returns the value of a future that has finished with a value, without waiting.
     *
     * @return the value
     * @throws InvalidStateException if this future is not done, was cancelled, or failed
     */
    public final T resultNow() {
        var done = done(); // first: once done is true, the other states no longer change
        var failure = state.failure();
        if (!done || cancelled() || failure != null) {
            var thrown = new InvalidStateException(
                    "the future has no value: " + this + " (expected one that finished with a value)", failure);
            state.askForFailure();
            throw thrown;
        }
        return state.value();
    }

    /**
     * Returns the exception of a future that is done and has failed, without waiting.
     *
     * @return the exception
     * @throws InvalidStateException if this future is not done, was cancelled, or has a value
     */
    public final Throwable exceptionNow() {
        var failure = state.askForFailure();
        if (failure == null) {
            throw new InvalidStateException(
                    "the future has no exception: " + this + " (expected one that finished with an exception)");
        }
        return failure;
    }

    /**
     * Suppresses the report of an unretrieved exception of this future, whether or not the task has already failed. Use
     * this for a task whose failure is irrelevant, as in a program that is only interested in the first failure. The
     * exception can still be retrieved.
     *
     * <pre>{@code
     * try (var executor = new ThreadPoolExecutor(1)) {
     *     executor.submit(() -> Files.delete(Path.of("none"))).ignoreException();
     * }
     * }</pre>
     */
    public final void ignoreException() {
        state.ignoreFailure();
    }

    /**
     * Adds a callback, which is called once, with this future as its argument, when the future completes. The
     * completing thread calls it, after waking the waiting threads and after calling the callbacks that were added
     * before. If the future is already done, the callback is called immediately, in the calling thread.
     *
     * @param callback the callback; an exception that it throws goes to the excepthook
     * @throws NullPointerException if {@code callback} is null
     */
    public final void addDoneCallback(ThrowingConsumer<? super Future<T>> callback) {
        state.onDone(Checks.notNull(callback, "callback"));
    }

    /**
     * For executors: marks this future as running, unless it was cancelled.
     *
     * @return true if this future is now running; false if it was cancelled, so that the task must not run
     * @throws InvalidStateException if this future is already running or finished
     */
    public final boolean setRunningOrNotifyCancel() {
        return state.start();
    }

    /**
     * For executors: completes this future with a value.
     *
     * @param value the value
     * @throws InvalidStateException if this future is already done
     */
    public final void setResult(T value) {
        if (!state.succeed(value)) {
            throw alreadyDone();
        }
    }

    /**
     * For executors: completes this future with an exception.
     *
     * @param exception the exception
     * @throws InvalidStateException if this future is already done
     * @throws NullPointerException if {@code exception} is null
     */
    public final void setException(Throwable exception) {
        if (!state.fail(Checks.notNull(exception, "exception"))) {
            throw alreadyDone();
        }
    }

    private InvalidStateException alreadyDone() {
        return new InvalidStateException("the future is done already: " + this + " (expected pending or running)");
    }

    /**
     * Returns a {@link CompletableFuture} that completes with the outcome of this future; cancelling it does not cancel
     * this future.
     *
     * @return a new future
     */
    public final CompletableFuture<T> toCompletableFuture() {
        var future = new CompletableFuture<T>();
        state.onDone(done -> {
            while (!future.isDone()) {
                try {
                    endAsThisOne(future);
                } catch (OutOfMemoryError e) {
                    Thread.yield(); // retry until there is enough memory: threads may wait for that future
                }
            }
        });
        return future;
    }

    private void endAsThisOne(CompletableFuture<T> future) {
        var failure = state.askForFailure();
        if (cancelled()) {
            future.cancel(false);
        } else if (failure != null) {
            future.completeExceptionally(failure);
        } else {
            future.complete(state.value());
        }
    }

    /**
     * Waits until the future is done or the time elapses; returns whether the future is done. The call counts as
     * retrieving the exception, unless it returns false or throws.
     */
    private boolean ask(long nanos) throws InterruptedException {
        if (done()) {
            return true;
        }
        state.beginAsking();
        var there = false;
        try {
            there = nanos == Timeout.FOREVER ? awaitDone() : state.await(nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        } finally {
            if (!there) {
                state.giveUpAsking();
            }
        }
        return there;
    }

    /** Throws an exception if the calling thread runs the task, and so would wait for itself. */
    void checkNotWaitedForByItself() {}

    boolean awaitDone() throws InterruptedException {
        return state.await(Timeout.FOREVER);
    }

    private void awaitOrThrow(long nanos) throws InterruptedException, TimeoutException {
        if (!ask(nanos)) {
            throw new TimeoutException("the future did not complete in time: " + this);
        }
    }

    private <X extends Throwable> T resultOrThrow(Class<X> type) throws X {
        var failure = failureUnlessCancelled();
        if (type.isInstance(failure)) {
            state.askForFailure();
            throw type.cast(failure);
        }
        return resultOrThrow();
    }

    private T resultOrThrow() {
        var failure = failureUnlessCancelled();
        if (failure == null) {
            return state.value();
        }
        var unchecked = unchecked(failure); // first: if this fails, the exception must not count as retrieved
        state.askForFailure();
        throw thrown(unchecked);
    }

    /** Returns the exception that {@link #result()} throws for a task's exception; throws it if it is an error. */
    static RuntimeException thrown(Throwable failure) {
        var unchecked = unchecked(failure);
        if (unchecked instanceof Error error) {
            throw error;
        }
        return (RuntimeException) unchecked;
    }

    private static Throwable unchecked(Throwable failure) {
        return failure instanceof RuntimeException || failure instanceof Error
                ? failure
                : new CompletionException(Labels.describe(failure), failure);
    }

    private T valueOrExecutionException() throws ExecutionException {
        var failure = failureUnlessCancelled();
        if (failure == null) {
            return state.value();
        }
        // First: if this fails, the exception must not count as retrieved.
        var thrown = new ExecutionException(Labels.describe(failure), failure);
        state.askForFailure();
        throw thrown;
    }

    private @Nullable Throwable exceptionOrNull() {
        var failure = failureUnlessCancelled();
        return failure == null ? null : state.askForFailure();
    }

    private @Nullable Throwable failureUnlessCancelled() {
        if (cancelled()) {
            // First: if this fails, the late exception must not count as retrieved.
            var thrown = new CancellationException("the future was cancelled: " + this);
            var late = state.askForLateFailure();
            if (late != null) {
                thrown.addSuppressed(late);
            }
            throw thrown;
        }
        return state.failure();
    }

    /** Returns this future as a source of a select, which looks this method up by its name. */
    final LatchSource<Future<T>> selectSource() {
        return new LatchSource<>(Blocker.Kind.EVENT, this, state::latchUnlessDone);
    }

    /** Shows the state, like Python's {@code repr}: {@code Future[finished returned Integer]}. */
    @Override
    public String toString() {
        return "Future[" + state.label() + "]";
    }
}

package io.github.threading4j.futures;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
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
 * The result of a task, before it is there: Python's {@code concurrent.futures.Future}.
 *
 * <p>It is pending, then running, then finished with a value or an exception; or it is cancelled while it is pending.
 * Executors make it and move it on. Any thread may wait for the end, with {@code result} for the value and
 * {@code exception} for what was thrown, and may leave a callback for it. It is also a
 * {@link java.util.concurrent.Future}, whose {@code get} wraps exceptions as Java does.
 *
 * <p>{@code result}, {@code exception} and {@code get} wait, unless the future is done, and throw
 * {@link InterruptedException}; the task notices nothing of that, nor of a timeout. {@code awaitTermination} waits,
 * too. All else returns at once, {@code cancel(true)} included; but who ends a future calls its callbacks. Any thread
 * may call any method.
 *
 * <pre>{@code
 * try (var executor = new ThreadPoolExecutor(2)) {
 *     Future<Integer> answer = executor.submit(() -> 6 * 7);
 *     System.out.println(answer.result());
 * }
 * }</pre>
 *
 * <p>What a task of an executor threw and what is never retrieved is reported once, through the excepthook, with the
 * thread in which it was thrown: when the executor is closed, or shut down with waiting, also if that is only for some
 * time; when the future was collected, by a worker of any {@link ThreadPoolExecutor} between two of its tasks, never
 * inside a {@code submit}; or when the program ends. So retrieve it before the executor is closed.
 *
 * <table class="striped">
 * <caption>What counts as retrieving</caption>
 * <thead><tr><th>retrieves</th><th>does not retrieve</th></tr></thead>
 * <tbody>
 * <tr><td>{@code result}, {@code exception} and {@code get}, also while they wait</td><td>those that timed out or were
 * interrupted</td></tr>
 * <tr><td>{@code exceptionNow}; {@code resultNow}, whose error has the exception as its cause</td><td>{@code done},
 * {@code running}, {@code cancelled}, {@code toString}, {@code awaitTermination}</td></tr>
 * <tr><td>{@code toCompletableFuture}, which hands it on</td><td>{@code addDoneCallback}, unless the callback
 * retrieves it</td></tr>
 * <tr><td>the results of {@code map}, whose futures are not visible: these are never reported</td><td>{@code
 * Futures.await}, {@code asCompleted}</td></tr>
 * <tr><td>{@code ignoreException}, for good</td><td></td></tr>
 * </tbody>
 * </table>
 *
 * <p>A {@link ThreadPoolExecutorBuilder#onUnretrieved handler} of the pool gets the report in place of the excepthook.
 * Neither is reported what a future without an executor has, nor a {@code ThreadExit}.
 *
 * <p>What a task throws after {@code cancel(true)} has cancelled it is suppressed in each {@link CancellationException}
 * that {@code result}, {@code exception} or {@code get} throws from then on, which is after {@code awaitTermination}.
 * If none of them does, it is reported, too, unless the cancel is its reason: an {@link InterruptedException}, {@link
 * io.github.threading4j.WaitInterruptedException}, {@link java.nio.channels.ClosedByInterruptException} or {@code
 * CancellationException}, or what has one of them as a cause.
 *
 * <p>An excepthook that does not return holds up the thread that calls it, a worker or the caller of {@code
 * close}; the end of the program waits 1 s for it. If there is no memory to keep what was thrown, the future has an
 * {@link OutOfMemoryError} instead, a new one for each call.
 *
 * <p><b>Differences from Python.</b> An unretrieved exception is reported. {@code result} throws what the task threw,
 * if that is unchecked; a checked exception is the cause of a {@link CompletionException}, unless its type is named, as
 * in {@code result(IOException.class)}. A cancelled future counts as
 * done everywhere at once; there is no separate state in which its executor has noticed. What a callback throws goes to
 * the excepthook, and the other callbacks run, whatever it is. {@code cancel(true)} interrupts a running task of an
 * executor.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link #cancel()} and {@code cancel(false)} refuse a running task
 * instead of letting it run unseen. {@link CompletableFuture} has no running state and composes; {@link
 * #toCompletableFuture()} gives one.
 *
 * <p>Memory consistency effects: what a task did, and what a thread did before {@code setResult} or {@code
 * setException}, happens-before the return or exception of {@code result}, {@code exception} and {@code get}, before
 * {@code done()} returns true, and before the callbacks run.
 *
 * @param <T> the type of the result; may be a nullable type
 * @since 0.1.0
 */
public sealed class Future<T extends @Nullable Object> implements java.util.concurrent.Future<T>
        permits PoolTask, ServiceFuture {
    final FutureState<T> state = new FutureState<>(this);

    /** Makes a pending future, for an executor of one's own and for tests. */
    public Future() {}

    /**
     * Cancels it, unless it is running or finished.
     *
     * @return whether it is cancelled now
     */
    public final boolean cancel() {
        return cancel(false);
    }

    /**
     * Cancels it, unless it is finished, or has begun to run and was made by {@link #Future()}: nobody knows the thread
     * that runs that one.
     *
     * @param mayInterruptIfRunning whether to cancel a running task of an executor, too, by interrupting its thread:
     *     the future is cancelled at once, whatever the task makes of that; if false, as {@link #cancel()}
     * @return whether it is cancelled now
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return state.cancelPending();
    }

    /**
     * Waits until no thread is running the task any more. That is when the future is done, but for a running task that
     * {@code cancel(true)} cancelled: that one ends when it has taken notice of the interrupt, if ever.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @return whether it has ended
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    @CheckReturnValue
    public final boolean awaitTermination(double seconds) throws InterruptedException {
        return awaitTerminationNanos(Timeout.orPoll(seconds));
    }

    /**
     * As {@link #awaitTermination(double)}.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return whether it has ended
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    @CheckReturnValue
    public final boolean awaitTermination(Duration timeout) throws InterruptedException {
        return awaitTerminationNanos(Timeout.of(timeout));
    }

    boolean awaitTerminationNanos(long nanos) throws InterruptedException {
        return state.await(nanos);
    }

    /** Whether the thread that ends it has run its task; who ends the future of a service has not. */
    boolean endsInThreadOfTask() {
        return false;
    }

    /** Whether it is not done, and nothing but a thread of this pool can be expected to end it. */
    boolean isUpTo(Object pool) {
        return false;
    }

    /** What awaitTermination waits for. */
    boolean hasEnded() {
        return done();
    }

    /** {@return whether it was cancelled} */
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

    /** {@return whether it is finished or cancelled} */
    public final boolean done() {
        return state.isDone();
    }

    @Override
    public final boolean isDone() {
        return done();
    }

    /**
     * The value, waiting for it as long as that takes.
     *
     * @return the value
     * @throws CancellationException if the future is or gets cancelled
     * @throws CompletionException if the task threw a checked exception, which is its cause; an unchecked one is thrown
     *     as it is
     * @throws InterruptedException if the future is not done and the calling thread is interrupted before or while it
     *     waits
     */
    public final T result() throws InterruptedException {
        ask(Timeout.FOREVER);
        return resultOrThrow();
    }

    /**
     * The value, unless that takes too long.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @return the value
     * @throws TimeoutException if it is not there in time
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
     * The value, unless that takes too long.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return the value
     * @throws TimeoutException if it is not there in time
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
     * The value, or the exception of a type that the task may throw, waiting for it as long as that takes.
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
     * @param type the type of exception to throw as it is
     * @param <X> the type of exception to throw as it is
     * @return the value
     * @throws X what the task threw, if it is of this type
     * @throws CancellationException as {@link #result()}
     * @throws CompletionException if the task threw a checked exception of another type, which is its cause; an
     *     unchecked one is thrown as it is
     * @throws NullPointerException if {@code type} is null
     * @throws InterruptedException as {@link #result()}
     */
    public final <X extends Throwable> T result(Class<X> type) throws X, InterruptedException {
        Checks.notNull(type, "type");
        ask(Timeout.FOREVER);
        return resultOrThrow(type);
    }

    /**
     * The value, or the exception of a type that the task may throw, unless that takes too long.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @param type the type of exception to throw as it is
     * @param <X> the type of exception to throw as it is
     * @return the value
     * @throws X what the task threw, if it is of this type
     * @throws TimeoutException if it is not there in time
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
     * The value, or the exception of a type that the task may throw, unless that takes too long.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @param type the type of exception to throw as it is
     * @param <X> the type of exception to throw as it is
     * @return the value
     * @throws X what the task threw, if it is of this type
     * @throws TimeoutException if it is not there in time
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
     * What the task threw, waiting for its end as long as that takes.
     *
     * @return the exception, or null if there is a value
     * @throws CancellationException if the future is or gets cancelled
     * @throws InterruptedException as {@link #result()}
     */
    public final @Nullable Throwable exception() throws InterruptedException {
        ask(Timeout.FOREVER);
        return exceptionOrNull();
    }

    /**
     * What the task threw, unless its end takes too long.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @return the exception, or null if there is a value
     * @throws TimeoutException if the future is not done in time
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws CancellationException if the future is or gets cancelled
     * @throws InterruptedException as {@link #result()}
     */
    public final @Nullable Throwable exception(double seconds) throws InterruptedException, TimeoutException {
        awaitOrThrow(Timeout.orPoll(seconds));
        return exceptionOrNull();
    }

    /**
     * What the task threw, unless its end takes too long.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return the exception, or null if there is a value
     * @throws TimeoutException if the future is not done in time
     * @throws NullPointerException if {@code timeout} is null
     * @throws CancellationException if the future is or gets cancelled
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
     * The value of a future that is done and has one.
     *
     * @return the value
     * @throws InvalidStateException if it is not done, was cancelled, or failed
     */
    public final T resultNow() {
        var done = done(); // first: once it is, the other two stay as they are
        var failure = state.failure();
        if (!done || cancelled() || failure != null) {
            var thrown = new InvalidStateException(
                    "the future has no value: " + this + " (expected finished with one)", failure);
            state.askForFailure();
            throw thrown;
        }
        return state.value();
    }

    /**
     * What the task of a future threw that is done and has failed.
     *
     * @return the exception
     * @throws InvalidStateException if it is not done, was cancelled, or has a value
     */
    public final Throwable exceptionNow() {
        var failure = state.askForFailure();
        if (failure == null) {
            throw new InvalidStateException("the future has no exception: " + this + " (expected finished with one)");
        }
        return failure;
    }

    /**
     * Has what the task threw, or throws later, never be reported as unretrieved: for a task whose failure is of no
     * interest, as in a program in which the first failure wins. It can be retrieved all the same.
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
     * Leaves a callback for the end: it is called once, with this future, in the thread that ends it, after those who
     * wait are let go and after the callbacks that were left before; or at once, in the calling thread, if the future
     * is done.
     *
     * @param callback what to call; what it throws goes to the excepthook
     * @throws NullPointerException if {@code callback} is null
     */
    public final void addDoneCallback(ThrowingConsumer<? super Future<T>> callback) {
        state.onDone(Checks.notNull(callback, "callback"));
    }

    /**
     * For executors: says that the task is about to run, unless the future was cancelled.
     *
     * @return true if it is running now; false if it was cancelled, so that the task must not run
     * @throws InvalidStateException if it is running or finished already
     */
    public final boolean setRunningOrNotifyCancel() {
        return state.start();
    }

    /**
     * For executors: finishes it with a value.
     *
     * @param value the value
     * @throws InvalidStateException if it is done already
     */
    public final void setResult(T value) {
        if (!state.succeed(value)) {
            throw alreadyDone();
        }
    }

    /**
     * For executors: finishes it with an exception.
     *
     * @param exception what was thrown
     * @throws InvalidStateException if it is done already
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
     * A future of Java that ends as this one does; cancelling it does not cancel this one.
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
                    Thread.yield(); // for the memory to come back: threads may wait for that future
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

    /** Waits for the outcome, which is asking for it unless the wait is given up; returns whether it is there. */
    private boolean ask(long nanos) throws InterruptedException {
        if (done()) {
            return true;
        }
        state.beginAsking();
        var there = false;
        try {
            there = nanos == Timeout.FOREVER ? awaitDone() : state.await(nanos);
        } finally {
            if (!there) {
                state.giveUpAsking();
            }
        }
        return there;
    }

    /** Refuses to have the task wait for its own end. */
    void checkNotWaitedForByItself() {}

    boolean awaitDone() throws InterruptedException {
        return state.await(Timeout.FOREVER);
    }

    private void awaitOrThrow(long nanos) throws InterruptedException, TimeoutException {
        if (!ask(nanos)) {
            throw new TimeoutException("the future is not done in time: " + this);
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
        var unchecked = unchecked(failure); // first, since it may fail
        state.askForFailure();
        throw thrown(unchecked);
    }

    /** What {@link #result()} throws for what a task threw; throws it itself if it is an error. */
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
        var thrown = new ExecutionException(Labels.describe(failure), failure); // first, since it may fail
        state.askForFailure();
        throw thrown;
    }

    private @Nullable Throwable exceptionOrNull() {
        var failure = failureUnlessCancelled();
        return failure == null ? null : state.askForFailure();
    }

    private @Nullable Throwable failureUnlessCancelled() {
        if (cancelled()) {
            var thrown = new CancellationException("the future was cancelled: " + this); // first, since it may fail
            var late = state.askForLateFailure();
            if (late != null) {
                thrown.addSuppressed(late);
            }
            throw thrown;
        }
        return state.failure();
    }

    /** Shows the state, like Python's {@code repr}: {@code Future[finished returned Integer]}. */
    @Override
    public String toString() {
        return "Future[" + state.label() + "]";
    }
}

package io.github.threading4j.futures;

import io.github.threading4j.Threading;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.CancelPoint;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Exceptions;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The implementation of a {@link Future}: its state, its waiters, and its callbacks. */
final class FutureState<T extends @Nullable Object> {
    private static final VarHandle STATE = VarHandles.field(MethodHandles.lookup(), "state", Object.class);
    private static final VarHandle LATCH = VarHandles.field(MethodHandles.lookup(), "latch", Latch.class);
    private static final VarHandle ASKING = VarHandles.field(MethodHandles.lookup(), "asking", int.class);
    private static final VarHandle CALLBACKS =
            VarHandles.field(MethodHandles.lookup(), "callbacks", FutureCallback.class);

    static {
        Threading.getExcepthook(); // initializes the root package, whose excepthook gets the reports
    }

    /*
     * One field holds state and outcome, so that no thread sees one without the other. PENDING is null.
     *
     *   PENDING            -> RUNNING            start()
     *   PENDING            -> CANCELLED          cancelPending(), cancelQueued()
     *   RUNNING            -> CANCELLED          cancelRunning()
     *   CANCELLED          -> a CancelledLate    failInTask(), with the task's later exception
     *   PENDING or RUNNING -> the value, NULL    succeed()
     *   PENDING or RUNNING -> a Failure          fail()
     *   PENDING or RUNNING -> NO_MEMORY          fail(), if there is not enough memory for a Failure
     *
     * The thread that completes the future wakes the waiters and then calls the callbacks, even if a wake-up or a
     * callback fails. A thread that adds a callback concurrently may call it instead.
     */
    private static final Object RUNNING = new Object();
    private static final Object CANCELLED = new Object();
    private static final Object NULL = new Object();

    /**
     * A marker rather than a Failure with a static error: the backtrace of the error would retain the classes of the
     * thread that created it.
     */
    private static final Object NO_MEMORY = new Object();

    private record Failure(Throwable exception, @Nullable FutureUnretrieved unretrieved) {}

    /** The state of a future that was cancelled while running, with the exception that the task threw afterwards. */
    private record CancelledLate(Failure failure) {}

    private volatile @Nullable Object state;

    /** The latch of the waiting threads; created by the first of them. */
    private volatile @Nullable Latch latch;

    /** The callbacks, newest first; or {@link #CALLED} once they are being called. */
    private volatile @Nullable FutureCallback<T> callbacks;

    private static final FutureCallback<?> CALLED = new FutureCallback<>();

    /** The number of threads that wait for the outcome or have retrieved it; and whether the exception is ignored. */
    private volatile int asking;

    /** The bit of {@link #asking} that marks the exception as ignored; greater than any possible number of threads. */
    private static final int IGNORED = 1 << 30;

    private final Future<T> future;

    FutureState(Future<T> future) {
        this.future = future;
    }

    boolean isDone() {
        var now = state;
        return now != null && now != RUNNING;
    }

    boolean isRunning() {
        return state == RUNNING;
    }

    boolean isCancelled() {
        var now = state;
        return now == CANCELLED || now instanceof CancelledLate;
    }

    /** Returns whether the task threw an exception; allocates nothing. */
    boolean hasFailed() {
        var now = state;
        return now == NO_MEMORY || now instanceof Failure;
    }

    /** Returns the exception, or null; always null for a cancelled future. */
    @Nullable Throwable failure() {
        var now = state;
        if (now == NO_MEMORY) {
            return new OutOfMemoryError("no memory to store the exception of the task");
        }
        return now instanceof Failure failure ? failure.exception : null;
    }

    /** Returns the value. The future must have finished with a value. */
    @SuppressWarnings({"unchecked", "NullAway"}) // the outcome is a T; it is null only if T includes null
    T value() {
        var now = state;
        return now == NULL ? null : (T) now;
    }

    /** Changes PENDING to RUNNING; returns false if the future was cancelled. */
    boolean start() {
        if (STATE.compareAndSet(this, null, RUNNING)) {
            return true;
        }
        if (isCancelled()) {
            return false;
        }
        throw new InvalidStateException("the future is in an unexpected state: " + future + " (expected pending)");
    }

    boolean cancelPending() {
        return end(null, CANCELLED) || isCancelled();
    }

    /** Changes PENDING to CANCELLED; if this returns true, {@link #wakeAndCallAll()} must follow. */
    boolean cancelQueued() {
        return STATE.compareAndSet(this, null, CANCELLED);
    }

    /** Changes RUNNING to CANCELLED; if this returns true, {@link #callAll()} must follow. */
    boolean cancelRunning() {
        var cancelled = STATE.compareAndSet(this, RUNNING, CANCELLED);
        if (cancelled) {
            wakeAll();
        }
        return cancelled;
    }

    boolean succeed(T value) {
        return end(value == null ? NULL : value);
    }

    boolean fail(Throwable exception) {
        return end(failure(exception, null));
    }

    /**
     * Like {@link #fail}, for an exception that a task threw. If there is an executor, the exception is reported unless
     * it is retrieved. If the task was cancelled while running, its exception is kept for later retrieval, and is also
     * reported unless it results from the cancellation.
     */
    void failInTask(Throwable exception, @Nullable TaskOwner executor) {
        // Checked first: otherwise, another thread could report the exception before its entry is dropped.
        var expected = isCancelled() && Interruptions.isOne(exception);
        var failure = failure(exception, expected ? null : executor);
        var late = !end(failure);
        if (late && failure instanceof Failure thrown) {
            keepLate(thrown);
        }
        if (isIgnored() || (late && !expected && Interruptions.isOne(exception))) {
            dropUnretrieved(failure);
        }
    }

    private void keepLate(Failure failure) {
        try {
            STATE.compareAndSet(this, CANCELLED, new CancelledLate(failure));
        } catch (OutOfMemoryError e) {
            // There is no memory to keep the exception for retrieval. Unless it results from the cancellation, it will
            // be reported as unretrieved.
        }
    }

    private Object failure(Throwable exception, @Nullable TaskOwner executor) {
        try {
            return new Failure(
                    exception,
                    executor == null || isIgnored() ? null : FutureUnretrieved.keep(future, exception, executor));
        } catch (Throwable e) { // an OutOfMemoryError, or an error that it causes in a class initializer
            return NO_MEMORY; // the future must complete: a thread may wait for it
        }
    }

    /** Returns the exception, or null. The exception then counts as retrieved. */
    @Nullable Throwable askForFailure() {
        var thrown = failure(); // first: if this fails, the exception must not count as retrieved
        dropUnretrieved(state);
        return thrown;
    }

    /** Returns the exception thrown after the task was cancelled, or null. The exception then counts as retrieved. */
    @Nullable Throwable askForLateFailure() {
        if (state instanceof CancelledLate cancelled) {
            dropUnretrieved(cancelled.failure);
            return cancelled.failure.exception;
        }
        return null;
    }

    private static void dropUnretrieved(@Nullable Object outcome) {
        if (outcome instanceof Failure failure && failure.unretrieved != null) {
            failure.unretrieved.drop();
        }
    }

    /** Reports the exception, unless it was already retrieved or reported. */
    void tellFailure() {
        if (state instanceof Failure failure && failure.unretrieved != null) {
            failure.unretrieved.report();
        }
    }

    /** Suppresses the report of the task's exception, whether or not the task has failed already. */
    void ignoreFailure() {
        ASKING.getAndBitwiseOr(this, IGNORED); // first: a failing task writes the state before it reads this field
        askForLateFailure();
        dropUnretrieved(state);
    }

    private boolean isIgnored() {
        return (asking & IGNORED) != 0;
    }

    void beginAsking() {
        ASKING.getAndAdd(this, 1);
    }

    /**
     * Called by a thread whose wait has ended without an outcome. A thread that gets the outcome stays counted, since
     * it has retrieved the outcome.
     */
    void giveUpAsking() {
        ASKING.getAndAdd(this, -1);
    }

    boolean isBeingAsked() {
        var now = asking;
        return (now & IGNORED) != 0 || (now > 0 && !isCancelled()); // a wait never returns a late exception
    }

    private boolean end(Object outcome) {
        // RUNNING is tried twice, since the task may start between the first two attempts. The state can't become
        // PENDING again.
        return end(RUNNING, outcome) || end(null, outcome) || end(RUNNING, outcome);
    }

    private boolean end(@Nullable Object from, Object outcome) {
        var ended = STATE.compareAndSet(this, from, outcome);
        if (ended) {
            wakeAndCallAll();
        }
        return ended;
    }

    /** Wakes the waiters and calls the callbacks; must be called after completion. */
    void wakeAndCallAll() {
        try {
            wakeAll();
        } finally { // wakeAll may fail: waking a virtual thread needs memory
            callAll();
        }
    }

    private void wakeAll() {
        var waiting = latch;
        if (waiting != null) {
            waiting.open();
        }
    }

    /** Waits for completion; returns whether the future is done. */
    boolean await(long nanos) throws InterruptedException {
        var waiting = latchUnlessDone();
        return waiting == null
                || (Cancelling.endsDeadlocksOf(nanos)
                        ? CancelPoint.await(waiting::await, nanos)
                        : waiting.await(nanos));
    }

    /** Returns the latch that opens on completion, or null if the future is done. */
    @Nullable Latch latchUnlessDone() {
        if (isDone()) {
            return null;
        }
        var waiting = latch;
        if (waiting == null) {
            var mine = new Latch(Blocker.Kind.EVENT, future, null);
            var first = (Latch) LATCH.compareAndExchange(this, null, mine);
            waiting = first == null ? mine : first;
        }
        // Check again: the completing thread may have read the latch before it was set. That thread writes the state
        // before it reads the latch, so in that case the future is done.
        return isDone() ? null : waiting;
    }

    /**
     * Adds a callback, which is called on completion, or immediately if the future is done. A {@link FutureWaiter} is
     * called before all other callbacks; otherwise, callbacks are called in the order in which they were added.
     */
    void onDone(ThrowingConsumer<? super Future<T>> action) {
        var mine = new FutureCallback<T>(action);
        // A callback added after completion is called immediately, even while earlier ones are still being called, as
        // in Python.
        for (var newest = callbacks; newest != CALLED && !isDone(); newest = callbacks) {
            mine.next = newest;
            if (CALLBACKS.compareAndSet(this, newest, mine)) {
                if (isDone()) {
                    callAll(); // the completing thread may have read the callbacks before this one was added
                }
                return;
            }
        }
        if (action instanceof FutureWaiter waiter) {
            wake(waiter);
        } else {
            Exceptions.restoreInterrupt(call(action));
        }
    }

    /** Removes a callback that has not been called yet. Callbacks are compared by identity. */
    void forget(ThrowingConsumer<? super Future<T>> action) {
        forgetIf(each -> each == action);
    }

    /**
     * Removes callbacks that have not been called yet. Copies only the callbacks that are newer than the oldest removed
     * callback; usually, there are few.
     */
    void forgetIf(Predicate<Object> gone) {
        for (var newest = callbacks; newest != CALLED; newest = callbacks) {
            if (CALLBACKS.compareAndSet(this, newest, FutureCallback.without(newest, gone))) {
                return;
            }
        }
    }

    /**
     * Takes all callbacks and calls them: first the {@link FutureWaiter}s, then the others, in the order of addition
     * within each group. Only one thread can take the callbacks.
     */
    void callAll() {
        // No callback is missed: the completing thread writes the state and then reads the callbacks, whereas onDone
        // adds a callback and then reads the state.
        if (callbacks == null) {
            return;
        }
        @SuppressWarnings("unchecked") // the field never holds a callback of another type
        var newest = (FutureCallback<T>) CALLBACKS.getAndSet(this, CALLED);
        var oldest = FutureCallback.reversed(newest);
        for (var each = oldest; each != null; each = each.next) {
            if (each.action instanceof FutureWaiter waiter) {
                wake(waiter); // first: the other callbacks are user code, which may block
            }
        }
        callOthers(oldest);
    }

    private void callOthers(@Nullable FutureCallback<T> oldest) {
        Throwable interrupt = null;
        for (var each = oldest; each != null; each = each.next) {
            if (!(each.action instanceof FutureWaiter)) {
                interrupt = call(each.action) instanceof InterruptedException e ? e : interrupt;
            }
        }
        Exceptions.restoreInterrupt(interrupt); // only now: the interrupt must not affect the other callbacks
    }

    /** Always returns normally, so that the other threads are woken. */
    private void wake(FutureWaiter waiter) {
        try {
            waiter.accept(future);
        } catch (Throwable e) {
            report(e);
        }
    }

    /**
     * Calls a callback. Returns its exception, or null, instead of throwing, so that the other callbacks are called,
     * too.
     */
    private @Nullable Throwable call(ThrowingConsumer<? super Future<T>> action) {
        var place = Cancelling.stepOut();
        try {
            action.accept(future);
            return null;
        } catch (Throwable e) {
            report(e);
            return e;
        } finally {
            Cancelling.comeBack(place);
        }
    }

    private static void report(Throwable thrown) {
        try {
            ThreadingAccess.get().report(thrown);
        } catch (Throwable e) {
            // There is not even enough stack or memory for a report.
        }
    }

    /** Returns the number of callbacks not called yet, for tests. */
    int callbackCount() {
        return callbacks == CALLED ? 0 : FutureCallback.count(callbacks);
    }

    /** Returns the state in Python's terms. */
    String label() {
        var now = state;
        if (now == null || now == RUNNING) {
            return now == null ? "pending" : "running";
        }
        if (isCancelled()) {
            return "cancelled";
        }
        if (now == NO_MEMORY) {
            return "finished raised OutOfMemoryError";
        }
        if (now instanceof Failure failure) {
            return "finished raised " + failure.exception.getClass().getSimpleName();
        }
        return "finished returned " + (now == NULL ? "null" : now.getClass().getSimpleName());
    }
}

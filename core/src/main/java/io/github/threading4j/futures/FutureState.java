package io.github.threading4j.futures;

import io.github.threading4j.Threading;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The mechanics of a {@link Future}, its owner: its state, its waiters, and the callbacks to call at the end. */
final class FutureState<T extends @Nullable Object> {
    private static final VarHandle STATE = VarHandles.field(MethodHandles.lookup(), "state", Object.class);
    private static final VarHandle LATCH = VarHandles.field(MethodHandles.lookup(), "latch", Latch.class);
    private static final VarHandle ASKING = VarHandles.field(MethodHandles.lookup(), "asking", int.class);
    private static final VarHandle CALLBACKS = VarHandles.field(MethodHandles.lookup(), "callbacks", Callback.class);

    static {
        Threading.getExcepthook(); // initializes the root, whose hook gets what futures report
    }

    /*
     * One word holds state and outcome, so that nobody sees one without the other. PENDING is null.
     *
     *   PENDING            -> RUNNING            start()
     *   PENDING            -> CANCELLED          cancelPending(), cancelQueued()
     *   RUNNING            -> CANCELLED          cancelRunning()
     *   CANCELLED          -> a CancelledLate    failInTask(), with what the task threw after that
     *   PENDING or RUNNING -> the value, NULL    succeed()
     *   PENDING or RUNNING -> a Failure          fail()
     *   PENDING or RUNNING -> NO_MEMORY          fail(), if there is no memory for a Failure
     *
     * The thread that makes the last transition wakes the waiters, and then calls the callbacks, whatever fails there.
     * A thread that adds a callback at that moment calls it.
     */
    private static final Object RUNNING = new Object();
    private static final Object CANCELLED = new Object();
    private static final Object NULL = new Object();

    /** Not a Failure with a static error: its backtrace would hold the classes of the thread that came here first. */
    private static final Object NO_MEMORY = new Object();

    private record Failure(Throwable exception, @Nullable FutureUnretrieved unretrieved) {}

    /** Cancelled while it was running, and what the task threw in the end. */
    private record CancelledLate(Failure failure) {}

    private volatile @Nullable Object state;

    /** Where those who wait do; made by the first of them. */
    private volatile @Nullable Latch latch;

    /** What to call at the end, the newest first; or {@link #CALLED} when that time has come. */
    private volatile @Nullable Callback<T> callbacks;

    private static final Callback<?> CALLED = new Callback<>(future -> {});

    private static final class Callback<T extends @Nullable Object> {
        final ThrowingConsumer<? super Future<T>> action;

        @Nullable Callback<T> next;

        Callback(ThrowingConsumer<? super Future<T>> action) {
            this.action = action;
        }
    }

    /** How many wait for the outcome, and so ask for it, or have done so; and whether what was thrown is ignored. */
    private volatile int asking;

    /** A bit of {@link #asking}, beyond any number of threads. */
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

    /** Returns whether something was thrown; needs no memory. */
    boolean hasFailed() {
        var now = state;
        return now == NO_MEMORY || now instanceof Failure;
    }

    /** What was thrown, or null; never for a cancelled future. */
    @Nullable Throwable failure() {
        var now = state;
        if (now == NO_MEMORY) {
            return new OutOfMemoryError("no memory to keep what was thrown");
        }
        return now instanceof Failure failure ? failure.exception : null;
    }

    /** The value of a future that finished with one. */
    @SuppressWarnings({"unchecked", "NullAway"}) // it is a T then, and null only if T includes null
    T value() {
        var now = state;
        return now == NULL ? null : (T) now;
    }

    /** PENDING to RUNNING; false if it was cancelled. */
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

    /** PENDING to CANCELLED, by this very call; if this returns true, {@link #wakeAndCallAll()} must follow. */
    boolean cancelQueued() {
        return STATE.compareAndSet(this, null, CANCELLED);
    }

    /** RUNNING to CANCELLED; if this returns true, {@link #callAll()} must follow. */
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
     * As {@link #fail}, for what a task threw: that is reported if it is never retrieved. If the task was cancelled
     * while it was running, what it throws is kept for those who ask, and reported too unless the cancel is the reason.
     */
    void failInTask(Throwable exception, TaskOwner executor) {
        var failure = failure(exception, executor);
        var late = !end(failure);
        if (late && failure instanceof Failure thrown) {
            keepLate(thrown);
        }
        if (isIgnored() || (late && Interruptions.isOne(exception))) {
            dropUnretrieved(failure);
        }
    }

    private void keepLate(Failure failure) {
        try {
            STATE.compareAndSet(this, CANCELLED, new CancelledLate(failure));
        } catch (OutOfMemoryError e) {
            // It is reported, since nobody can ask for it.
        }
    }

    private Object failure(Throwable exception, @Nullable TaskOwner executor) {
        try {
            return new Failure(
                    exception,
                    executor == null || isIgnored() ? null : FutureUnretrieved.keep(future, exception, executor));
        } catch (Throwable e) { // an OutOfMemoryError, or what comes of one where a class is used for the first time
            return NO_MEMORY; // a thread may wait for the end, whatever it is
        }
    }

    /** What was thrown, or null; from now on it counts as retrieved. */
    @Nullable Throwable askForFailure() {
        var thrown = failure(); // first, since it may fail
        dropUnretrieved(state);
        return thrown;
    }

    /** What the task threw after it was cancelled, or null; from now on it counts as retrieved. */
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

    /** Reports what was thrown, unless it was retrieved or reported already. */
    void tellFailure() {
        if (state instanceof Failure failure && failure.unretrieved != null) {
            failure.unretrieved.report();
        }
    }

    /** Has what the task has thrown, or throws at any time, never be reported. */
    void ignoreFailure() {
        ASKING.getAndBitwiseOr(this, IGNORED); // before the look at the state; a task that fails does it the other way
        askForLateFailure();
        dropUnretrieved(state);
    }

    private boolean isIgnored() {
        return (asking & IGNORED) != 0;
    }

    void beginAsking() {
        ASKING.getAndAdd(this, 1);
    }

    /** For those who give up; who has the outcome has asked for it. */
    void giveUpAsking() {
        ASKING.getAndAdd(this, -1);
    }

    boolean isBeingAsked() {
        var now = asking;
        return (now & IGNORED) != 0 || (now > 0 && !isCancelled()); // none waits for what comes after a cancel
    }

    private boolean end(Object outcome) {
        // Looked at again, since it may begin to run between the two; it never goes back.
        return end(RUNNING, outcome) || end(null, outcome) || end(RUNNING, outcome);
    }

    private boolean end(@Nullable Object from, Object outcome) {
        var ended = STATE.compareAndSet(this, from, outcome);
        if (ended) {
            wakeAndCallAll();
        }
        return ended;
    }

    /** What must follow the end. */
    void wakeAndCallAll() {
        try {
            wakeAll();
        } finally { // waking a virtual thread takes memory
            callAll();
        }
    }

    private void wakeAll() {
        var waiting = latch;
        if (waiting != null) {
            waiting.open();
        }
    }

    /** Waits for the end; returns whether it has come. */
    boolean await(long nanos) throws InterruptedException {
        if (isDone()) {
            return true;
        }
        var waiting = latch;
        if (waiting == null) {
            var mine = new Latch(Blocker.Kind.SIGNAL, future, null);
            var first = (Latch) LATCH.compareAndExchange(this, null, mine);
            waiting = first == null ? mine : first;
        }
        // Whoever ended it may not have seen the latch: it writes the state first and looks for a latch after.
        return isDone() || waiting.await(nanos);
    }

    /** Calls at the end, with the future, in the order of these calls, or at once if the end has come. */
    void onDone(ThrowingConsumer<? super Future<T>> action) {
        var mine = new Callback<T>(action);
        // Done is done, also while those before are still being called: whoever sees that is called at once, as in
        // Python.
        for (var newest = callbacks; newest != CALLED && !isDone(); newest = callbacks) {
            mine.next = newest;
            if (CALLBACKS.compareAndSet(this, newest, mine)) {
                if (isDone()) {
                    callAll(); // whoever ended it may not have seen the callback
                }
                return;
            }
        }
        call(action);
    }

    /** Takes a callback back, that very object, whose time has not come. */
    void forget(ThrowingConsumer<? super Future<T>> action) {
        forgetIf(each -> each == action);
    }

    /**
     * Takes callbacks back whose time has not come. Copies those that are newer than the oldest of them, which are few.
     */
    void forgetIf(Predicate<Object> gone) {
        for (var newest = callbacks; newest != CALLED; newest = callbacks) {
            if (CALLBACKS.compareAndSet(this, newest, without(newest, gone))) {
                return;
            }
        }
    }

    private static <T extends @Nullable Object> @Nullable Callback<T> without(
            @Nullable Callback<T> newest, Predicate<Object> gone) {
        Callback<T> oldestGone = null;
        for (var each = newest; each != null; each = each.next) {
            oldestGone = gone.test(each.action) ? each : oldestGone;
        }
        if (oldestGone == null) {
            return newest; // somebody else took it out
        }
        var before = new Callback<T>(future -> {});
        var last = before;
        for (var each = newest;
                each != null && each != oldestGone;
                each = each.next) { // null where they are called just now
            if (!gone.test(each.action)) {
                last.next = new Callback<>(each.action);
                last = last.next;
            }
        }
        last.next = oldestGone.next;
        return before.next;
    }

    /** Takes all callbacks, once, and calls them in the order in which they came. */
    void callAll() {
        // The state is written before this look for callbacks, and a callback is added before a look at the state.
        if (callbacks == null) {
            return;
        }
        @SuppressWarnings("unchecked") // nothing else is ever in there
        var newest = (Callback<T>) CALLBACKS.getAndSet(this, CALLED);
        Callback<T> oldest = null;
        while (newest != null) {
            var next = newest.next;
            newest.next = oldest;
            oldest = newest;
            newest = next;
        }
        for (var callback = oldest; callback != null; callback = callback.next) {
            call(callback.action);
        }
    }

    /** Returns normally, so that the other callbacks are called, whatever one does. */
    private void call(ThrowingConsumer<? super Future<T>> action) {
        try {
            action.accept(future);
        } catch (Throwable e) {
            report(e);
        }
    }

    private static void report(Throwable thrown) {
        try {
            ThreadingAccess.get().report(thrown);
        } catch (Throwable e) {
            // There is not even the stack or the memory to report it.
        }
    }

    /** How many callbacks wait for the end, for tests. */
    int callbackCount() {
        var count = 0;
        for (var each = callbacks; each != null && each != CALLED; each = each.next) {
            count++;
        }
        return count;
    }

    /** The state in Python's words. */
    String label() {
        var now = state;
        if (now == null) {
            return "pending";
        }
        if (now == RUNNING) {
            return "running";
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

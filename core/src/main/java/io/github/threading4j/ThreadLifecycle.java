package io.github.threading4j;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Recorder;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle of a {@link NamedThread}: how a thread starts, runs, ends and is joined. The subclass NamedThread is
 * the public API.
 *
 * <p>It is a superclass instead of a component, to save one object per thread. It does not depend on names, the table
 * of threads or the excepthook; the methods that need these are implemented by its subclass.
 */
abstract class ThreadLifecycle {
    private static final VarHandle STATE = VarHandles.field(MethodHandles.lookup(), "state", byte.class);
    private static final VarHandle ENDED_LATCH = VarHandles.field(MethodHandles.lookup(), "endedLatch", Latch.class);

    /*
     * The thread is listed while STARTING and STARTED, and alive while STARTED.
     *
     *   INITIAL  -> STARTING  begin(), by the thread that wins the race
     *   STARTING -> STARTED   begin() or the new thread, whichever is first
     *   STARTING -> INITIAL   begin(), if the system can't start a thread
     *   STARTED  -> ENDED     the new thread in end(), which then opens the latch
     */
    private static final byte INITIAL = 0;
    private static final byte STARTING = 1;
    private static final byte STARTED = 2;
    private static final byte ENDED = 3;

    private static volatile @Nullable Runnable beforeEnd;

    private volatile byte state;

    /**
     * The latch of joining threads; created by the first of them, so that a thread that is never joined has no latch.
     */
    private volatile @Nullable Latch endedLatch;

    /**
     * Whether the keep-alive thread was retained for this thread. Written before this thread starts, and read by this
     * thread when it ends, so that retain and release match even if the daemon flag is changed concurrently with the
     * start.
     */
    private boolean kept;

    /** The place in the table of live threads, used only by the table; null while the thread is not listed. */
    StartedThreads.@Nullable Segment segment;

    byte slot;

    /**
     * The context that the thread runs in, or null if it is empty; written before the thread starts, and dropped when
     * it ends.
     */
    private @Nullable Context context;

    /**
     * Whether the program may end without waiting for this thread. This field is here rather than in a subclass since
     * it takes no memory here: the JVM has room for it beside the other small fields.
     */
    volatile boolean daemon;

    /** Creates the state of a thread that was not started; the context is null if it was not set. */
    ThreadLifecycle(@Nullable Context context) {
        this.state = INITIAL;
        this.context = context;
    }

    /** Creates the state of a foreign thread. */
    ThreadLifecycle() {
        this.state = STARTED;
    }

    abstract Thread thread();

    /** Returns whether the thread inherits the context of the thread that starts it, if no context was set. */
    abstract boolean inheritsContext();

    abstract void run() throws Exception;

    /** Adds the thread to the table of live threads. */
    abstract void register();

    /** Removes the thread from the table; has no effect if it is not registered. */
    abstract void unregister();

    /** Calls the excepthook with the exception that ended the thread. */
    abstract void report(Throwable exception);

    /** Describes the thread by class, name and state, without calling foreign code. */
    abstract String describe();

    /** Starts the thread; if this fails, restores the previous state. */
    final void begin() {
        if (!STATE.compareAndSet(this, INITIAL, STARTING)) {
            throw onlyOnce();
        }
        var before = context;
        try {
            if (thread().getState() != Thread.State.NEW) { // already started through toJavaThread()
                throw onlyOnce();
            }
            if (before == null && inheritsContext()) {
                context = ThreadSettings.inheritsContext() ? copyIfAny() : null;
            }
            register();
            startJavaThread();
        } catch (OutOfMemoryError e) { // thrown by the JVM if the system can't start more threads
            undoBegin(before);
            throw new IllegalStateException("can't start new thread: " + describe() + " (" + e.getMessage() + ")", e);
        } catch (Throwable e) {
            undoBegin(before);
            throw e;
        }
        STATE.compareAndSet(this, STARTING, STARTED);
    }

    private IllegalStateException onlyOnce() {
        return new IllegalStateException("threads can only be started once: " + describe());
    }

    /** Returns a copy of the calling thread's context, or null if it is empty, as for most threads. */
    private static @Nullable Context copyIfAny() {
        var copy = Context.copyContext();
        return copy.isEmpty() ? null : copy;
    }

    private void undoBegin(@Nullable Context before) {
        unregister();
        context = before;
        state = INITIAL;
    }

    private void startJavaThread() {
        kept = !daemon && JavaThreads.isVirtual(thread()); // the JVM itself waits for platform threads
        if (kept) {
            KeepAlive.JVM.retain();
        }
        try {
            thread().start();
        } catch (Throwable e) {
            if (kept) {
                // Reset first: a thread that was started concurrently through toJavaThread() must not release again.
                kept = false;
                KeepAlive.JVM.release();
            }
            throw e;
        }
    }

    /**
     * The code of the new thread, from start to end. Any failure is reported to the excepthook, and joining threads are
     * always released.
     */
    final void runToEnd() {
        try {
            STATE.compareAndSet(this, STARTING, STARTED);
            if (context == null) {
                live();
            } else {
                context.run(this::live);
            }
        } catch (Throwable e) {
            // Out of memory, or the context can't be entered or left; live() itself throws nothing.
            report(e);
        } finally {
            end();
        }
    }

    /** Runs the thread's code; called in the thread's context. */
    private void live() {
        try {
            run();
        } catch (ThreadExit exit) {
            // the thread exits silently
        } catch (Throwable e) {
            report(e);
        }
    }

    /** Sets an action that every thread of this library runs before it ends; {@link Local} sets it when first used. */
    static void beforeEnd(Runnable action) {
        beforeEnd = action;
    }

    /** Ends the thread. Runs each step even if an earlier one fails. */
    private void end() {
        try {
            cleanUp();
        } finally {
            state = ENDED;
            try {
                releaseJoiners();
            } finally {
                releaseKeepAlive();
            }
        }
    }

    private void cleanUp() {
        context = null;
        try {
            var last = beforeEnd;
            if (last != null) {
                last.run();
            }
        } finally {
            Recorder.threadEnds();
            unregister();
        }
    }

    private void releaseJoiners() {
        var joiners = endedLatch;
        if (joiners != null) {
            joiners.open();
        }
    }

    private void releaseKeepAlive() {
        if (kept) {
            KeepAlive.JVM.release();
        }
    }

    /**
     * Waits for the end of the thread, at most a number of nanoseconds as returned by
     * {@link io.github.threading4j.internal.Timeout}.
     */
    boolean joinWithin(long nanos) throws InterruptedException {
        checkJoinable();
        Cancelling.check();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before joining " + describe());
        }
        var latch = latchUnlessEnded();
        return latch == null || latch.await(nanos);
    }

    private void checkJoinable() {
        if (!wasStarted()) {
            throw new IllegalStateException("cannot join thread before it is started: " + describe());
        }
        if (thread() == Thread.currentThread()) {
            throw new IllegalStateException("cannot join current thread: " + describe());
        }
    }

    /** Returns the latch that opens when the thread ends, or null if the thread has ended. */
    private @Nullable Latch latchUnlessEnded() {
        if (state == ENDED) {
            return null;
        }
        var latch = latchForJoiners();
        // Check again: if the ending thread read the latch field before the latch was set, it will not open the latch.
        // It writes ENDED before it reads the field, so the state is ENDED in that case.
        return state == ENDED ? null : latch;
    }

    /** Like {@link #latchUnlessEnded()}, for a select; throws the exceptions of {@code join}. */
    final @Nullable Latch latchForSelect() {
        checkJoinable();
        return latchUnlessEnded();
    }

    private Latch latchForJoiners() {
        var latch = endedLatch;
        if (latch == null) {
            var mine = new Latch(Blocker.Kind.JOIN, this, thread());
            var first = (Latch) ENDED_LATCH.compareAndExchange(this, null, mine);
            latch = first == null ? mine : first;
        }
        return latch;
    }

    boolean alive() {
        return state == STARTED;
    }

    final boolean wasStarted() {
        return state == STARTED || state == ENDED;
    }

    final boolean isUntouched() {
        return state == INITIAL;
    }

    /** Returns the state in Python's words. */
    final String stateName() {
        if (alive()) {
            return "started";
        }
        return wasStarted() ? "stopped" : "initial";
    }
}

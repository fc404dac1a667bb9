package io.github.threading4j;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The mechanics of a {@link NamedThread}, which is its public API: how it starts, runs, ends and is joined.
 *
 * <p>A superclass and not a part, so that a thread costs one object less. It knows neither names nor the table of
 * threads nor the excepthook: the methods that its subclass implements do.
 */
abstract class ThreadLifecycle {
    private static final VarHandle STATE = VarHandles.field(MethodHandles.lookup(), "state", byte.class);
    private static final VarHandle ENDED_LATCH = VarHandles.field(MethodHandles.lookup(), "endedLatch", Latch.class);

    /*
     * It is listed while STARTING and STARTED, and alive while STARTED.
     *
     *   INITIAL  -> STARTING  begin(), by whoever wins
     *   STARTING -> STARTED   begin() or the new thread, whichever comes first
     *   STARTING -> INITIAL   begin(), when the system refused
     *   STARTED  -> ENDED     the new thread in end(), which then opens the latch
     */
    private static final byte INITIAL = 0;
    private static final byte STARTING = 1;
    private static final byte STARTED = 2;
    private static final byte ENDED = 3;

    private static volatile @Nullable Runnable beforeEnd;

    private volatile byte state;

    /** Where joiners wait; made by the first of them, so that a thread that nobody joins has none. */
    private volatile @Nullable Latch endedLatch;

    /**
     * Whether the keep-alive thread waits for it. Written before the thread starts and read by that thread, so that it
     * gives back what was taken even if somebody changes the daemon flag at the very moment of the start.
     */
    private boolean kept;

    /** Its place in the order of all registrations; written before it is listed. */
    long registration;

    /** What it runs in, or null for one of its own; written before it starts, dropped when it has ended. */
    private @Nullable Context context;

    /** Whether it takes its context from the thread that starts it. */
    private final boolean inheritsContext;

    /** For threads that are to be started. */
    ThreadLifecycle(@Nullable Context context, boolean inheritsContext) {
        this.state = INITIAL;
        this.context = context;
        this.inheritsContext = inheritsContext;
    }

    /** For threads that somebody else started. */
    ThreadLifecycle() {
        this.state = STARTED;
        this.inheritsContext = false;
    }

    abstract Thread thread();

    abstract boolean isDaemon();

    abstract void run() throws Exception;

    /** Lists the thread among the live ones. */
    abstract void register();

    /** Undoes {@link #register()}; has no effect without it. */
    abstract void unregister();

    /** Has the excepthook called with what ended the thread. */
    abstract void report(Throwable exception);

    /** By class, name and state, without a {@code toString} of others. */
    abstract String describe();

    /** Starts the thread, or leaves no trace. */
    final void begin() {
        if (!STATE.compareAndSet(this, INITIAL, STARTING)) {
            throw onlyOnce();
        }
        try {
            if (thread().getState() != Thread.State.NEW) { // Java code has started it
                throw onlyOnce();
            }
            if (inheritsContext) {
                context = ThreadSettings.inheritsContext() ? copyIfAny() : null;
            }
            register();
            startJavaThread();
        } catch (OutOfMemoryError e) { // what the JVM says when the system has no more threads
            undoBegin();
            throw new IllegalStateException("can't start new thread: " + this + " (" + e.getMessage() + ")", e);
        } catch (Throwable e) {
            undoBegin();
            throw e;
        }
        STATE.compareAndSet(this, STARTING, STARTED);
    }

    private IllegalStateException onlyOnce() {
        return new IllegalStateException("threads can only be started once: " + this);
    }

    /** A copy of the calling thread's context, or null for an empty one, which is what most threads have. */
    private static @Nullable Context copyIfAny() {
        var copy = Context.copyContext();
        return copy.isEmpty() ? null : copy;
    }

    private void undoBegin() {
        unregister();
        state = INITIAL;
    }

    private void startJavaThread() {
        kept = !isDaemon() && JavaThreads.isVirtual(thread()); // else the JVM does the right thing by itself
        if (kept) {
            KeepAlive.JVM.retain();
        }
        try {
            thread().start();
        } catch (Throwable e) {
            if (kept) {
                kept = false; // it may run all the same, if Java code started it at this very moment
                KeepAlive.JVM.release();
            }
            throw e;
        }
    }

    /**
     * The whole life of the new thread. Whatever fails in it, the excepthook hears of that and those who wait are
     * released.
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
            // There was no memory, or the context can't be entered or left. What live() does throws nothing.
            report(e);
        } finally {
            end();
        }
    }

    /** What happens in the thread's context. */
    private void live() {
        try {
            run();
        } catch (ThreadExit exit) {
            // it ends itself, silently
        } catch (Throwable e) {
            report(e);
        }
    }

    /** Has every thread of this library do something before it ends: what {@link Local} needs once there is one. */
    static void beforeEnd(Runnable action) {
        beforeEnd = action;
    }

    /** Each step is taken whatever becomes of those before it. */
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

    /** Waits for the end; nanos as {@link io.github.threading4j.internal.Timeout} gives them. */
    boolean joinWithin(long nanos) throws InterruptedException {
        if (!wasStarted()) {
            throw new IllegalStateException("cannot join thread before it is started: " + this);
        }
        if (thread() == Thread.currentThread()) {
            throw new IllegalStateException("cannot join current thread: " + this);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before joining " + describe());
        }
        if (state == ENDED) {
            return true;
        }
        var latch = latchForJoiners();
        // The thread may have ended without seeing the latch: it says ENDED first and looks for a latch after.
        return state == ENDED || latch.await(nanos);
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

    /** In Python's words. */
    final String stateName() {
        if (alive()) {
            return "started";
        }
        return wasStarted() ? "stopped" : "initial";
    }
}

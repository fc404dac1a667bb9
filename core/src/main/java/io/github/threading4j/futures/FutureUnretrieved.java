package io.github.threading4j.futures;

import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.NamedThread;
import io.github.threading4j.ThreadExit;
import io.github.threading4j.internal.ThreadingAccess;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a task threw, until it is retrieved or reported. It is reported once: when its executor is closed; or when the
 * future was collected, by a worker between two tasks; or at the end of the program, by {@link FutureExitHook}.
 *
 * <p>The excepthook may block, and may acquire any lock. So a report is never made inside a {@code submit}, a task or a
 * callback, whose thread may hold locks, and an entry stays here until its report has ended: the end of the program
 * waits for it, and prints it if it does not end. No thread waits for any of that, and a task that does not fail pays
 * nothing.
 */
final class FutureUnretrieved extends WeakReference<Future<?>> {
    /** With those whose report has not ended. */
    private static final Set<FutureUnretrieved> ALL = ConcurrentHashMap.newKeySet();

    private static final ReferenceQueue<Future<?>> COLLECTED = new ReferenceQueue<>();

    /** How many more are kept than stayed at a sweep before the next one is due. */
    private static final int SWEEP_AFTER = 8;

    @SuppressWarnings("UnnecessaryLambda")
    private static final Runnable NOTHING = () -> {};

    // Plain on purpose: they only decide when to sweep.
    private static int keptSinceSweep;
    private static int stayedAtSweep;

    /**
     * How many hold their exceptions whatever these hold. More hold theirs softly, since the JVM must be able to free
     * those of futures that it finds dead at the moment when the heap is full; nothing can report them before that.
     */
    private static final int STRONG = 16;

    /** The exception, or a soft reference to it. */
    private final Object thrown;

    private final Class<?> type;
    private final TaskOwner executor;

    /** Where it was thrown, as {@link ThreadingAccess} knows threads; or null. */
    private final @Nullable Object thread;

    /** Whether a thread reports it, or has retrieved it: the first one that comes does either. Guarded by this. */
    private boolean claimed;

    private FutureUnretrieved(Future<?> future, Throwable exception, TaskOwner executor, @Nullable Object thread) {
        super(future, COLLECTED);
        this.thrown = ALL.size() < STRONG ? exception : new SoftReference<>(exception);
        this.type = exception.getClass();
        this.executor = executor;
        this.thread = thread;
    }

    /** Keeps what a task threw, before any thread can know of it; null if there is nothing to report. */
    static @Nullable FutureUnretrieved keep(Future<?> future, Throwable exception, TaskOwner executor) {
        if (exception instanceof ThreadExit) {
            return null; // that is to be silent
        }
        var thread = future.endsInThreadOfTask() ? ThreadingAccess.get().knownThread() : null;
        var kept = new FutureUnretrieved(future, exception, executor, thread);
        ALL.add(kept);
        keptSinceSweep++;
        FutureExitHook.register();
        return kept;
    }

    /** Has it never be reported: it was retrieved, or never can be. */
    void drop() {
        if (claim()) {
            remove();
        }
    }

    /** Reports it, unless that has begun or it was retrieved; returns normally, whatever handler and hook do. */
    void report() {
        if (claim()) {
            try {
                tell();
            } finally {
                remove();
            }
        }
    }

    private void tell() {
        var handler = executor.unretrievedHandler();
        if (handler != null) {
            try {
                handler.handle(new ExceptHookArgs(exception(), (NamedThread) thread, headline()));
                return;
            } catch (Throwable e) {
                ThreadingAccess.get().report(e); // and then what it was to handle, as where an excepthook fails
            }
        }
        ThreadingAccess.get().report(headline(), exception(), thread);
    }

    /** Returns whether the caller is the first one, which retrieves or reports it. */
    synchronized boolean claim() {
        var first = !claimed;
        claimed = true;
        return first;
    }

    synchronized boolean isClaimed() {
        return claimed;
    }

    private void remove() {
        ALL.remove(this);
        clear();
        if (ALL.isEmpty()) {
            FutureExitHook.unregister();
        }
    }

    /** A thread that waits for the future at this moment is about to retrieve it. */
    void reportUnlessAwaited() {
        if (!isAwaited()) {
            report();
        }
    }

    boolean isAwaited() {
        var future = get();
        return future != null && future.state.isBeingAsked();
    }

    /**
     * Reports what can't be retrieved any more; polls an empty queue, mostly. The calling thread must hold no locks.
     */
    static void reportCollected() {
        reportCollected(NOTHING);
    }

    /** As {@link #reportCollected()}, for a thread that does something first, since the excepthook may not return. */
    static void reportCollected(Runnable beforeReport) {
        for (var next = COLLECTED.poll(); next != null; next = COLLECTED.poll()) {
            beforeReport.run();
            ((FutureUnretrieved) next).report();
        }
        if (keptSinceSweep - SWEEP_AFTER > stayedAtSweep) {
            beforeReport.run();
            sweep();
        }
    }

    /**
     * Reports what the collector has cleared, before the JVM queues it: its thread for that may come late on a busy
     * machine, and failures that hold much would fill the heap meanwhile. As often as the number of failures doubles,
     * so that each costs little.
     */
    private static void sweep() {
        keptSinceSweep = 0;
        var stayed = 0;
        for (var each : ALL) {
            if (each.refersTo(null)) {
                each.report();
            } else {
                stayed++;
            }
        }
        stayedAtSweep = stayed;
    }

    /** Reports what was not retrieved of an executor that has ended. */
    static void reportOf(TaskOwner executor) {
        reportCollected();
        for (var each : ALL) {
            if (each.executor == executor) {
                each.reportUnlessAwaited();
            }
        }
    }

    /** What is not reported yet, in no order; a live view. */
    static Collection<FutureUnretrieved> all() {
        return Collections.unmodifiableSet(ALL);
    }

    /** What was thrown; or, if the JVM has freed that for lack of memory, an exception that names its class. */
    Throwable exception() {
        var exception = (Throwable) (thrown instanceof SoftReference<?> soft ? soft.get() : thrown);
        return exception != null
                ? exception
                : new IllegalStateException("freed for lack of memory before it was reported: " + type.getName());
    }

    /** What the excepthook is told about it. */
    String headline() {
        try {
            return "Exception in a task of " + executor.name() + " that was never retrieved";
        } catch (OutOfMemoryError e) {
            return "Exception in a task that was never retrieved";
        }
    }
}

package io.github.threading4j.futures;

import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.NamedThread;
import io.github.threading4j.ThreadExit;
import io.github.threading4j.internal.Exceptions;
import io.github.threading4j.internal.ExitWait;
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
 * An entry for an exception that a task threw. It exists until the exception is retrieved or reported. The exception is
 * reported once: when its executor is closed; after its future was garbage-collected, by a worker between two tasks; or
 * at shutdown, by {@link FutureExitHook}.
 *
 * <p>The excepthook may block, and may acquire any lock. Therefore, a report is never made inside a {@code submit}, a
 * task or a callback, whose thread may hold locks. An entry stays in the list until its report has ended: the exit hook
 * waits for the report, and prints the entry if the report does not end. No other thread waits for the report. A task
 * that does not fail incurs no cost.
 */
final class FutureUnretrieved extends WeakReference<Future<?>> {
    /** All unretrieved exceptions, including those whose report has not ended. */
    private static final Set<FutureUnretrieved> ALL = ConcurrentHashMap.newKeySet();

    private static final ReferenceQueue<Future<?>> COLLECTED = new ReferenceQueue<>();

    /**
     * A sweep is due when the number of entries added since the last sweep is greater than this constant plus the
     * number of entries that the last sweep left.
     */
    private static final int SWEEP_AFTER = 8;

    // Plain fields on purpose: a race on them only affects when the next sweep is due.
    private static int keptSinceSweep;
    private static int stayedAtSweep;

    /**
     * The maximum number of entries with a strong reference to their exception. Further entries have a soft reference:
     * when the heap is full, it must be possible to garbage-collect the exceptions of unreachable futures, perhaps
     * before they can be reported.
     */
    private static final int STRONG = 16;

    /** The exception, or a soft reference to it. */
    private final Object thrown;

    private final Class<?> type;
    private final TaskOwner executor;

    /** The thread in which the exception was thrown, as represented by {@link ThreadingAccess}; or null. */
    private final @Nullable Object thread;

    /** Whether a thread reports or has retrieved the exception; only the first claim succeeds. Guarded by this. */
    private boolean claimed;

    /** The thread that reports the exception; or null. */
    private volatile @Nullable Thread reporter;

    private FutureUnretrieved(Future<?> future, Throwable exception, TaskOwner executor, @Nullable Object thread) {
        super(future, COLLECTED);
        this.thrown = ALL.size() < STRONG ? exception : new SoftReference<>(exception);
        this.type = exception.getClass();
        this.executor = executor;
        this.thread = thread;
    }

    /** Keeps a task's exception before any thread can see it; returns null if there is nothing to report. */
    static @Nullable FutureUnretrieved keep(Future<?> future, Throwable exception, TaskOwner executor) {
        if (exception instanceof ThreadExit) {
            return null; // not an error: the thread ends silently
        }
        var thread = future.endsInThreadOfTask() ? ThreadingAccess.get().knownThread() : null;
        var kept = new FutureUnretrieved(future, exception, executor, thread);
        ALL.add(kept);
        keptSinceSweep++;
        FutureExitHook.register();
        return kept;
    }

    /** Removes this entry without a report: the exception was retrieved, or need not be reported. */
    void drop() {
        if (claim()) {
            remove();
        }
    }

    /** Reports the exception unless it was claimed; returns normally, whatever the handler and the excepthook throw. */
    void report() {
        if (claim()) {
            reporter = Thread.currentThread();
            try {
                tell();
            } finally {
                remove();
                reporter = null; // otherwise, the future would retain the thread through this entry
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
                // The same order as when an excepthook fails: first the handler's exception, then the exception that
                // the handler was called with.
                ThreadingAccess.get().report(e);
                ThreadingAccess.get().report(headline(), exception(), thread);
                Exceptions.restoreInterrupt(e);
                return;
            }
        }
        ThreadingAccess.get().report(headline(), exception(), thread);
    }

    /** Returns whether the caller is the first to claim this entry, and therefore retrieves or reports it. */
    synchronized boolean claim() {
        var first = !claimed;
        claimed = true;
        return first;
    }

    private synchronized boolean isClaimed() {
        return claimed;
    }

    /**
     * Returns whether the report has begun and has not ended. A report whose hook waits for the JVM to exit counts as
     * ended.
     */
    boolean isBeingReported() {
        var by = reporter;
        return isClaimed() && (by == null || !ExitWait.isOf(by, exception()));
    }

    /** Called when the report has ended, or if there will be no report. */
    void remove() {
        ALL.remove(this);
        clear();
        if (ALL.isEmpty()) {
            FutureExitHook.unregister();
        }
    }

    /**
     * Reports the exception unless a thread currently waits for the future: that thread will retrieve the exception.
     */
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
     * Reports exceptions that can no longer be retrieved; usually just polls an empty queue. The calling thread must
     * hold no locks.
     */
    static void reportCollected() {
        reportCollected(null);
    }

    /**
     * Like {@link #reportCollected()}, but runs an action, if not null, before each report, since the excepthook may
     * not return.
     */
    static void reportCollected(@Nullable Runnable beforeReport) {
        for (var next = COLLECTED.poll(); next != null; next = COLLECTED.poll()) {
            run(beforeReport);
            ((FutureUnretrieved) next).report();
        }
        if (keptSinceSweep - SWEEP_AFTER > stayedAtSweep) {
            run(beforeReport);
            sweep();
        }
    }

    private static void run(@Nullable Runnable action) {
        if (action != null) {
            action.run();
        }
    }

    /**
     * Reports entries that the garbage collector has cleared but the JVM has not enqueued yet: on a busy machine, the
     * JVM's reference thread may run late, and large exceptions would fill the heap in the meantime. Runs each time the
     * number of failures doubles, so that the cost per failure is small.
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

    /** Reports the unretrieved exceptions of an executor that has ended. */
    static void reportOf(TaskOwner executor) {
        reportCollected();
        for (var each : ALL) {
            if (each.executor == executor) {
                each.reportUnlessAwaited();
            }
        }
    }

    /** Returns the entries that have not been reported yet, in no particular order; a live view. */
    static Collection<FutureUnretrieved> all() {
        return Collections.unmodifiableSet(ALL);
    }

    /**
     * Returns the exception. If it was garbage-collected for lack of memory, returns another exception that names its
     * class.
     */
    Throwable exception() {
        var exception = (Throwable) (thrown instanceof SoftReference<?> soft ? soft.get() : thrown);
        return exception != null
                ? exception
                : new IllegalStateException(
                        "exception freed for lack of memory before it was reported: " + type.getName());
    }

    /** Returns the headline of the report. */
    String headline() {
        try {
            return "Exception in a task of " + executor.name() + " that was never retrieved";
        } catch (OutOfMemoryError e) {
            return "Exception in a task that was never retrieved";
        }
    }
}

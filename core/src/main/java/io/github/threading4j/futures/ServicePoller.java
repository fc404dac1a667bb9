package io.github.threading4j.futures;

import io.github.threading4j.NamedThread;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ContextFreeTarget;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Retry;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A detector of events that a service does not report to its executor: the completion of futures without callbacks, and
 * the end of the service, after which it runs no more tasks. One daemon thread, which exists while the executor has
 * unfinished tasks, waits for the oldest of those futures, and polls the others and the service. It does not keep an
 * unreachable executor from being collected.
 */
final class ServicePoller {
    private static final long POLL_MILLIS = 10;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);

    /** Created in advance, since there may not be enough memory when it is needed. */
    private static final Retry<ServicePoller> POLL = new Retry<>(ServicePoller::pollWhileNeeded);

    /**
     * The polling interval while there is no future to wait for and only the service is polled, which is less urgent.
     */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** The executor over the service. */
    interface Owner {
        /** Returns whether the executor has tasks whose completion has not been detected. */
        boolean hasUnfinished();

        /** Cancels the tasks that the service will never run. */
        void cancelDropped() throws InterruptedException;
    }

    private final WeakReference<Owner> executor;
    private final String name;
    private final Mutex mutex = new Mutex(this);
    private final QueuedSync.WaitSet changed = mutex.newWaitSet(Blocker.Kind.EVENT, this);

    /** The futures whose completion must be detected, oldest first; guarded by the mutex. */
    private final ArrayDeque<ServiceFuture<?>> watched = new ArrayDeque<>();

    /** Whether the thread exists and will poll once more; written with the mutex held. */
    private volatile boolean running;

    /** The time of the last poll; used only by the polling thread. */
    private long polled;

    ServicePoller(Owner executor, String name) {
        this.executor = new WeakReference<>(executor);
        this.name = name;
    }

    /**
     * Watches a future for completion.
     *
     * @throws IllegalStateException if the thread can't be started
     */
    void watch(ServiceFuture<?> future) {
        NamedThread spare = null;
        while (!watch(future, spare)) {
            spare = newThread();
        }
    }

    /** Watches a future; returns false if this requires a spare thread and none was given. */
    private boolean watch(ServiceFuture<?> future, @Nullable NamedThread spare) {
        mutex.lock();
        try {
            if (!running && spare == null) {
                return false;
            }
            watched.add(future);
            var watching = false;
            try {
                ensureRunning(spare);
                changed.signal();
                watching = true;
            } finally {
                if (!watching) {
                    watched.removeLast();
                }
            }
            return true;
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Watches for the end of the service, after a task was handed over. If the thread can't be started, this is retried
     * for the next task; a shutdown that waits does not depend on the thread.
     */
    void watchService() {
        if (running) {
            return; // the thread checks for unfinished tasks after it has cleared this flag
        }
        try {
            var spare = newThread();
            mutex.lock();
            try {
                ensureRunning(spare);
            } finally {
                mutex.unlock();
            }
        } catch (Throwable e) {
            // retried for the next task
        }
    }

    /** Called without the mutex, since this may run user code, such as that of an {@code InheritableThreadLocal}. */
    private NamedThread newThread() {
        ContextFreeTarget target = () -> POLL.untilDone(this); // no context, so nothing can fail before POLL runs
        return NamedThread.builder().name(name).daemon(true).unstarted(target);
    }

    private void ensureRunning(@Nullable NamedThread spare) {
        if (!running) {
            Checks.notNull(spare, "spare").start();
            running = true;
        }
    }

    private void pollWhileNeeded() {
        for (var needed = true; needed; ) {
            try {
                needed = pollOnce();
            } catch (InterruptedException e) {
                // ignored: the thread is private to this class
            }
        }
    }

    /** Polls or waits once; returns whether the thread is still needed. */
    private boolean pollOnce() throws InterruptedException {
        var now = System.nanoTime();
        if (now - polled >= POLL_NANOS) {
            polled = now;
            pollAll();
        }
        var oldest = oldest();
        if (oldest == null) {
            return isNeeded();
        }
        oldest.endsWithin(POLL_MILLIS);
        return true;
    }

    private void pollAll() throws InterruptedException {
        for (var each : snapshot()) {
            try {
                each.endIfTheirsIsDone();
            } catch (VirtualMachineError e) { // the other futures are not affected
                Retry.reportAndPause(e);
            }
        }
        var owner = executor.get();
        if (owner != null) {
            owner.cancelDropped();
        }
    }

    /** Returns the oldest future that is not done, waiting briefly if there is none; null if there is still none. */
    private @Nullable ServiceFuture<?> oldest() throws InterruptedException {
        mutex.lock();
        try {
            removeDone();
            if (watched.isEmpty()) {
                changed.awaitSignal(IDLE_NANOS);
                removeDone();
            }
            return watched.peek();
        } finally {
            mutex.unlock();
        }
    }

    private void removeDone() {
        while (!watched.isEmpty() && watched.element().done()) {
            watched.remove();
        }
    }

    /**
     * Returns whether this thread must continue: there is something left to detect, and no other thread was started.
     */
    private boolean isNeeded() {
        setNotRunning(); // first: a thread that hands over a task later sees the cleared flag
        var owner = executor.get();
        var unfinished = owner != null && owner.hasUnfinished();
        mutex.lock();
        try {
            var needed = !running && (unfinished || !watched.isEmpty());
            running |= needed;
            return needed;
        } finally {
            mutex.unlock();
        }
    }

    private void setNotRunning() {
        mutex.lock();
        try {
            running = false;
        } finally {
            mutex.unlock();
        }
    }

    private ArrayDeque<ServiceFuture<?>> snapshot() {
        mutex.lock();
        try {
            watched.removeIf(Future::done);
            return watched.clone();
        } finally {
            mutex.unlock();
        }
    }

    @Override
    public String toString() {
        return "futures of " + name;
    }
}

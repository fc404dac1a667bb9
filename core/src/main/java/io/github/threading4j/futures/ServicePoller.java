package io.github.threading4j.futures;

import io.github.threading4j.NamedThread;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.ThreadingAccess;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Notices the end of futures that call nobody: one daemon thread, which exists while there are any. It waits for the
 * oldest, and looks at the others from time to time.
 */
final class ServicePoller {
    private static final long LOOK_MILLIS = 10;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);

    private final String name;
    private final Mutex mutex = new Mutex(this);

    // Guarded by the mutex.
    private final ArrayDeque<ServiceFuture<?>> watched = new ArrayDeque<>();
    private boolean running;

    ServicePoller(String name) {
        this.name = name;
    }

    void watch(ServiceFuture<?> future) {
        mutex.lock();
        try {
            if (!running) {
                NamedThread.builder()
                        .name(name)
                        .daemon(true)
                        .context(new Context())
                        .start(this::waitForAll);
                running = true;
            }
            watched.add(future);
        } finally {
            mutex.unlock();
        }
    }

    private void waitForAll() {
        var looked = System.nanoTime();
        while (true) {
            try {
                var oldest = oldest();
                if (oldest == null) {
                    return;
                }
                oldest.endsWithin(LOOK_MILLIS);
                if (System.nanoTime() - looked >= LOOK_NANOS) {
                    looked = System.nanoTime();
                    for (var each : snapshot()) {
                        each.endIfTheirsIsDone();
                    }
                }
            } catch (InterruptedException e) {
                // nobody's business: the thread is private
            } catch (Throwable e) {
                // No task's: there was no memory. Those that are watched depend on this thread.
                ThreadingAccess.get().report(e);
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /** The oldest that is not done, or null: then this thread ends. */
    private @Nullable ServiceFuture<?> oldest() {
        mutex.lock();
        try {
            while (!watched.isEmpty() && watched.element().done()) {
                watched.remove();
            }
            running = !watched.isEmpty();
            return watched.peek();
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

package io.github.threading4j.futures;

import io.github.threading4j.NamedThread;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.RootAccess;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of a {@link Pool}, and its whole life. */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(ThreadPoolExecutor.class);

    private final Pool pool;
    private final @Nullable ThrowingRunnable<?> initializer;
    private final NamedThread thread;

    /** What it runs, for those who look; written by the worker alone. */
    private volatile @Nullable PoolTask<?> task;

    Worker(Pool pool, String name, boolean virtual, @Nullable ThrowingRunnable<?> initializer) {
        this.pool = pool;
        this.initializer = initializer;
        var builder = NamedThread.builder().name(name).daemon(true);
        this.thread = (virtual ? builder.virtual() : builder).unstarted(this::work);
    }

    NamedThread thread() {
        return thread;
    }

    @Nullable PoolTask<?> task() {
        return task;
    }

    private void work() {
        RootAccess.get().countAsNonDaemon();
        if (!initialized()) {
            return;
        }
        log.debug("worker begins: {}", pool);
        for (var next = pool.next(0); next != null; next = pool.next(1)) {
            task = next;
            next.run();
            task = null;
            Thread.interrupted(); // what one task left is nothing to the next
        }
        log.debug("worker ends: {}", pool);
    }

    private boolean initialized() {
        if (initializer == null) {
            return true;
        }
        try {
            initializer.run();
            return true;
        } catch (Throwable e) {
            pool.breakDown(e);
            RootAccess.get().report(e);
            return false;
        }
    }
}

package io.github.threading4j.pool;

import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.futures.Future;
import io.github.threading4j.internal.Checks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An imap of a {@link ThreadPool}: takes the items when there is a worker for them, and hands over the results.
 *
 * <p>Each task takes a chunk of items, queues the next such task, and then runs the function. So one worker at a time
 * is at the items, which needs no lock, the others run functions, and tasks of others get their turn in between.
 */
final class PendingImap<A extends @Nullable Object, R extends @Nullable Object> implements Pending {
    private final ThreadPool pool;
    private final ThrowingFunction<? super A, ? extends R> function;
    private final Iterator<? extends A> items;
    private final int chunksize;
    private final boolean ordered;
    private final ImapIterator<R> results = new ImapIterator<>();

    /** Whether items may still be taken: as long as that is so, the pool lets this queue tasks. */
    private final AtomicBoolean open = new AtomicBoolean(true);

    /**
     * Whether the next task is in the queue, and the items are its own; false while a task is at them, and in the end.
     */
    private final AtomicBoolean queued = new AtomicBoolean(true);

    /** How many items were taken; handed on from task to task by the queue. */
    private long taken;

    private final AtomicLong finished = new AtomicLong();

    /** How many results there will be, or -1 as long as that is not known. */
    private volatile long total = -1;

    private PendingImap(
            ThreadPool pool,
            ThrowingFunction<? super A, ? extends R> function,
            Iterator<? extends A> items,
            int chunksize,
            boolean ordered) {
        this.pool = pool;
        this.function = function;
        this.items = items;
        this.chunksize = chunksize;
        this.ordered = ordered;
    }

    /** A collection without items is done at once, and needs no worker. */
    static <A extends @Nullable Object, R extends @Nullable Object> ImapIterator<R> start(
            ThreadPool pool,
            ThrowingFunction<? super A, ? extends R> function,
            Iterable<? extends A> items,
            int chunksize,
            boolean ordered) {
        Checks.notNull(function, "function");
        Checks.notNull(items, "items");
        AsyncOptions.checkChunksize(chunksize);
        pool.workers.checkRunning();
        if (items instanceof Collection<?> known && known.isEmpty()) {
            return ImapIterator.empty();
        }
        return new PendingImap<A, R>(pool, function, items.iterator(), chunksize, ordered).start();
    }

    private ImapIterator<R> start() {
        pool.workers.sourceBegins();
        try {
            pool.workers.submit(this, List.of(this::runChunk));
        } catch (Throwable e) {
            close();
            throw e;
        }
        return results;
    }

    private void runChunk() {
        if (!queued.compareAndSet(true, false) || !open.get()) {
            return;
        }
        var first = taken;
        var chunk = new ArrayList<A>(Math.min(chunksize, 16));
        Throwable failure = null;
        try {
            while (chunk.size() < chunksize && items.hasNext()) {
                chunk.add(items.next());
            }
        } catch (Throwable e) {
            failure = e;
        }
        taken += chunk.size();
        if (failure == null && chunk.size() == chunksize) {
            queueNext();
        } else {
            endOfItems(failure);
        }
        for (int i = 0; i < chunk.size(); i++) {
            arrive(first + i, run(chunk.get(i)));
        }
    }

    /** If that fails, for lack of memory, the items end with the failure. */
    private void queueNext() {
        queued.set(true);
        try {
            pool.workers.submitFurther(this, this::runChunk);
        } catch (Throwable e) {
            if (queued.compareAndSet(true, false)) {
                endOfItems(e);
            } // else it is in the queue nevertheless, and another worker has taken it
        }
    }

    /** What the items threw comes in the place of the item that there was not. */
    private void endOfItems(@Nullable Throwable failure) {
        total = failure == null ? taken : taken + 1;
        results.setTotal(total);
        if (failure != null) {
            var failed = new Future<R>();
            failed.setException(failure);
            arrive(taken, failed);
        }
        forgetIfFinished();
        close();
    }

    /** No more items are taken. */
    private void close() {
        if (open.compareAndSet(true, false)) {
            pool.workers.sourceEnds();
        }
    }

    /** Of the last result and the end of the items, whichever comes second sees the other. */
    private void forgetIfFinished() {
        if (finished.get() == total) {
            pool.workers.forget(this);
        }
    }

    private Future<R> run(A item) {
        var result = new Future<R>(); // first, so that nothing can fail once the function has returned
        try {
            result.setResult(function.apply(item));
        } catch (Throwable e) {
            result.setException(e);
        }
        return result;
    }

    private void arrive(long place, Future<R> result) {
        var order = finished.getAndIncrement();
        results.arrive(ordered ? place : order, result);
        forgetIfFinished();
    }

    @Override
    public boolean fail(Throwable failure) {
        pool.workers.forget(this);
        close();
        return results.end(failure);
    }
}

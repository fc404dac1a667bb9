package io.github.threading4j.pool;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.futures.Future;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ExecutorCleaner;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An imap of a {@link ThreadPool}: fetches items when a worker is available for them, and passes on the results.
 *
 * <p>Each task fetches a chunk of items, queues the next such task, and then applies the function to the items. Only
 * one worker at a time fetches items, so fetching needs no lock. Meanwhile, other workers apply the function. Tasks of
 * other results can run between two tasks of an imap. With a buffersize, the next task is queued only if there is
 * capacity; otherwise, it is queued by the thread that frees capacity by taking a result.
 */
final class PendingImap<A extends @Nullable Object, R extends @Nullable Object> implements Pending, ImapResults.Source {
    private static final long UNBOUNDED = Long.MAX_VALUE;

    private final Workers workers;

    /** Referenced until all results have arrived, since a pool ends when it is collected. */
    @SuppressWarnings("UnusedVariable")
    private volatile @Nullable ThreadPool pool;

    private final ThrowingFunction<? super A, ? extends R> function;
    private final Iterator<? extends A> items;
    private final int chunksize;
    private final boolean ordered;
    private final ImapBuffer<R> results;

    /** The number of items that may be ahead of the results that were returned, or {@link #UNBOUNDED}. */
    private final long bound;

    /** The context; each task runs in a copy of it. Null if tasks run in the context of their thread. */
    private final @Nullable Context context;

    /**
     * Closes a bounded imap once its {@link ImapResults} have been garbage-collected; null until the imap is started,
     * and null for an unbounded imap.
     */
    private Cleaner.@Nullable Cleanable onceDropped;

    /** Whether items may still be fetched; while true, this object may queue tasks, even after noMoreTasks(). */
    private final AtomicBoolean open = new AtomicBoolean(true);

    /**
     * The states of the turn: the right to fetch items and to change {@link #taken}.
     *
     * <pre>
     *   QUEUED -> HELD    the next task starts
     *   HELD   -> PAUSED  the task has fetched a chunk, and there may be more items
     *   PAUSED -> HELD    the same task, or a thread that has taken a result, finds capacity
     *   HELD   -> QUEUED  a second check also finds capacity for the next task
     *   HELD   -> PAUSED  the second check finds no capacity
     *   QUEUED -> HELD    the next task can't be queued, so no more items are fetched
     * </pre>
     */
    private enum Turn {
        QUEUED,
        HELD,
        PAUSED
    }

    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.QUEUED);

    /** The number of items fetched; written by the thread that holds the turn. */
    private volatile long taken;

    private final AtomicLong finished = new AtomicLong();

    /** The failure that ended the items, kept until all other results have arrived; otherwise null. */
    private final AtomicReference<@Nullable Future<R>> last = new AtomicReference<>();

    /** The total number of results, or -1 while it is unknown. */
    private volatile long total = -1;

    private PendingImap(
            ThreadPool pool,
            ThrowingFunction<? super A, ? extends R> function,
            Iterator<? extends A> items,
            int expected,
            ImapOptions options,
            boolean ordered) {
        this.workers = pool.workers;
        this.pool = pool;
        this.function = function;
        this.items = items;
        this.results = new ImapBuffer<>(expected);
        this.chunksize = options.chunksize;
        this.bound = options.isBounded() ? (long) options.buffersize * options.chunksize : UNBOUNDED;
        this.context = workers.contextToPropagate();
        this.ordered = ordered;
    }

    /** Starts an imap. An imap over an empty collection is finished immediately and uses no worker. */
    static <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> start(
            ThreadPool pool,
            ThrowingFunction<? super A, ? extends R> function,
            Iterable<? extends A> items,
            ImapOptions options,
            boolean ordered) {
        Checks.notNull(function, "function");
        Checks.notNull(items, "items");
        Checks.notNull(options, "options");
        pool.workers.checkRunning();
        var expected = items instanceof Collection<?> collection ? collection.size() : -1;
        Iterator<? extends A> source = expected == 0 ? Collections.emptyIterator() : items.iterator();
        var imap = new PendingImap<A, R>(pool, function, source, expected, options, ordered);
        return expected == 0 ? imap.finished() : imap.start();
    }

    private ImapResults<R> finished() {
        open.set(false);
        pool = null;
        results.setTotal(0);
        return new ImapResults<>(results, this);
    }

    private ImapResults<R> start() {
        workers.sourceBegins();
        try {
            var handle = new ImapResults<>(results, this);
            if (bound != UNBOUNDED) {
                onceDropped = ExecutorCleaner.tell(handle, this::cancelIfOpen);
            }
            workers.submit(this, List.of(this::runChunk));
            return handle;
        } catch (Throwable e) {
            cancel();
            throw e;
        }
    }

    private void runChunk() {
        if (!turn.compareAndSet(Turn.QUEUED, Turn.HELD) || !open.get()) {
            return;
        }
        var first = taken;
        var chunk = new ArrayList<A>(Math.min(chunksize, 16));
        Throwable failure = null;
        try {
            while (open.get() && chunk.size() < chunksize && items.hasNext()) {
                chunk.add(items.next());
            }
        } catch (Throwable e) {
            failure = e;
        }
        taken = first + chunk.size();
        if (failure == null && chunk.size() == chunksize) {
            turn.set(Turn.PAUSED);
            resume();
        } else {
            endOfItems(failure);
        }
        for (int i = 0; i < chunk.size() && !results.isClosed(); i++) {
            arrive(first + i, run(chunk.get(i)));
        }
    }

    /**
     * Queues the next task if there is capacity and no task is queued or fetching items. Never waits or fails, since it
     * is called by threads that have taken a result.
     */
    @Override
    public void resume() {
        while (hasRoom() && turn.compareAndSet(Turn.PAUSED, Turn.HELD)) {
            if (hasRoom()) { // checked again: other threads may have fetched items before this thread had the turn
                turn.set(Turn.QUEUED);
                queueNext();
                return;
            }
            turn.set(Turn.PAUSED);
        }
    }

    private boolean hasRoom() {
        return bound == UNBOUNDED || taken + chunksize <= results.given() + bound;
    }

    private void queueNext() {
        if (open.get()) {
            try {
                workers.submitFurther(this, this::runChunk, context == null ? null : context.copy());
            } catch (Throwable e) {
                if (turn.compareAndSet(Turn.QUEUED, Turn.HELD)) {
                    endItemsBy(e);
                } // otherwise, the task was queued despite the exception, and another worker has taken it
            }
        }
    }

    /**
     * Called if the next task can't be queued: the failure becomes the last result. If there is no memory for that, the
     * imap fails with it.
     */
    private void endItemsBy(Throwable failure) {
        try {
            endOfItems(failure);
        } catch (Throwable e) {
            fail(failure);
        }
    }

    /** Records the end of the items; a failure, if any, becomes the last result. */
    private void endOfItems(@Nullable Throwable failure) {
        if (failure != null) {
            var failed = new Future<R>();
            failed.setException(failure);
            last.set(failed);
        }
        total = failure == null ? taken : taken + 1;
        results.setTotal(total);
        finishIfLast();
        close();
    }

    /** Stops fetching items. */
    private void close() {
        if (open.compareAndSet(true, false)) {
            workers.sourceEnds();
            if (onceDropped != null) {
                onceDropped.clean(); // calls cancelIfOpen, which has no effect now
            }
        }
    }

    private void cancelIfOpen() {
        if (open.get()) {
            cancel();
        }
    }

    /** Discards the outstanding items and results. */
    @Override
    public void cancel() {
        results.close();
        forget();
        close();
    }

    /**
     * Called after each result and after the end of the items; the last of these calls sees the effects of all others.
     */
    private void finishIfLast() {
        var failed = finished.get() == total - 1 ? last.getAndSet(null) : null;
        if (failed != null) {
            results.arrive(finished.getAndIncrement(), failed);
        }
        if (finished.get() == total) {
            forget();
        }
    }

    private void forget() {
        workers.forget(this);
        pool = null;
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
        finishIfLast();
    }

    @Override
    public boolean fail(Throwable failure) {
        forget();
        close();
        return results.end(failure);
    }
}

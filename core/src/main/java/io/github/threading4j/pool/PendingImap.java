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
 * An imap of a {@link ThreadPool}: takes the items when there is a worker for them, and hands over the results.
 *
 * <p>Each task takes a chunk of items, queues the next such task, and then runs the function. So one worker at a time
 * is at the items, which needs no lock, the others run functions, and other tasks get their turn in between. With a
 * buffersize, the next task is queued only while there is room; else by the thread that makes room by taking a result.
 */
final class PendingImap<A extends @Nullable Object, R extends @Nullable Object> implements Pending, ImapResults.Source {
    private static final long UNBOUNDED = Long.MAX_VALUE;

    private final Workers workers;

    /** Held until all is done, since a pool that is collected ends. */
    @SuppressWarnings("UnusedVariable")
    private volatile @Nullable ThreadPool pool;

    private final ThrowingFunction<? super A, ? extends R> function;
    private final Iterator<? extends A> items;
    private final int chunksize;
    private final boolean ordered;
    private final ImapBuffer<R> results = new ImapBuffer<>();

    /** How many items may be ahead of the results that were given out, or {@link #UNBOUNDED}. */
    private final long bound;

    /** What each task runs in a copy of, or null for the context of its thread. */
    private final @Nullable Context context;

    /** Closes a bounded imap once its results are collected; null before the start, and if there is no bound. */
    private Cleaner.@Nullable Cleanable onceDropped;

    /** Whether items may still be taken: as long as that is so, the pool lets this queue tasks. */
    private final AtomicBoolean open = new AtomicBoolean(true);

    /**
     * Who has the items and {@link #taken}.
     *
     * <pre>
     *   QUEUED -> HELD    the next task begins
     *   HELD   -> PAUSED  it has taken a chunk, and there may be more items
     *   PAUSED -> HELD    there seems to be room: by the same task at once, or by a thread that has taken a result
     *   HELD   -> QUEUED  there is room for the next task; else back to PAUSED
     *   QUEUED -> HELD    also if the next task can't be queued, which ends the items
     * </pre>
     */
    private enum Turn {
        QUEUED,
        HELD,
        PAUSED
    }

    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.QUEUED);

    /** How many items were taken; written by the thread that holds the turn. */
    private volatile long taken;

    private final AtomicLong finished = new AtomicLong();

    /** How many results there will be, or -1 as long as that is not known. */
    private volatile long total = -1;

    private PendingImap(
            ThreadPool pool,
            ThrowingFunction<? super A, ? extends R> function,
            Iterator<? extends A> items,
            ImapOptions options,
            boolean ordered) {
        this.workers = pool.workers;
        this.pool = pool;
        this.function = function;
        this.items = items;
        this.chunksize = options.chunksize;
        this.bound = options.isBounded() ? (long) options.buffersize * options.chunksize : UNBOUNDED;
        this.context = workers.contextToPropagate();
        this.ordered = ordered;
    }

    /** A collection without items is done at once, and needs no worker. */
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
        var isEmpty = items instanceof Collection<?> known && known.isEmpty();
        Iterator<? extends A> source = isEmpty ? Collections.emptyIterator() : items.iterator();
        var imap = new PendingImap<A, R>(pool, function, source, options, ordered);
        return isEmpty ? imap.finished() : imap.start();
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
            while (chunk.size() < chunksize && items.hasNext()) {
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
     * Queues the next task if there is room and no task is queued or at the items. Never waits or fails: a thread that
     * has taken a result calls this.
     */
    @Override
    public void resume() {
        while (hasRoom() && turn.compareAndSet(Turn.PAUSED, Turn.HELD)) {
            if (hasRoom()) { // asked again: until it had the turn, others may have taken items
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
                } // else it is in the queue nevertheless, and another worker has taken it
            }
        }
    }

    /** Where there is no memory for the next task, nor for its failure in the place of the next item, all ends. */
    private void endItemsBy(Throwable failure) {
        try {
            endOfItems(failure);
        } catch (Throwable e) {
            fail(failure);
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
            workers.sourceEnds();
            if (onceDropped != null) {
                onceDropped.clean(); // has no other effect, now that it is not open
            }
        }
    }

    private void cancelIfOpen() {
        if (open.get()) {
            cancel();
        }
    }

    /** Drops what has not begun. */
    @Override
    public void cancel() {
        results.close();
        forget();
        close();
    }

    /** Of the last result and the end of the items, whichever comes second sees the other. */
    private void forgetIfFinished() {
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
        forgetIfFinished();
    }

    @Override
    public boolean fail(Throwable failure) {
        forget();
        close();
        return results.end(failure);
    }
}

package io.github.threading4j.futures;

import io.github.threading4j.Cancelled;
import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The results of {@link Executor#map}, in the order of the items. They come from a queue of futures, each for a chunk
 * of results; the queue is filled initially and, if bounded, refilled as results are taken.
 */
final class MapPerTask<A extends @Nullable Object, R extends @Nullable Object> implements ResultsIterator<R> {
    private final MapSubmitter executor;
    private final ThrowingFunction<? super A, ? extends R> function;
    private final MapItems<A> items;
    private final MapOptions options;
    private final MapLimit limit;

    /**
     * The futures of the tasks in flight. Filled and emptied by the thread that takes results; also emptied by a close,
     * in any thread.
     */
    private final Queue<Future<MapChunk<R>>> inFlight = new ConcurrentLinkedQueue<>();

    /** The number of tasks in flight, as counted by the thread that takes results. */
    private int submitted;

    /** The next task, if it was created but not submitted because the wait for capacity has ended early. */
    private @Nullable Callable<MapChunk<R>> next;

    /** Whether no more items are fetched, because their source has failed or the results have ended early. */
    private boolean over;

    /** The current wait of the thread that takes results, or null; a close ends this wait. */
    private volatile @Nullable FuturesWaiter waiting;

    private final MapChunk<R> none = new MapChunk<>(List.of(), null);

    /** The current chunk, whose results are available. */
    private MapChunk<R> chunk = none;

    private int taken;

    /** Whether hasNext() has returned true, so that next() must return that result or throw its exception. */
    private boolean promised;

    private MapPerTask(
            MapSubmitter executor,
            ThrowingFunction<? super A, ? extends R> function,
            MapItems<A> items,
            MapOptions options) {
        this.executor = executor;
        this.function = function;
        this.items = items;
        this.options = options;
        this.limit = new MapLimit(options.nanos);
    }

    static <A extends @Nullable Object, R extends @Nullable Object> Results<R> results(
            Executor executor,
            ThrowingFunction<? super A, ? extends R> function,
            MapItems<A> items,
            MapOptions options) {
        var map = new MapPerTask<A, R>(executor.mapSubmitter(), function, items, options);
        try {
            map.fill(null);
            return new ResultsOnce<>(map);
        } catch (Throwable e) {
            map.cancelRest(e);
            throw e;
        }
    }

    /** Submits tasks until the maximum number is in flight. May be called again after an interrupt. */
    private void fill(@Nullable MapLimit within) {
        while (!over && !limit.closing.isClosed() && submitted < options.buffersize) {
            var work = next;
            if (work == null) {
                var arguments = items.next(Math.max(1, options.chunksize));
                if (arguments.isEmpty()) {
                    return;
                }
                work = MapChunk.task(function, arguments);
                next = work;
            }
            if (limit.closing.isClosed() || !submit(work, within)) {
                return;
            }
            next = null;
        }
    }

    /**
     * Like {@link #fill}, for calls after map has returned: a failure is thrown after the results of the preceding
     * items.
     */
    private void refill() {
        try {
            fill(limit);
        } catch (WaitInterruptedException e) {
            throw e;
        } catch (Throwable e) {
            if (e instanceof Cancelled cancelled) {
                throw cancelled;
            }
            if (limit.closing.isClosed()) {
                var closed = ResultsClosing.byAnother();
                closed.addSuppressed(e);
                throw closed;
            }
            failLater(e);
        }
    }

    private void failLater(Throwable failure) {
        try {
            over = true;
            var place = new Future<MapChunk<R>>();
            place.setResult(new MapChunk<>(List.of(), failure));
            inFlight.add(place);
            submitted++;
        } catch (Throwable e) { // not enough memory
            cancelRest(failure);
            throw Future.thrown(failure);
        }
    }

    /** Submits a task; returns false if the limit has ended the wait for capacity. */
    private boolean submit(Callable<MapChunk<R>> work, @Nullable MapLimit within) {
        Future<MapChunk<R>> future;
        try {
            future = executor.submit(work, within);
        } catch (WaitTimeoutException e) {
            if (within == null || within.left() > 0) {
                throw e;
            }
            return false;
        }
        try {
            future.state.ignoreFailure();
            inFlight.add(future);
        } catch (Throwable e) { // not enough memory
            future.cancel();
            throw e;
        }
        submitted++;
        if (limit.closing.isClosed()) { // the closing thread may not have seen the future
            future.cancel();
        }
        return true;
    }

    @Override
    public boolean hasNext() {
        promised = !isAtEnd() && !limit.closing.endsLoop() && awaitNext();
        return promised;
    }

    private boolean isAtEnd() {
        return isChunkTaken() && submitted == 0 && next == null && (over || items.isAtEnd());
    }

    private boolean isChunkTaken() {
        return taken == chunk.results().size() && chunk.failure() == null;
    }

    @Override
    public R next() {
        if (!promised && !hasNext()) {
            throw new NoSuchElementException("there are no more results");
        }
        promised = false;
        if (taken < chunk.results().size()) {
            return take();
        }
        var failure = Checks.notNull(chunk.failure(), "failure");
        chunk = none;
        taken = 0;
        cancelRest(failure);
        throw Future.thrown(failure);
    }

    /** Takes a result, and releases the chunk once its last result has been taken. */
    private R take() {
        var result = chunk.results().get(taken++);
        if (isChunkTaken()) {
            chunk = none;
            taken = 0;
        }
        return result;
    }

    /** Waits until the next result or failure is available; returns whether there is one. */
    private boolean awaitNext() {
        while (isChunkTaken()) {
            if (inFlight.isEmpty()) {
                refill(); // has an effect only if an interrupt or the timeout has ended the previous refill
            }
            var first = inFlight.peek();
            if (first == null) {
                return !isAtEnd() && !limit.closing.endsLoop() && failForCapacity();
            }
            chunk = await(first);
            taken = 0;
            inFlight.remove(first);
            submitted--;
            refill();
        }
        return true;
    }

    /** Called when the timeout has elapsed before the next task was submitted. */
    private boolean failForCapacity() {
        var timeout = new WaitTimeoutException("the next task was not submitted in time: the executor is full");
        cancelRest(timeout);
        throw timeout;
    }

    private MapChunk<R> await(Future<MapChunk<R>> first) {
        try {
            if (!first.done() && !awaitDone(first) && !first.done()) {
                throw timedOut();
            }
            if (limit.closing.isClosed() && (!first.done() || first.cancelled())) {
                throw ResultsClosing.byAnother();
            }
            return first.result();
        } catch (InterruptedException e) {
            var interrupt = Cancelling.atEdge(e);
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("interrupted while waiting for a result of map", interrupt);
        } catch (RuntimeException | Error e) { // thrown on a timeout, or if the task was cancelled or never ran
            if (!limit.closing.isClosed()) { // otherwise, the closing thread cancels the rest
                cancelRest(e);
            }
            throw e;
        }
    }

    /** Waits until the future is done or this object is closed; returns false on timeout. */
    private boolean awaitDone(Future<MapChunk<R>> first) throws InterruptedException {
        if (limit.isForever()) {
            first.checkNotWaitedForByItself();
        }
        var wait = new FuturesWaiter(List.of(first), ReturnWhen.ALL_COMPLETED);
        FutureWaiter callback = future -> wait.done(false);
        try {
            first.state.onDone(callback);
            waiting = wait;
            var left = limit.left(); // after waiting is set, so that no close is missed
            return limit.closing.isClosed() || PoolDeadlocks.await(wait, left);
        } finally {
            waiting = null;
            first.state.forget(callback);
        }
    }

    private WaitTimeoutException timedOut() {
        var unfinished = inFlight.stream().filter(future -> !future.done()).count();
        return new WaitTimeoutException(unfinished + " (of " + submitted + ") futures unfinished");
    }

    @Override
    public void close() {
        limit.closing.close();
        var wait = waiting;
        if (wait != null) {
            wait.giveUp();
        }
        try {
            executor.wake();
        } finally {
            cancelInFlight();
        }
    }

    /** Cancels all tasks, even if cancelling one of them, or closing the items, throws an exception. */
    private void cancelInFlight() {
        try (items) {
            cancelEach();
        }
    }

    private void cancelEach() {
        Throwable failure = null;
        for (var future = inFlight.poll(); future != null; future = inFlight.poll()) {
            try {
                future.cancel();
            } catch (RuntimeException | Error e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw Future.thrown(failure);
        }
    }

    /**
     * Like {@link #cancelInFlight()}, for a thread that is about to throw the given exception: a failure to cancel is
     * added to that exception as suppressed.
     */
    private void cancelRest(Throwable thrown) {
        over = true;
        submitted = 0;
        next = null;
        try {
            cancelInFlight();
        } catch (Throwable e) {
            if (e != thrown) {
                thrown.addSuppressed(e);
            }
        }
    }
}

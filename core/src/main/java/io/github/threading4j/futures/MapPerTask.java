package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The results of {@link Executor#map}, in the order of the items: a queue of futures, each for a chunk of results,
 * which is filled initially and, if bounded, refilled as results are taken.
 */
final class MapPerTask<A extends @Nullable Object, R extends @Nullable Object> implements ResultsIterator<R> {
    private final Executor executor;
    private final ThrowingFunction<? super A, ? extends R> function;
    private final MapItems<A> items;
    private final MapOptions options;
    private final long deadline;

    /** Filled and taken from by the thread that takes results; any thread may close, which empties it. */
    private final Queue<Future<Chunk<R>>> inFlight = new ConcurrentLinkedQueue<>();

    /** The number of tasks that this thread has in flight. */
    private int submitted;

    private volatile boolean closed;

    /** The wait of the thread that takes results, for a thread that closes. */
    private volatile @Nullable FuturesWaiter waiting;

    /** The current chunk, whose results are available. */
    private Chunk<R> chunk = new Chunk<>(List.of(), null);

    private int taken;

    /** Whether hasNext() has returned true, so that next() must return or throw that result. */
    private boolean promised;

    /** The results of some items; if one failed, the results before it and its exception. */
    private record Chunk<R extends @Nullable Object>(
            List<R> results, @Nullable Throwable failure) implements Serializable {}

    private MapPerTask(
            Executor executor,
            ThrowingFunction<? super A, ? extends R> function,
            MapItems<A> items,
            MapOptions options) {
        this.executor = executor;
        this.function = function;
        this.items = items;
        this.options = options;
        this.deadline = System.nanoTime() + options.nanos;
    }

    static <A extends @Nullable Object, R extends @Nullable Object> Results<R> results(
            Executor executor,
            ThrowingFunction<? super A, ? extends R> function,
            MapItems<A> items,
            MapOptions options) {
        var map = new MapPerTask<A, R>(executor, function, items, options);
        map.fill();
        return new ResultsOnce<>(map);
    }

    private void fill() {
        try {
            while (!closed && submitted < options.buffersize && items.hasNext()) {
                submit(work(function, items.next(Math.max(1, options.chunksize))));
            }
        } catch (Throwable e) {
            cancelRest(e);
            throw e;
        }
    }

    private void submit(Callable<Chunk<R>> work) {
        var future = executor.submit(work);
        try {
            future.state.ignoreFailure();
            inFlight.add(future);
        } catch (Throwable e) { // no memory
            future.cancel();
            throw e;
        }
        submitted++;
        if (closed) { // the closing thread may not have seen it
            future.cancel();
        }
    }

    /** Returns the task for some items, which is serializable if the function and the items are. */
    private static <A extends @Nullable Object, R extends @Nullable Object> Callable<Chunk<R>> work(
            ThrowingFunction<? super A, ? extends R> function, List<A> arguments) {
        return function instanceof Serializable
                ? (Callable<Chunk<R>> & Serializable) () -> apply(function, arguments)
                : () -> apply(function, arguments);
    }

    private static <A extends @Nullable Object, R extends @Nullable Object> Chunk<R> apply(
            ThrowingFunction<? super A, ? extends R> function, List<A> arguments) {
        var results = new ArrayList<R>(arguments.size());
        try {
            for (var argument : arguments) {
                results.add(function.apply(argument));
            }
            return new Chunk<>(results, null);
        } catch (Throwable e) {
            return new Chunk<>(results, e);
        }
    }

    @Override
    public boolean hasNext() {
        promised = !closed && awaitNext();
        return promised;
    }

    @Override
    public R next() {
        if (!promised && !hasNext()) {
            throw new NoSuchElementException("there are no more results");
        }
        promised = false;
        if (taken < chunk.results.size()) {
            return chunk.results.get(taken++);
        }
        var failure = Checks.notNull(chunk.failure, "failure");
        chunk = new Chunk<>(List.of(), null);
        taken = 0;
        cancelRest(failure);
        throw Future.thrown(failure);
    }

    /** Waits until the next result or failure is available; returns whether there is one. */
    private boolean awaitNext() {
        while (taken == chunk.results.size() && chunk.failure == null) {
            var first = inFlight.peek();
            if (first == null) {
                return false;
            }
            chunk = await(first);
            taken = 0;
            inFlight.remove(first);
            submitted--;
            fill();
        }
        return true;
    }

    private Chunk<R> await(Future<Chunk<R>> first) {
        try {
            if (!first.done() && !awaitDone(first)) {
                throw timedOut();
            }
            if (closed && !first.done()) {
                throw new CancellationException("the results were closed by another thread");
            }
            return first.result();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("interrupted while waiting for a result of map", e);
        } catch (RuntimeException | Error e) { // it timed out, or the executor cancelled it or failed to run it
            cancelRest(e);
            throw e;
        }
    }

    /** Waits until the future is done or this object is closed; returns false on timeout. */
    private boolean awaitDone(Future<Chunk<R>> first) throws InterruptedException {
        if (options.nanos == Timeout.FOREVER) {
            first.checkNotWaitedForByItself();
        }
        var wait = new FuturesWaiter(List.of(first), ReturnWhen.ALL_COMPLETED);
        ThrowingConsumer<Future<?>> callback = future -> wait.done(false);
        try {
            first.state.onDone(callback);
            waiting = wait;
            return closed || InnerWaits.await(wait, Timeout.left(deadline, options.nanos));
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
        closed = true;
        var wait = waiting;
        if (wait != null) {
            wait.giveUp();
        }
        cancelRest();
    }

    /** Cancels each task, whatever the service of another one or the source of the items throws. */
    private void cancelRest() {
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

    /** Like {@link #cancelRest()}, if there is already an exception. */
    private void cancelRest(Throwable thrown) {
        try {
            cancelRest();
        } catch (Throwable e) {
            if (e != thrown) {
                thrown.addSuppressed(e);
            }
        }
    }
}

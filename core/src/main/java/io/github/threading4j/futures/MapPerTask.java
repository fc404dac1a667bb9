package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The results of {@link Executor#map}, in the order of the items: a queue of futures, each of a chunk of results, that
 * is filled when it is made and topped up, where it has a bound, as results are taken.
 */
final class MapPerTask<A extends @Nullable Object, R extends @Nullable Object> implements Iterator<R> {
    private final Executor executor;
    private final ThrowingFunction<? super A, ? extends R> function;
    private final Iterator<? extends A> items;
    private final MapOptions options;
    private final long deadline;

    private final ArrayDeque<Future<Chunk<R>>> inFlight = new ArrayDeque<>();

    /** What is left of the first chunk, whose results are there. */
    private Chunk<R> chunk = new Chunk<>(List.of(), null);

    private int taken;

    /** The results of some items; if one failed, those before it and what it threw. */
    private record Chunk<R extends @Nullable Object>(
            List<R> results, @Nullable Throwable failure) implements Serializable {}

    private MapPerTask(
            Executor executor,
            ThrowingFunction<? super A, ? extends R> function,
            Iterator<? extends A> items,
            MapOptions options) {
        this.executor = executor;
        this.function = function;
        this.items = items;
        this.options = options;
        this.deadline = System.nanoTime() + options.nanos;
    }

    static <A extends @Nullable Object, R extends @Nullable Object> Stream<R> stream(
            Executor executor,
            ThrowingFunction<? super A, ? extends R> function,
            Iterator<? extends A> items,
            MapOptions options) {
        var results = new MapPerTask<A, R>(executor, function, items, options);
        results.fill();
        var inOrder = Spliterators.spliteratorUnknownSize(results, Spliterator.ORDERED);
        return StreamSupport.stream(inOrder, false).onClose(results::cancelRest);
    }

    private void fill() {
        try {
            while (inFlight.size() < options.buffersize && items.hasNext()) {
                var arguments = new ArrayList<A>(Math.min(options.chunksize, 16));
                do {
                    arguments.add(items.next());
                } while (arguments.size() < options.chunksize && items.hasNext());
                Future<Chunk<R>> future = executor.submit(work(function, arguments));
                future.state.neverTell();
                inFlight.add(future);
            }
        } catch (Throwable e) {
            cancelRest();
            throw e;
        }
    }

    /** The work on some items, which can be sent to another process if the function and the items can. */
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
        while (taken == chunk.results.size() && chunk.failure == null) {
            if (inFlight.isEmpty()) {
                return false;
            }
            chunk = awaitFirst();
            taken = 0;
            inFlight.remove();
            fill();
        }
        return true;
    }

    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more results");
        }
        if (taken < chunk.results.size()) {
            return chunk.results.get(taken++);
        }
        var failure = Checks.notNull(chunk.failure, "failure");
        chunk = new Chunk<>(List.of(), null);
        taken = 0;
        cancelRest();
        throw Future.thrown(failure);
    }

    private Chunk<R> awaitFirst() {
        try {
            var first = inFlight.element();
            return options.nanos == Timeout.FOREVER
                    ? first.result()
                    : first.result(java.time.Duration.ofNanos(Math.max(0, Timeout.left(deadline, options.nanos))));
        } catch (TimeoutException e) {
            var unfinished = inFlight.stream().filter(future -> !future.done()).count();
            var submitted = inFlight.size();
            cancelRest();
            throw new WaitTimeoutException(unfinished + " (of " + submitted + ") futures unfinished");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("interrupted while waiting for a result of map", e);
        } catch (RuntimeException | Error e) { // the executor cancelled it, or failed to run it
            cancelRest();
            throw e;
        }
    }

    private void cancelRest() {
        for (var future : inFlight) {
            future.cancel();
        }
        inFlight.clear();
    }
}

package io.github.threading4j.pool;

import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A map of a {@link ThreadPool} over at least one item: the items, divided into one chunk for each task, and the
 * outcome.
 */
final class PendingMap<A extends @Nullable Object, R extends @Nullable Object> {
    /** The number of chunks for each worker if no chunksize was specified. */
    private static final int CHUNKS_PER_WORKER = 4;

    private final ThrowingFunction<? super A, ? extends R> function;
    private final List<A> items;
    private final int chunksize;
    private final PendingResult<List<R>> outcome;

    /**
     * The results, in the order of the items; complete once {@link #unfinished} is 0. The list has its final size from
     * the beginning, and no two threads write the same element, so the list need not be copied at the end, when there
     * may not be enough memory.
     */
    private final ArrayList<R> results;

    private final AtomicInteger unfinished;
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

    @SuppressWarnings("NullAway") // each null is replaced before the list is published
    PendingMap(
            ThrowingFunction<? super A, ? extends R> function,
            List<A> items,
            int chunksize,
            PendingResult<List<R>> outcome) {
        this.function = function;
        this.items = items;
        this.chunksize = chunksize;
        this.outcome = outcome;
        this.results = new ArrayList<R>(items.size());
        for (int i = 0; i < items.size(); i++) {
            results.add(null);
        }
        this.unfinished = new AtomicInteger((items.size() - 1) / chunksize + 1);
    }

    /**
     * Fetches all items and queues their tasks. As in Python, a map without items is done immediately and calls no
     * callback.
     */
    static <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> start(
            ThreadPool pool,
            ThrowingFunction<? super A, ? extends R> function,
            Iterable<? extends A> items,
            AsyncOptions<? super List<R>> options) {
        Checks.notNull(function, "function");
        Checks.notNull(items, "items");
        var outcome = PendingResult.<List<R>>of(pool, options);
        var all = new ArrayList<A>();
        items.forEach(all::add);
        if (all.isEmpty()) {
            outcome.future.setResult(new ArrayList<>());
        } else {
            var size = options.chunksize == 0 ? defaultSize(all.size(), pool.workers.size()) : options.chunksize;
            pool.workers.submit(outcome, new PendingMap<A, R>(function, all, size, outcome).tasks());
        }
        return new AsyncResult<>(outcome.future);
    }

    /** Returns the default chunksize, by Python's rule. */
    private static int defaultSize(int items, int workers) {
        return Math.max(1, (items + CHUNKS_PER_WORKER * workers - 1) / (CHUNKS_PER_WORKER * workers));
    }

    private List<ThrowingRunnable<?>> tasks() {
        var tasks = new ArrayList<ThrowingRunnable<?>>(unfinished.get());
        for (int i = 0; i < items.size(); i += chunksize) {
            var first = i;
            tasks.add(() -> run(first));
        }
        return tasks;
    }

    private void run(int first) {
        if (outcome.hasEnded()) {
            return; // some chunk could not be queued or run: the map has failed, and runs no further chunks
        }
        try {
            for (int i = first; i < Math.min(first + chunksize, items.size()); i++) {
                results.set(i, function.apply(items.get(i)));
            }
        } catch (Throwable e) {
            firstFailure.compareAndSet(null, e);
        }
        if (unfinished.decrementAndGet() == 0) {
            end();
        }
    }

    /** Sets the outcome once all chunks have ended. As in Python, the outcome of a failed map is its first failure. */
    private void end() {
        var failure = firstFailure.get();
        if (failure == null) {
            outcome.succeed(results);
        } else {
            outcome.failTask(failure);
        }
    }
}

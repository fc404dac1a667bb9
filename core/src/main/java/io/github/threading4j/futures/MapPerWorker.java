package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.futures.MapBuffer.Part;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Timeout;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of {@link Executor#map} for a pool if no chunksize is specified. It also returns the results, in
 * the order of the items.
 *
 * <p>Instead of one task for each item, the pool gets one task for each worker, called a helper. A helper takes items
 * in blocks, which grow as long as the items are tiny. When there are no more items to take, it runs items that other
 * helpers have taken but not started, so no item waits for a slow one while a worker is idle. Items are started one by
 * one, and each result is available as soon as it is computed.
 */
final class MapPerWorker<A extends @Nullable Object, R extends @Nullable Object> {
    /** The target duration of a block: much longer than it takes to claim one. */
    private static final long BLOCK_NANOS = 20_000;

    private static final int LONGEST_BLOCK = 128;

    private final Pool pool;
    private final ThrowingFunction<? super A, ? extends R> function;
    private final MapOptions options;
    private final long deadline;
    private final MapBuffer slots = new MapBuffer();

    /** The number of items that helpers may take; increased only by the thread that calls map. */
    private volatile int published;

    /** The number of items that helpers have taken, counted from the first. */
    private final AtomicInteger claimed = new AtomicInteger();

    /**
     * The number of helpers that are queued or running. A helper that ends decrements this number and then checks for
     * more work.
     */
    private final AtomicInteger helping = new AtomicInteger();

    private final Set<Helper> helpers = ConcurrentHashMap.newKeySet();

    /** If not null, no further items are started, and this supplies the exception to throw for them. */
    private volatile @Nullable Supplier<RuntimeException> end;

    /**
     * The usual non-null value of {@link #end}; created in advance, since there may not be enough memory when it is
     * needed.
     */
    @SuppressWarnings("UnnecessaryLambda") // a method reference would be allocated on use
    private final Supplier<RuntimeException> cancelled =
            () -> new CancellationException("the task was cancelled: " + this);

    /** The wait for the next result, by the one thread that takes the results. */
    private volatile @Nullable MapWait waiting;

    private MapPerWorker(Pool pool, ThrowingFunction<? super A, ? extends R> function, MapOptions options) {
        this.pool = pool;
        this.function = function;
        this.options = options;
        this.deadline = System.nanoTime() + options.nanos;
    }

    static <A extends @Nullable Object, R extends @Nullable Object> Results<R> results(
            Pool pool,
            ThrowingFunction<? super A, ? extends R> function,
            Iterable<? extends A> items,
            MapOptions options) {
        var map = new MapPerWorker<A, R>(pool, function, options);
        map.feed(items);
        return new ResultsOnce<>(map.new Taker());
    }

    private void feed(Iterable<? extends A> items) {
        try {
            if (items instanceof Collection<? extends A> all) {
                feed(all.toArray());
            } else {
                for (A item : items) { // the iterator may be slow, or may even depend on the results of earlier items
                    slots.add(item);
                    publish();
                }
            }
        } catch (Throwable e) {
            abort(cancelled);
            throw e;
        }
    }

    private void feed(@Nullable Object[] items) {
        for (int from = 0, to; from < items.length; from = to) {
            to = Math.min(items.length, MapBuffer.endOfPart(from));
            slots.addPart(items, from, to);
            publish();
        }
    }

    private void publish() {
        published = slots.size();
        while (helping.get() < Math.min(pool.maxWorkers(), slots.size())) {
            helping.incrementAndGet();
            var helper = new Helper();
            var task = new PoolTask<>(helper, pool);
            task.state.onDone(helper);
            pool.add(task, helper);
        }
    }

    /**
     * A helper. It is both the task of a worker and the callback of that task's future, and it holds the items that the
     * worker has taken.
     */
    private final class Helper
            implements Callable<@Nullable Void>, ThrowingConsumer<Future<@Nullable Void>>, Pool.Abortable {
        // Written before the items are taken, so that a thread that finds all items taken sees which helper has them.
        private volatile int begin;
        private volatile int end;
        private int length = 1;

        @Override
        public @Nullable Void call() {
            do {
                help();
            } while (!leave());
            return null;
        }

        /**
         * Called when the task ends for any reason. A failure of the task is not the failure of an item; it means that
         * there was not enough memory or stack to run the helper. The map is then aborted, since other helpers might
         * not find the items that the helper has taken.
         */
        @Override
        public void accept(Future<@Nullable Void> future) {
            var task = (PoolTask<?>) future;
            if (task.runner() != null) { // otherwise, the pool has discarded the task and aborts the helper
                if (task.state.hasFailed()) {
                    abort(cancelled);
                }
                pool.forget(this);
            }
        }

        private void help() {
            helpers.add(this);
            while (claim()) {
                runBlock();
            }
            for (var other : helpers) {
                runPending(other.begin, other.end);
            }
            helpers.remove(this);
        }

        @Override
        public void abort(Supplier<RuntimeException> why) {
            MapPerWorker.this.abort(why);
        }

        /** Shown in the message of a {@code DeadlockException}. */
        @Override
        public String toString() {
            return "the map of " + function;
        }

        private boolean claim() {
            for (var first = claimed.get(); ; first = claimed.get()) {
                var left = published - first;
                if (left <= 0 || MapPerWorker.this.end != null) {
                    return false;
                }
                begin = first;
                end = first + Math.max(1, Math.min(length, left / (4 * helping.get() + 1)));
                if (claimed.compareAndSet(first, end)) {
                    return true;
                }
            }
        }

        private void runBlock() {
            var start = System.nanoTime();
            runPending(begin, end);
            var each = (System.nanoTime() - start) / (end - begin);
            length = (int) Math.max(1, Math.min(BLOCK_NANOS / (each + 1), Math.min(2 * length, LONGEST_BLOCK)));
        }

        private boolean hasPending() {
            return slots.hasPending(begin, end);
        }
    }

    /** Decrements the number of helpers; if the helper is still needed, increments it again and returns false. */
    private boolean leave() {
        helping.decrementAndGet();
        if (end != null || (claimed.get() >= published && !anyHasPending())) {
            return true;
        }
        helping.incrementAndGet();
        return false;
    }

    /** Uses a loop instead of a stream, since a program's first use of streams takes some milliseconds. */
    private boolean anyHasPending() {
        for (var helper : helpers) {
            if (helper.hasPending()) {
                return true;
            }
        }
        return false;
    }

    private void runPending(int from, int to) {
        for (int i = from, next; i < to; i = next) {
            next = Math.min(to, MapBuffer.endOfPart(i));
            var part = slots.partOrNull(i);
            if (part != null) {
                runPending(part, i, next);
            }
        }
    }

    private void runPending(Part part, int from, int to) {
        for (var i = from; i < to && end == null; i++) {
            if (part.start(i)) {
                run(part, i);
            }
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the slot contains the item, of type A
    private void run(Part part, int index) {
        Object outcome;
        var failed = false;
        try {
            outcome = function.apply((A) part.get(index));
        } catch (Throwable e) {
            outcome = e;
            failed = true;
        }
        Thread.interrupted(); // an interrupt left by one item must not reach the next
        part.finish(index, outcome, failed);
        VarHandle.fullFence(); // the thread in awaitNext() sets waiting and then checks isDone
        var wait = waiting;
        if (wait != null && wait.index == index) {
            wait.done.open();
        }
    }

    /**
     * Prevents further items from being started. If this method is called several times, the first reason is kept. If
     * it is called concurrently, any of the reasons may be kept.
     */
    private void abort(Supplier<RuntimeException> why) {
        if (end == null) {
            end = why;
        }
        var wait = waiting;
        if (wait != null) {
            wait.done.open();
        }
    }

    /**
     * The results, for the one thread that takes them. This is a separate object so that taking a result does not
     * invalidate the cache lines of the fields that the helpers read for each item.
     */
    private final class Taker implements ResultsIterator<R> {
        private int taken;

        private final ResultsClosing closing = new ResultsClosing();

        /** Whether a failure or a timeout has ended the results. */
        private boolean over;

        /** Whether hasNext() has returned true, so that next() must return that result or throw its exception. */
        private boolean promised;

        /** The part with the next result, or null if it must be looked up. */
        private @Nullable Part current;

        @Override
        public void close() {
            closing.close();
            abort(cancelled);
            slots.release();
        }

        private void end() {
            over = true;
            close();
        }

        @Override
        public boolean hasNext() {
            promised = !over && taken < slots.size() && !closing.endsLoop();
            return promised;
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // the slot contains the result, of type R
        public R next() {
            if (!promised && !hasNext()) {
                throw new NoSuchElementException("there are no more results");
            }
            var part = current == null ? slots.partOrNull(taken) : current;
            if (part == null) { // a close has released the part
                throw ResultsClosing.byAnother();
            }
            if (!part.isDone(taken)) {
                awaitNext(part);
            }
            promised = false;
            var failed = part.hasFailed(taken);
            var outcome = part.take(taken);
            current = slots.letGo(taken++) ? null : part;
            if (failed) {
                end();
                throw Future.thrown((Throwable) outcome);
            }
            return (R) outcome;
        }

        private void awaitNext(Part part) {
            try {
                while (!part.isDone(taken)) {
                    var wait = new MapWait(MapPerWorker.this, pool, function, taken, part);
                    waiting = wait;
                    VarHandle.fullFence(); // see run()
                    if (!part.isDone(taken)) {
                        awaitDone(part, wait);
                    }
                }
            } catch (InterruptedException e) {
                var interrupt = Cancelling.atEdge(e);
                Thread.currentThread().interrupt();
                throw new WaitInterruptedException("interrupted while waiting for a result of map", interrupt);
            } finally {
                waiting = null;
            }
        }

        private void awaitDone(Part part, MapWait wait) throws InterruptedException {
            if (closing.isClosed()) {
                throw ResultsClosing.byAnother();
            }
            var why = end;
            if (why != null && part.cancel(wait.index)) {
                end();
                throw why.get();
            }
            if (!awaitOrClose(wait) && !part.isDone(wait.index)) {
                var total = slots.size() - taken;
                var unfinished = total - slots.countDone(taken);
                end();
                throw new WaitTimeoutException(unfinished + " (of " + total + ") futures unfinished");
            }
        }

        private boolean awaitOrClose(MapWait wait) throws InterruptedException {
            try {
                return PoolDeadlocks.await(wait, Timeout.left(deadline, options.nanos));
            } catch (RuntimeException | Error e) { // a deadlock, or a failure to describe it
                end();
                throw e;
            }
        }
    }

    /** Reads without synchronization on purpose, for dumps. */
    @Override
    public String toString() {
        var wait = waiting;
        return "map[" + (wait == null ? "" : "awaits " + wait.index + " of ") + published + "]";
    }
}

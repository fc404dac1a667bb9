package io.github.threading4j.faults.injection;

import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.function.SerializableFunction;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.Futures;
import io.github.threading4j.futures.MapOptions;
import io.github.threading4j.futures.ReturnWhen;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Tasks that wait for tasks of their own pool. Each wait ends, either normally or by reporting a deadlock. */
final class WaitScenarios {
    private WaitScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Wait");
        waits(book, "result", (executor, futures) -> futures.get(0).result());
        waits(book, "await", (executor, futures) -> Futures.await(futures, ReturnWhen.ALL_COMPLETED));
        waits(book, "first failure of", (executor, futures) -> Futures.await(futures, ReturnWhen.FIRST_EXCEPTION));
        waits(book, "first of", (executor, futures) -> Futures.await(futures, ReturnWhen.FIRST_COMPLETED));
        waits(
                book,
                "asCompleted",
                (executor, futures) -> Futures.asCompleted(futures).toList());
        waits(
                book,
                "map",
                (executor, futures) -> executor.map(n -> n, List.of(1, 2)).toList());
        book.add("wait of a task for itself", WaitScenarios::itself, Scenarios.but("NamedThread.run:"));
        book.add("wait that may become a deadlock", WaitScenarios::mayBecomeADeadlock);
        book.add("unused asCompleted", WaitScenarios::dropped);
        book.add("map in contexts", WaitScenarios::mapInContexts);
        book.add("map that times out", WaitScenarios::mapTooLong);
        book.add("map of pairs, and serializable tasks", WaitScenarios::sent);
        return book.written();
    }

    /** The only worker waits for the first of two futures, one of which belongs to a queued task of the same pool. */
    private static void mayBecomeADeadlock(Trial trial) throws Throwable {
        var executor = trial.closing(trial.tryGet(() -> new ThreadPoolExecutor(1)));
        var outside = trial.tryGet(() -> new Future<Integer>());
        if (executor == null || outside == null) {
            return;
        }
        var worker = new AtomicReference<Thread>();
        var outer = trial.tryGet(() -> executor.submit((Callable<Object>) () -> {
            worker.set(Thread.currentThread());
            var inner = executor.submit(() -> 1);
            return Futures.await(List.of(inner, outside), ReturnWhen.FIRST_COMPLETED);
        }));
        if (outer != null) {
            Trial.eventually("the task runs or ends", () -> worker.get() != null || outer.done());
            if (worker.get() != null) {
                Trial.parks(worker.get());
            }
            trial.attempt(() -> outside.setResult(1));
            trial.attempt(outer::result);
        }
        trial.calm();
        if (!outside.done()) {
            outside.setResult(1);
        }
    }

    private interface Wait {
        Object await(Executor executor, List<Future<Integer>> futures) throws Exception;
    }

    /**
     * Adds scenarios in which two tasks wait for queued tasks of their own pool. In a pool of two workers, this is a
     * deadlock.
     */
    private static void waits(Scenarios.Book book, String name, Wait wait) {
        // Excludes calls of callbacks, since the only callbacks here belong to the library and throw nothing.
        var where = Scenarios.but("FutureState.call:", "NamedThread.run:");
        for (var workers : List.of(2, 3)) {
            book.add(
                    "wait for " + name + " in a pool of " + workers,
                    trial -> {
                        var executor = trial.closing(trial.tryGet(() -> new ThreadPoolExecutor(workers)));
                        if (executor == null) {
                            return;
                        }
                        var inner = new ConcurrentLinkedQueue<Future<Integer>>();
                        var both = new CountDownLatch(2);
                        var outer = new ArrayList<Future<Object>>();
                        for (int i = 0; i < 2; i++) {
                            trial.attempt(() -> outer.add(executor.submit((Callable<Object>) () -> {
                                both.countDown();
                                both.await(10, java.util.concurrent.TimeUnit.MILLISECONDS);
                                var mine = List.of(executor.submit(() -> 1), executor.submit(() -> 2));
                                inner.addAll(mine);
                                return wait.await(executor, mine);
                            })));
                        }
                        trial.ended(outer);
                        trial.ended(inner);
                        for (var future : outer) {
                            trial.attempt(future::exception);
                        }
                        trial.calm();
                        trial.equal(
                                "executor still works", executor.submit(() -> 2).result(10), 2);
                    },
                    where);
        }
    }

    private static void itself(Trial trial) throws Throwable {
        var executor = trial.closing(trial.tryGet(() -> new ThreadPoolExecutor(1)));
        if (executor == null) {
            return;
        }
        var own = new AtomicReference<Future<Integer>>();
        var submitted = new CountDownLatch(1);
        var future = trial.tryGet(() -> executor.submit(() -> {
            submitted.await();
            return own.get() == null ? 0 : own.get().result();
        }));
        own.set(future);
        submitted.countDown();
        if (future != null) {
            trial.ended(List.of(future));
            trial.attempt(future::exception);
            trial.check("the task fails", future.exception() != null);
        }
    }

    /** Leaves iterators unused; their callbacks are removed after the iterators have been collected. */
    private static void dropped(Trial trial) throws Throwable {
        var future = new Future<Integer>();
        for (int i = 0; i < 2; i++) {
            trial.attempt(
                    () -> Futures.asCompleted(List.of(future, new Future<>())).iterator());
            if (i == 0) {
                System.gc();
            }
        }
        trial.check("the future is done", trial.attempt(() -> future.setResult(1)) || future.done());
    }

    private static void mapInContexts(Trial trial) throws Throwable {
        var executor = trial.closing(trial.tryGet(() ->
                ThreadPoolExecutor.builder().maxWorkers(2).propagateContext().build()));
        var var = trial.tryGet(() -> new ContextVar<>("var", 0));
        if (executor == null || var == null) {
            return;
        }
        trial.ends(trial.fork(() -> {
            var.set(5);
            trial.equal(
                    "results", executor.map(n -> n + var.get(), List.of(1, 2)).toList(), List.of(6, 7));
        }));
        trial.ends(trial.fork(() -> {
            var.set(5);
            var options = MapOptions.defaults().chunksize(2);
            trial.equal(
                    "results",
                    executor.map(n -> n + var.get(), List.of(1, 2), options).toList(),
                    List.of(6, 7));
        }));
    }

    private static void mapTooLong(Trial trial) throws Throwable {
        List<Callable<MapOptions>> ways = List.of(
                () -> MapOptions.defaults().timeout(0.001),
                () -> MapOptions.defaults().timeout(0.001).chunksize(1));
        for (var way : ways) {
            var executor = trial.closing(trial.tryGet(() -> new ThreadPoolExecutor(1)));
            var options = trial.tryGet(way);
            if (executor == null || options == null) {
                return;
            }
            var go = new CountDownLatch(1);
            trial.attempt(
                    () -> executor.map(
                                    n -> {
                                        go.await();
                                        return n;
                                    },
                                    List.of(1, 2),
                                    options)
                            .toList(),
                    WaitTimeoutException.class);
            go.countDown();
        }
    }

    private static void sent(Trial trial) throws Throwable {
        var executor = trial.closing(trial.tryGet(() -> new ThreadPoolExecutor(2)));
        if (executor == null) {
            return;
        }
        for (var chunked : List.of(false, true)) {
            var options = trial.tryGet(() -> chunked ? MapOptions.defaults().chunksize(1) : MapOptions.defaults());
            if (options == null) {
                return;
            }
            SerializableFunction<Integer, Integer> function = n -> n;
            trial.attempt(() -> executor.map(function, List.of(1, 2), options).toList());
            trial.attempt(() -> executor.map((a, b) -> a + b, List.of(1), List.of(2), options)
                    .toList());
            trial.attempt(() -> executor.submit((io.github.threading4j.function.Target & java.io.Serializable) () -> {})
                    .result());
        }
    }
}

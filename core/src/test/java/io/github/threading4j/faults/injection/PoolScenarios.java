package io.github.threading4j.faults.injection;

import io.github.threading4j.pool.AsyncOptions;
import io.github.threading4j.pool.AsyncResult;
import io.github.threading4j.pool.ImapOptions;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.pool.ThreadPoolBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Every result of a {@code ThreadPool} becomes ready, each callback is called, and {@code join} returns. */
final class PoolScenarios {
    private PoolScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Pool");
        book.add("start of a ThreadPool", trial -> start(trial, ThreadPool.builder()));
        if (Runtime.version().feature() >= 21) {
            book.add(
                    "ThreadPool of virtual threads",
                    trial -> start(trial, ThreadPool.builder().virtual()));
        }
        book.add("apply", PoolScenarios::apply);
        book.add("applyAsync with callbacks", PoolScenarios::callbacks);
        book.add("map of a ThreadPool", PoolScenarios::maps);
        book.add("mapAsync that fails", PoolScenarios::mapFails);
        book.add("imap", trial -> imap(trial, true));
        book.add("imapUnordered", trial -> imap(trial, false));
        book.add("terminate", PoolScenarios::terminate);
        book.add("ThreadPool with an initializer", PoolScenarios::initializer);
        return book.written();
    }

    /** Creates a pool that must terminate even after a fault. */
    private static ThreadPool create(Trial trial) throws Throwable {
        var pool = trial.tryGet(() -> new ThreadPool(2));
        if (pool != null) {
            trial.closing(() -> end(trial, pool));
        }
        return pool;
    }

    private static void end(Trial trial, ThreadPool pool) throws Exception {
        pool.noMoreTasks();
        trial.ends(trial.fork(pool::join));
    }

    private static void works(Trial trial, ThreadPool pool) throws Throwable {
        trial.calm();
        trial.equal("result", pool.applyAsync(() -> 1).get(10), 1);
        trial.equal("results", pool.mapAsync(n -> n, List.of(1, 2, 3)).get(10), List.of(1, 2, 3));
    }

    private static void start(Trial trial, ThreadPoolBuilder builder) throws Throwable {
        var pool = trial.tryGet(
                () -> builder.processes(2).name("pool").propagateContext().build());
        if (pool == null) {
            return;
        }
        trial.closing(() -> end(trial, pool));
        trial.attempt(pool::toString);
        trial.attempt(() -> pool.applyAsync(() -> 1).get(100));
        trial.attempt(() -> pool.applyAsync(() -> {}).get(100));
        works(trial, pool);
    }

    private static void apply(Trial trial) throws Throwable {
        var pool = create(trial);
        if (pool == null) {
            return;
        }
        trial.probe(pool::toString);
        var results = new ArrayList<AsyncResult<Integer>>();
        for (int i = 0; i < 5; i++) {
            var number = i;
            trial.attempt(() -> results.add(pool.applyAsync(() -> {
                trial.foreign("task");
                return 1 / number;
            })));
        }
        ready(results);
        for (var result : results) {
            trial.attempt(() -> {
                try {
                    result.get();
                } catch (ArithmeticException e) {
                    // expected
                }
            });
            trial.attempt(result::toString);
            trial.attempt(result::successful);
        }
        trial.attempt(() -> pool.apply(() -> 1));
        works(trial, pool);
    }

    private static void ready(List<? extends AsyncResult<?>> results) {
        for (var result : results) {
            Trial.eventually("each result is ready", result::ready);
        }
    }

    private static void callbacks(Trial trial) throws Throwable {
        var pool = create(trial);
        if (pool == null) {
            return;
        }
        trial.probe(pool::toString);
        var calls = new AtomicInteger();
        var results = new ArrayList<AsyncResult<Integer>>();
        for (int i = 0; i < 4; i++) {
            var number = i % 2;
            trial.attempt(() -> results.add(pool.applyAsync(
                    () -> 1 / number,
                    AsyncOptions.defaults()
                            .<Integer>callback(value -> {
                                calls.incrementAndGet();
                                trial.foreign("callback");
                            })
                            .errorCallback(failure -> {
                                calls.incrementAndGet();
                                trial.foreign("errorCallback");
                            }))));
        }
        ready(results);
        trial.check("callbacks called: " + calls, trial.fired() || calls.get() == 4);
        works(trial, pool);
    }

    private static void maps(Trial trial) throws Throwable {
        var pool = create(trial);
        if (pool == null) {
            return;
        }
        var results = new ArrayList<AsyncResult<? extends List<Integer>>>();
        trial.attempt(() -> results.add(pool.mapAsync(
                n -> {
                    trial.foreign("function");
                    return n;
                },
                List.of(1, 2, 3, 4, 5))));
        trial.attempt(() -> results.add(
                pool.mapAsync(n -> n, List.of(1, 2, 3), AsyncOptions.defaults().chunksize(2))));
        trial.attempt(() -> results.add(pool.mapAsync(n -> n, List.<Integer>of())));
        trial.attempt(() -> results.add(
                pool.mapAsync(n -> n, List.of(1), AsyncOptions.defaults().<List<Integer>>callback(all -> {}))));
        trial.attempt(
                () -> results.add(pool.starmapAsync(Integer::sum, Map.of(1, 2).entrySet())));
        ready(results);
        for (var result : results) {
            trial.attempt(result::get);
        }
        trial.attempt(() -> trial.equal("results", pool.map(n -> n, List.of(1, 2)), List.of(1, 2)));
        trial.attempt(() -> trial.equal("results", pool.map(n -> n, List.of(1, 2), 1), List.of(1, 2)));
        trial.attempt(() ->
                trial.equal("results", pool.starmap(Integer::sum, Map.of(1, 2).entrySet(), 1), List.of(3)));
        works(trial, pool);
    }

    private static void mapFails(Trial trial) throws Throwable {
        var pool = create(trial);
        if (pool == null) {
            return;
        }
        var result = trial.tryGet(() ->
                pool.mapAsync(n -> 1 / n, List.of(1, 0), AsyncOptions.defaults().errorCallback(e -> {})));
        if (result != null) {
            ready(List.of(result));
            trial.check("the map fails", !result.successful());
        }
        works(trial, pool);
    }

    /** Takes all results, and returns their number. */
    private static int take(Iterator<Integer> results) {
        var came = 0;
        while (results.hasNext()) {
            try {
                results.next();
            } catch (ArithmeticException e) {
                // expected
            }
            came++;
        }
        return came;
    }

    private static void imap(Trial trial, boolean ordered) throws Throwable {
        var pool = create(trial);
        if (pool == null) {
            return;
        }
        var items = trial.iterable(List.of(1, 2, 0, 3, 4, 5));
        var came = new AtomicInteger();
        var consumer = trial.fork(() -> {
            for (var options : List.of(
                    ImapOptions.defaults(), ImapOptions.defaults().chunksize(2).buffersize(1))) {
                try (var results = ordered
                        ? pool.imap(n -> 10 / n, items, options)
                        : pool.imapUnordered(n -> 10 / n, items, options)) {
                    came.addAndGet(take(results.iterator()));
                    trial.attempt(results::toString);
                }
                trial.attempt(options::toString);
            }
            trial.attempt(() -> pool.imap(n -> n, List.of()));
        });
        trial.ends(consumer);
        trial.check("all results: " + came, trial.fired() || came.get() == 12);
        works(trial, pool);
    }

    private static void terminate(Trial trial) throws Throwable {
        var pool = trial.tryGet(() -> new ThreadPool(1));
        if (pool == null) {
            return;
        }
        var results = new ArrayList<AsyncResult<Integer>>();
        for (int i = 0; i < 3; i++) {
            trial.attempt(() -> results.add(pool.applyAsync(() -> 1)));
        }
        var imap = trial.tryGet(() -> pool.imap(n -> n, List.of(1, 2, 3)));
        if (!trial.attempt(pool::terminate)) {
            trial.calm();
            pool.terminate();
        }
        trial.ends(trial.fork(pool::join));
        ready(results);
        if (imap != null) {
            trial.ends(trial.fork(() -> {
                try {
                    for (var each = imap.iterator(); each.hasNext(); ) {
                        each.next();
                    }
                } catch (java.util.concurrent.CancellationException e) {
                    // expected
                }
            }));
        }
        trial.attempt(() -> {
            try {
                pool.applyAsync(() -> 1);
            } catch (java.util.concurrent.RejectedExecutionException e) {
                // expected
            }
        });
    }

    private static void initializer(Trial trial) throws Throwable {
        var pool = trial.tryGet(() -> ThreadPool.builder()
                .processes(2)
                .initializer(() -> trial.foreign("initializer"))
                .build());
        if (pool == null) {
            return;
        }
        trial.closing(() -> end(trial, pool));
        trial.probe(pool::toString);
        var results = new ArrayList<AsyncResult<Integer>>();
        for (int i = 0; i < 3; i++) {
            trial.attempt(() -> results.add(pool.applyAsync(() -> 1)));
        }
        ready(results);
    }
}

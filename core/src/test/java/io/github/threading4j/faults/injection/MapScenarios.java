package io.github.threading4j.faults.injection;

import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.Futures;
import io.github.threading4j.futures.MapOptions;
import io.github.threading4j.futures.Results;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A map returns its results in order until it throws an exception. */
final class MapScenarios {
    private MapScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Executor");
        maps(book, "map", MapOptions::defaults);
        maps(book, "map in chunks", () -> MapOptions.defaults().chunksize(2));
        maps(
                book,
                "map with a buffer",
                () -> MapOptions.defaults().buffersize(2).timeout(100));
        maps(
                book,
                "map in chunks with a buffer",
                () -> MapOptions.defaults().chunksize(2).buffersize(2).timeout(100));
        book.add("map that fails", MapScenarios::mapFails);
        mapsOfStreams(book, "map of a stream", MapOptions::defaults);
        mapsOfStreams(
                book,
                "map of a stream with a buffer",
                () -> MapOptions.defaults().buffersize(2));
        book.add("map whose source fails", MapScenarios::sourceFails);
        book.add("results closed in a loop", MapScenarios::closedInALoop);
        return book.written();
    }

    private static void maps(Scenarios.Book book, String name, Supplier<MapOptions> options) {
        book.add(name, trial -> {
            var executor = ExecutorScenarios.create(trial, builder -> builder);
            var chosen = trial.tryGet(options::get);
            if (executor != null && chosen != null) {
                mapSome(trial, executor, chosen);
                trial.equal("result", executor.map(n -> n, List.of(1, 2)).toList(), List.of(1, 2));
            }
        });
    }

    static void mapSome(Trial trial, Executor executor, MapOptions options) throws Throwable {
        var items = new ArrayList<Integer>();
        for (int i = 0; i < 5; i++) {
            items.add(i);
        }
        var got = new ArrayList<Integer>();
        var source = trial.iterable(items);
        trial.probe(executor::toString);
        var consumer = trial.fork(() -> {
            var each = executor.map(
                            n -> {
                                trial.foreign("function");
                                return n;
                            },
                            source,
                            options)
                    .iterator();
            while (each.hasNext()) {
                got.add(each.next());
            }
        });
        trial.ends(consumer);
        trial.check("all results in order, or the failure: " + got, trial.fired() || got.equals(items));
        trial.equal("results in order", got, items.subList(0, got.size()));
        trial.calm();
    }

    private static void mapsOfStreams(Scenarios.Book book, String name, Supplier<MapOptions> options) {
        book.add(name, trial -> {
            var executor = ExecutorScenarios.create(trial, builder -> builder);
            var chosen = trial.tryGet(options::get);
            if (executor == null || chosen == null) {
                return;
            }
            var closed = new AtomicInteger();
            var items = List.of(1, 2, 3).stream().onClose(closed::incrementAndGet);
            var got = new ArrayList<Integer>();
            trial.ends(trial.fork(
                    () -> executor.map(n -> n, items, chosen).stream().forEach(got::add)));
            trial.check("all results in order, or the failure: " + got, trial.fired() || got.equals(List.of(1, 2, 3)));
            trial.check("the stream is closed", trial.fired() || closed.get() == 1);
            trial.attempt(() -> executor.map(n -> n, items, chosen), IllegalStateException.class);
            trial.calm();
        });
    }

    private static void sourceFails(Trial trial) throws Throwable {
        var executor = ExecutorScenarios.create(trial, builder -> builder);
        if (executor == null) {
            return;
        }
        var got = new ArrayList<Integer>();
        var failed = new AtomicInteger();
        trial.ends(trial.fork(() -> {
            try {
                executor.map(n -> n, FailingSource::new, MapOptions.defaults().buffersize(1))
                        .forEach(got::add);
            } catch (IllegalStateException e) {
                failed.incrementAndGet();
            }
        }));
        trial.check("the results, then the failure: " + got, trial.fired() || got.equals(List.of(1, 2)));
        trial.check("the source's exception is thrown", trial.fired() || failed.get() == 1);
        trial.calm();
    }

    private static final class FailingSource implements Iterator<Integer> {
        private int last;

        @Override
        public boolean hasNext() {
            if (last == 2) {
                throw new IllegalStateException("no third item");
            }
            return true;
        }

        @Override
        public Integer next() {
            return ++last;
        }
    }

    private static void closedInALoop(Trial trial) throws Throwable {
        var executor = ExecutorScenarios.create(trial, builder -> builder.maxWorkers(1));
        var go = new CountDownLatch(1);
        try {
            var busy = executor == null ? null : trial.tryGet(() -> executor.submit(() -> go.await()));
            if (busy == null) {
                return;
            }
            List<Callable<Results<?>>> all = List.of(
                    () -> executor.map(n -> n, List.of(1, 2)),
                    () -> executor.map(
                            n -> n, List.of(1, 2), MapOptions.defaults().buffersize(1)),
                    () -> Futures.asCompleted(List.of(busy)));
            for (var each : all) {
                var results = trial.tryGet(each);
                if (results != null) {
                    closeInALoop(trial, results);
                }
            }
        } finally {
            go.countDown();
        }
    }

    private static void closeInALoop(Trial trial, Results<?> results) throws Throwable {
        var loop = trial.fork(() -> {
            try {
                results.forEach(any -> {});
                trial.check("the results are closed", trial.fired());
            } catch (CancellationException e) {
                // expected
            }
        });
        Trial.parks(loop);
        trial.attempt(results::toString);
        while (!trial.attempt(results::close)) {
            trial.check("closing fails only once", trial.fired());
        }
        trial.ends(loop);
    }

    private static void mapFails(Trial trial) throws Throwable {
        List<Callable<MapOptions>> both =
                List.of(MapOptions::defaults, () -> MapOptions.defaults().chunksize(2));
        for (var each : both) {
            var options = trial.tryGet(each);
            if (options == null) {
                return;
            }
            var executor = ExecutorScenarios.create(trial, builder -> builder);
            if (executor == null) {
                return;
            }
            var consumer = trial.fork(() -> {
                try {
                    executor.map(n -> 1 / n, List.of(2, 1, 0, 1, 2), options).toList();
                    trial.check("the map fails", false);
                } catch (ArithmeticException e) {
                    // expected
                }
            });
            trial.ends(consumer);
            trial.ends(trial.fork(() -> executor.map((a, b) -> a + b, List.of(1), List.of(2), options)
                    .toList()));
        }
    }
}

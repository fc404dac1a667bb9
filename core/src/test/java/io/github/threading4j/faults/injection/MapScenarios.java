package io.github.threading4j.faults.injection;

import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.MapOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The results of a map come in order, or its failure does. */
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
        return book.written();
    }

    private static void maps(Scenarios.Book book, String name, java.util.function.Supplier<MapOptions> options) {
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
        trial.equal("results come in order", got, items.subList(0, got.size()));
        trial.calm();
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
                    trial.check("it fails", false);
                } catch (ArithmeticException e) {
                    // is meant to be
                }
            });
            trial.ends(consumer);
            trial.ends(trial.fork(() -> executor.map((a, b) -> a + b, List.of(1), List.of(2), options)
                    .toList()));
        }
    }
}

package io.github.threading4j.faults.injection;

import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.MapOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An executor over a {@code java.util.concurrent} service completes each accepted task, provided that the service does.
 */
final class ServiceScenarios {
    /** Excludes calls of callbacks, since the only callbacks here belong to the executor and throw nothing. */
    private static final Predicate<Site> CALLBACKS = Scenarios.but("FutureState.call:", "NamedThread.run:");

    private ServiceScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Service");
        over(book, "fixed pool", Executors::newFixedThreadPool);
        over(book, "ForkJoinPool", ForkJoinPool::new);
        book.add(
                "map over a service",
                trial -> {
                    var executor = create(trial, Executors::newFixedThreadPool);
                    if (executor != null) {
                        MapScenarios.mapSome(trial, executor, MapOptions.defaults());
                        trial.equal(
                                "results", executor.map(n -> n, List.of(1, 2)).toList(), List.of(1, 2));
                    }
                },
                CALLBACKS);
        book.add("serializable tasks", ServiceScenarios::serializable, CALLBACKS);
        book.add("serializable tasks of a service with stages", ServiceScenarios::stages, CALLBACKS);
        // A fault at the excluded sites prevents the task's exception from being stored. The future of the task then
        // fails with an OutOfMemoryError, but execute returns no future, and the exception is not reported.
        book.add(
                "execute over a service",
                ServiceScenarios::execute,
                Scenarios.but(
                        "FutureState.call:",
                        "FutureState.failure",
                        "FutureUnretrieved.keep",
                        "Executor.runToNull",
                        "PoolTask.call:",
                        "NamedThread.run:"));
        book.add("shutdown of a service", ServiceScenarios::shutdown, CALLBACKS);
        return book.written();
    }

    private static Executor create(Trial trial, Function<Integer, ExecutorService> service) throws Throwable {
        var theirs = new Foreign(trial, service.apply(2));
        trial.closing(() -> {
            theirs.shutdown();
            theirs.awaitTermination(10, TimeUnit.SECONDS);
        });
        return trial.closing(trial.tryGet(() -> Executor.over(theirs)));
    }

    private static void over(Scenarios.Book book, String name, Function<Integer, ExecutorService> service) {
        book.add(
                "submit over a " + name,
                trial -> {
                    var executor = create(trial, service);
                    if (executor != null) {
                        ExecutorScenarios.submitSome(trial, executor);
                        trial.equal(
                                "executor still works", executor.submit(() -> 2).result(10), 2);
                    }
                },
                CALLBACKS);
    }

    private static void serializable(Trial trial) throws Throwable {
        var executor = create(trial, Executors::newFixedThreadPool);
        if (executor != null) {
            sendSome(trial, executor);
        }
    }

    private static void sendSome(Trial trial, Executor executor) throws Throwable {
        var futures = new ArrayList<Future<Integer>>();
        for (int i = 0; i < 4; i++) {
            SerializableCallable<Integer> task = i % 2 == 0 ? ServiceScenarios::one : ServiceScenarios::fails;
            trial.attempt(() -> futures.add(executor.submit(task)));
        }
        trial.ended(futures);
        for (var future : futures) {
            trial.attempt(future::exception);
            trial.attempt(future::result);
            trial.attempt(future::toString);
        }
        trial.calm();
        trial.equal(
                "executor still works",
                executor.submit((SerializableCallable<Integer>) ServiceScenarios::one)
                        .result(10),
                1);
    }

    private static int one() {
        return 1;
    }

    private static int fails() {
        throw new Trial.OfTheTask();
    }

    private static void stages(Trial trial) throws Throwable {
        var threads = Executors.newFixedThreadPool(2);
        var theirs = new Staged(threads);
        trial.closing(theirs::shutdown);
        var executor = trial.closing(trial.tryGet(() -> Executor.over(theirs)));
        if (executor != null) {
            sendSome(trial, executor);
        }
    }

    private static void execute(Trial trial) throws Throwable {
        var executor = create(trial, Executors::newFixedThreadPool);
        if (executor == null) {
            return;
        }
        var accepted = 0;
        for (int i = 0; i < 3; i++) {
            accepted += trial.attempt(() -> executor.execute(ServiceScenarios::fails)) ? 1 : 0;
        }
        accepted += trial.attempt(() -> executor.execute((Runnable & java.io.Serializable) ServiceScenarios::fails))
                ? 1
                : 0;
        var expected = accepted;
        Trial.eventually("each exception is reported", () -> Reports.count() >= expected);
    }

    private static void shutdown(Trial trial) throws Throwable {
        for (var cancel : List.of(false, true)) {
            var executor = create(trial, Executors::newFixedThreadPool);
            if (executor == null) {
                return;
            }
            var futures = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                trial.attempt(() -> futures.add(executor.submit(() -> 1)));
                trial.attempt(
                        () -> futures.add(executor.submit((SerializableCallable<Integer>) ServiceScenarios::one)));
            }
            trial.probe(executor::toString);
            var other = trial.fork(() -> executor.awaitTermination(100));
            trial.attempt(() -> executor.awaitTermination(0));
            trial.attempt(() -> executor.shutdown(java.time.Duration.ofNanos(1000)));
            trial.attempt(() -> executor.shutdown(false, cancel));
            trial.attempt(() -> executor.shutdown(true, cancel));
            trial.attempt(() -> executor.awaitTermination(0));
            trial.calm();
            executor.close();
            trial.ends(other);
            trial.ended(futures);
        }
    }

    /** A foreign service that can fail at each call. */
    private static final class Foreign extends AbstractExecutorService {
        private final Trial trial;
        private final ExecutorService inner;

        Foreign(Trial trial, ExecutorService inner) {
            this.trial = trial;
            this.inner = inner;
        }

        @Override
        public void shutdown() {
            trial.foreign("service.shutdown");
            inner.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return inner.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            trial.foreign("service.isShutdown");
            return inner.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            trial.foreign("service.isTerminated");
            return inner.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            trial.foreign("service.awaitTermination");
            return inner.awaitTermination(timeout, unit);
        }

        @Override
        public void execute(Runnable command) {
            trial.foreign("service.execute");
            inner.execute(command);
        }
    }

    /** A service whose futures are {@code CompletionStage}s. */
    private static final class Staged extends AbstractExecutorService {
        private final ExecutorService threads;

        Staged(ExecutorService threads) {
            this.threads = threads;
        }

        @Override
        public <T> java.util.concurrent.Future<T> submit(java.util.concurrent.Callable<T> task) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return task.call();
                        } catch (Exception e) {
                            throw new java.util.concurrent.CompletionException(e);
                        }
                    },
                    threads);
        }

        @Override
        public void shutdown() {
            threads.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return threads.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return threads.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return threads.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            return threads.awaitTermination(timeout, unit);
        }

        @Override
        public void execute(Runnable command) {
            threads.execute(command);
        }
    }
}

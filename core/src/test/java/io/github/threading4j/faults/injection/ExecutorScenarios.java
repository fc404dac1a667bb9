package io.github.threading4j.faults.injection;

import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.MapOptions;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.futures.ThreadPoolExecutorBuilder;
import io.github.threading4j.futures.WhenFull;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Every accepted task completes, the executor keeps working, and it terminates after a shutdown. */
final class ExecutorScenarios {
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    private ExecutorScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Executor");
        submits(book, "submit", builder -> builder);
        submits(book, "submit to a bounded pool", builder -> builder.maxQueued(1, WhenFull.await()));
        submits(book, "submit where the caller runs", builder -> builder.maxQueued(0, WhenFull.callerRuns()));
        submits(book, "submit with contexts", ThreadPoolExecutorBuilder::propagateContext);
        submits(
                book,
                "submit with a failing initializer",
                builder -> builder.initializer(() -> {
                    throw new Trial.OfTheTask();
                }));
        if (VIRTUAL) {
            submits(book, "submit to virtual threads", ThreadPoolExecutorBuilder::virtual);
            book.add("map of virtual threads", trial -> {
                var executor = create(trial, ThreadPoolExecutorBuilder::virtual);
                if (executor != null) {
                    MapScenarios.mapSome(trial, executor, MapOptions.defaults());
                }
            });
        }
        book.add("rejected and timed submit", ExecutorScenarios::refused);
        book.add("initializer", ExecutorScenarios::initializer);
        book.add(
                "execute",
                ExecutorScenarios::execute,
                Scenarios.but("Executor.runToNull", "PoolTask.call:", "NamedThread.run:")); // sites that never throw
        book.add("submit within a task", ExecutorScenarios::nested);
        book.add("cancel and interrupt", ExecutorScenarios::cancels);
        book.add("many unretrieved exceptions", ExecutorScenarios::manyFail);
        return book.written();
    }

    static ThreadPoolExecutor create(Trial trial, UnaryOperator<ThreadPoolExecutorBuilder> how) throws Throwable {
        return trial.closing(trial.tryGet(
                () -> how.apply(ThreadPoolExecutor.builder().maxWorkers(2)).build()));
    }

    private static void submits(Scenarios.Book book, String name, UnaryOperator<ThreadPoolExecutorBuilder> how) {
        book.add(name, trial -> {
            var executor = create(trial, how);
            if (executor == null) {
                return;
            }
            submitSome(trial, executor);
            if (name.contains("failing")) {
                return;
            }
            trial.equal("result", executor.submit(() -> 1).result(10), 1);
            trial.equal("executor still works", executor.submit(() -> 2).result(10), 2);
        });
    }

    /** Submits tasks, some of which fail, and checks that each future completes. */
    static void submitSome(Trial trial, Executor executor) throws Throwable {
        var futures = new ArrayList<Future<Integer>>();
        var runs = new AtomicInteger();
        trial.probe(() -> {
            executor.toString();
            executor.isShutdown();
        });
        for (int i = 0; i < 6; i++) {
            var number = i;
            trial.attempt(
                    () -> futures.add(executor.submit((Callable<Integer>) () -> {
                        runs.incrementAndGet();
                        trial.foreign("task");
                        if (number % 3 == 2) {
                            throw new Trial.OfTheTask();
                        }
                        return number;
                    })),
                    java.util.concurrent.RejectedExecutionException.class);
        }
        trial.attempt(executor::toString);
        trial.ended(futures);
        for (var future : futures) {
            trial.attempt(future::exception, java.util.concurrent.CancellationException.class);
            trial.attempt(
                    future::result,
                    java.util.concurrent.RejectedExecutionException.class,
                    java.util.concurrent.CancellationException.class);
        }
        trial.calm();
        for (var future : futures) {
            if (!future.cancelled()) {
                future.exception();
            }
        }
        trial.check("only accepted tasks ran", runs.get() <= 6);
    }

    private static void refused(Trial trial) throws Throwable {
        List<Callable<WhenFull>> ways = List.of(WhenFull::reject, () -> WhenFull.await(0.0001));
        for (var way : ways) {
            var whenFull = trial.tryGet(way);
            if (whenFull == null) {
                return;
            }
            var executor = create(trial, builder -> builder.maxWorkers(1).maxQueued(1, whenFull));
            if (executor == null) {
                return;
            }
            var go = new CountDownLatch(1);
            var futures = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                trial.attempt(() -> {
                    try {
                        futures.add(executor.submit(() -> {
                            go.await();
                            return 1;
                        }));
                    } catch (java.util.concurrent.RejectedExecutionException
                            | io.github.threading4j.WaitTimeoutException e) {
                        // expected
                    }
                });
            }
            go.countDown();
            trial.ended(futures);
            trial.calm();
            // Each failed submit has freed its capacity.
            for (int i = 0; i < 3; i++) {
                Trial.eventually("capacity is free", () -> isAccepted(executor));
            }
        }
    }

    private static boolean isAccepted(Executor executor) {
        try {
            return executor.submit(() -> 1).result(10) == 1;
        } catch (java.util.concurrent.RejectedExecutionException | io.github.threading4j.WaitTimeoutException e) {
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void initializer(Trial trial) throws Throwable {
        var executor = create(trial, builder -> builder.initializer(() -> trial.foreign("initializer")));
        if (executor == null) {
            return;
        }
        trial.probe(executor::toString);
        submitSome(trial, executor);
        trial.check(
                "broken or working",
                executor.isBroken() || executor.submit(() -> 1).result(10) == 1);
    }

    private static void execute(Trial trial) throws Throwable {
        var executor = create(trial, builder -> builder);
        if (executor == null) {
            return;
        }
        var ran = new AtomicInteger();
        var accepted = 0;
        for (int i = 0; i < 4; i++) {
            accepted += trial.attempt(() -> executor.execute(() -> {
                        ran.incrementAndGet();
                        throw new Trial.OfTheTask();
                    }))
                    ? 1
                    : 0;
        }
        var expected = accepted;
        Trial.eventually("each exception is reported", () -> Reports.count() >= expected);
        trial.check("no task ran twice", ran.get() <= 4);
    }

    private static void nested(Trial trial) throws Throwable {
        var executor = create(trial, builder -> builder.maxWorkers(1).maxQueued(0, WhenFull.await()));
        if (executor == null) {
            return;
        }
        var inner = new java.util.concurrent.ConcurrentLinkedQueue<Future<Integer>>();
        var outer = trial.tryGet(() -> executor.submit(() -> {
            var own = executor.submit(() -> 1);
            inner.add(own);
            return own.result();
        }));
        if (outer != null) {
            trial.ended(List.of(outer));
            trial.attempt(outer::exception);
        }
        trial.ended(inner);
        trial.calm();
        trial.equal("executor still works", executor.submit(() -> 2).result(10), 2);
    }

    private static void cancels(Trial trial) throws Throwable {
        var executor = create(trial, builder -> builder.maxWorkers(1));
        if (executor == null) {
            return;
        }
        var running = new CountDownLatch(1);
        var first = trial.tryGet(() -> executor.submit(() -> {
            running.countDown();
            new CountDownLatch(1).await();
            return 1;
        }));
        var second = trial.tryGet(() -> executor.submit(() -> 2));
        if (first != null) {
            Trial.eventually("the task runs or has ended", () -> running.getCount() == 0 || first.done());
            if (!trial.attempt(() -> first.cancel(true))) {
                first.cancel(true);
            }
            trial.check("the future is done", first.done());
            trial.attempt(() -> first.awaitTermination(100));
        }
        if (second != null) {
            trial.attempt(second::cancel);
            trial.ended(List.of(second));
        }
        trial.calm();
        trial.equal("executor still works", executor.submit(() -> 2).result(10), 2);
    }

    private static void manyFail(Trial trial) throws Throwable {
        var executor = create(trial, builder -> builder);
        if (executor == null) {
            return;
        }
        var futures = new ArrayList<Future<?>>();
        for (int i = 0; i < 20; i++) {
            trial.attempt(() -> futures.add(executor.submit(() -> {
                throw new Trial.OfTheTask();
            })));
        }
        trial.ended(futures);
        trial.attempt(executor::close);
        trial.calm();
        executor.close();
        trial.check("exceptions are reported: " + Reports.count(), Reports.count() >= futures.size() - 1);
    }
}

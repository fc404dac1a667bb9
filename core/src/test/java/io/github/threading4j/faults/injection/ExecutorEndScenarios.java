package io.github.threading4j.faults.injection;

import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** After a shutdown, the executor has terminated and all its tasks are done. */
final class ExecutorEndScenarios {
    private ExecutorEndScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Executor");
        book.add("shutdown with cancellation", trial -> ends(trial, executor -> executor.shutdown(true, true)));
        book.add("shutdown without waiting", trial -> ends(trial, executor -> executor.shutdown(false)));
        book.add("shutdown with a grace", trial -> ends(trial, executor -> executor.shutdown(Duration.ofSeconds(100))));
        book.add(
                "shutdown with little grace",
                trial -> ends(trial, executor -> executor.shutdown(Duration.ofNanos(1000))));
        book.add(
                "interrupted close",
                trial -> ends(trial, executor -> {
                    Thread.currentThread().interrupt();
                    try {
                        executor.close();
                    } finally {
                        Thread.interrupted();
                    }
                }));
        // Here the executor runs the JDK's FutureTasks, which store exceptions.
        book.add(
                "executor as a service",
                ExecutorEndScenarios::service,
                Scenarios.but("foreign Runnable.run", "foreign Callable.call", "NamedThread.run:"));
        return book.written();
    }

    private interface End {
        void end(Executor executor) throws Exception;
    }

    private static void ends(Trial trial, End end) throws Throwable {
        var executor = ExecutorScenarios.create(trial, builder -> builder);
        if (executor != null) {
            endSome(trial, executor, end);
        }
    }

    private static void endSome(Trial trial, Executor executor, End end) throws Throwable {
        var futures = new ArrayList<Future<?>>();
        var running = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            var number = i;
            trial.attempt(() -> futures.add(executor.submit(() -> {
                running.countDown();
                if (number == 3) {
                    throw new Trial.OfTheTask();
                }
                return 1;
            })));
        }
        var idle = trial.fork(() -> executor.awaitTermination(Duration.ofSeconds(100)));
        trial.attempt(() -> end.end(executor));
        trial.calm();
        executor.close();
        trial.ends(idle);
        trial.ended(futures);
        trial.check("the executor has terminated", executor.awaitTermination(Duration.ZERO));
    }

    private static void service(Trial trial) throws Throwable {
        var executor = ExecutorScenarios.create(trial, builder -> builder);
        var service = executor == null ? null : trial.tryGet(executor::asExecutorService);
        if (service == null) {
            return;
        }
        trial.attempt(() -> trial.equal("result", service.submit(() -> 1).get(100, TimeUnit.SECONDS), 1));
        trial.attempt(() -> service.invokeAll(List.<Callable<Integer>>of(() -> 1, () -> 2)));
        trial.attempt(() -> service.invokeAny(List.<Callable<Integer>>of(() -> 1, () -> 2)));
        trial.attempt(service::toString);
        trial.attempt(service::shutdownNow);
        trial.attempt(service::shutdown);
        trial.calm();
        service.shutdown();
        trial.check("the service terminates", service.awaitTermination(100, TimeUnit.SECONDS));
        trial.check("the executor has terminated", service.isTerminated());
    }
}

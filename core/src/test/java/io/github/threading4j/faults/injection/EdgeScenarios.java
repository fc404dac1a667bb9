package io.github.threading4j.faults.injection;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Condition;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Threading;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.Futures;
import io.github.threading4j.futures.ReturnWhen;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.pool.AsyncOptions;
import io.github.threading4j.pool.ThreadPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** Rarely used paths through the library. */
final class EdgeScenarios {
    private EdgeScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Edge");
        book.add("body and release that both fail", EdgeScenarios::bothFail);
        book.add("timed waits that end at once", EdgeScenarios::timed);
        book.add("dump of waiting threads", EdgeScenarios::waitingThreads);
        book.add("first context of a thread", EdgeScenarios::firstContext);
        book.add("shutdownNow of an executor as a service", EdgeScenarios::shutdownNow);
        book.add("stuck tasks", trial -> stuck(trial, trial.closing(trial.tryGet(() -> new ThreadPoolExecutor(1)))));
        book.add("stuck tasks of a service", EdgeScenarios::stuckOverAService);
        book.add("large map", EdgeScenarios::largeMap);
        book.add("await that removes its callbacks", EdgeScenarios::forgets);
        book.add("close of a ThreadPool with unfinished tasks", EdgeScenarios::closePool);
        book.add(
                "task after a pause",
                EdgeScenarios::afterPause,
                site -> site.owner().contains("KeepAlive"));
        return book.written();
    }

    private static void bothFail(Trial trial) throws Throwable {
        for (var lock : List.of(new Lock(), new RLock(), Acquirable.of(new ReentrantLock()))) {
            ThrowingRunnable<RuntimeException> body = () -> {
                lock.release();
                throw new Trial.OfTheTask();
            };
            trial.attempt(() -> lock.with(body), RuntimeException.class);
            trial.attempt(
                    () -> lock.with(() -> {
                        lock.release();
                        return fail();
                    }),
                    RuntimeException.class);
            trial.ends(trial.fork(() -> {
                trial.check("the lock is free", lock.acquire(false));
                lock.release();
            }));
        }
    }

    private static int fail() {
        throw new Trial.OfTheTask();
    }

    private static void timed(Trial trial) throws Throwable {
        var condition = trial.tryGet(() -> new Condition(new ReentrantLock()));
        if (condition != null) {
            trial.attempt(() -> {
                condition.acquire(1.0);
                condition.release();
            });
            trial.attempt(() -> {
                condition.acquire(true);
                condition.release();
            });
        }
        trial.attempt(() -> Threading.mainThread().join(0.0001));
        trial.attempt(() -> Threading.mainThread().join(Duration.ofNanos(1)));
        trial.attempt(() -> {
            var lock = Acquirable.of(new ReentrantLock());
            lock.acquire(true);
            lock.release();
            if (lock.acquire(Duration.ofNanos(Long.MAX_VALUE))) {
                lock.release();
            }
        });
    }

    private static void waitingThreads(Trial trial) throws Throwable {
        var lock = new Lock("held");
        lock.acquire();
        var waiter = NamedThread.builder().daemon(true).unstarted(() -> lock.with(() -> {}));
        if (trial.attempt(waiter::start)) {
            Trial.parks(waiter.toJavaThread());
            trial.attempt(FaultHandler::traceback);
            trial.attempt(() -> Threading.enumerate().toString());
        }
        trial.calm();
        lock.release();
        Trial.eventually("the waiter ends", () -> !waiter.isAlive());
    }

    private static void firstContext(Trial trial) throws Throwable {
        var var = trial.tryGet(() -> new ContextVar<>("var", 0));
        if (var == null) {
            return;
        }
        trial.ends(trial.fork(() -> trial.attempt(() -> var.set(1))));
        var thread = trial.tryGet(() -> new NamedThread(() -> var.set(1)));
        if (thread != null && trial.attempt(thread::start)) {
            Trial.eventually("the thread ends", () -> !thread.isAlive());
        }
        Context.carryMdc(true);
        try {
            trial.ends(trial.fork(() -> Context.copyContext().run(() -> var.set(2))));
        } finally {
            Context.carryMdc(false);
        }
    }

    private static void shutdownNow(Trial trial) throws Throwable {
        var executor = trial.closing(trial.tryGet(() -> new ThreadPoolExecutor(1)));
        var service = executor == null ? null : trial.tryGet(executor::asExecutorService);
        if (service == null) {
            return;
        }
        var futures = new ArrayList<java.util.concurrent.Future<?>>();
        var go = new CountDownLatch(1);
        trial.attempt(() -> futures.add(service.submit(() -> {
            go.await();
            return 1;
        })));
        trial.attempt(() -> futures.add(service.submit(() -> {})));
        trial.attempt(() -> futures.add(service.submit(() -> {}, 1)));
        trial.attempt(service::shutdownNow);
        go.countDown();
        trial.calm();
        service.shutdownNow();
        for (var future : futures) {
            Trial.eventually("the future completes", future::isDone);
        }
    }

    private static void stuckOverAService(Trial trial) throws Throwable {
        stuck(trial, trial.closing(trial.tryGet(() -> Executor.over(Executors.newFixedThreadPool(1)))));
    }

    private static void stuck(Trial trial, Executor executor) throws Throwable {
        if (executor == null) {
            return;
        }
        var go = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var future = trial.tryGet(() -> executor.submit(() -> {
            begun.countDown();
            var interrupted = false;
            while (go.getCount() > 0) {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return interrupted;
        }));
        if (future != null) {
            Trial.eventually("the task starts or ends", () -> begun.getCount() == 0 || future.done());
            trial.attempt(() -> executor.shutdown(Duration.ofNanos(1000)).toString());
        }
        go.countDown();
        trial.calm();
        if (future != null) {
            trial.ended(List.of(future));
        }
    }

    private static void largeMap(Trial trial) throws Throwable {
        var executor = trial.closing(trial.tryGet(() -> new ThreadPoolExecutor(2)));
        if (executor == null) {
            return;
        }
        var items = IntStream.range(0, 5 << 10).boxed().toList();
        Iterable<Integer> unsized = items::iterator;
        for (var source : List.of(items, unsized)) {
            trial.ends(trial.fork(() ->
                    trial.equal("results", executor.map(n -> n, source).toList().size(), items.size())));
        }
    }

    /** Interrupts a wait, which then removes its callback from a future to which another callback was added later. */
    private static void forgets(Trial trial) throws Throwable {
        var future = new Future<Integer>();
        var waiter = trial.fork(() -> {
            try {
                Futures.await(List.of(future, new Future<>()), 100.0, ReturnWhen.FIRST_COMPLETED);
            } catch (InterruptedException e) {
                // expected
            }
        });
        Trial.parks(waiter);
        trial.attempt(() -> future.addDoneCallback(done -> {}));
        waiter.interrupt();
        trial.ends(waiter);
        trial.check("the future is done", trial.attempt(() -> future.setResult(1)) || future.done());
    }

    private static void closePool(Trial trial) throws Throwable {
        var pool = trial.tryGet(() -> new ThreadPool(1));
        if (pool == null) {
            return;
        }
        var go = new CountDownLatch(1);
        var result = trial.tryGet(() -> pool.applyAsync(
                () -> {
                    go.await();
                    return 1;
                },
                AsyncOptions.defaults()));
        trial.attempt(
                () -> pool.mapAsync(n -> n, List.of(1), AsyncOptions.defaults().chunksize(2)));
        trial.attempt(pool::close);
        go.countDown();
        trial.calm();
        pool.close();
        trial.ends(trial.fork(
                () -> trial.attempt(pool::join, IllegalStateException.class))); // throws if close() has dropped tasks
        if (result != null) {
            Trial.eventually("the result is ready", result::ready);
        }
    }

    private static void afterPause(Trial trial) throws Throwable {
        var executor = trial.closing(new ThreadPoolExecutor(1));
        Trial.eventually(
                "the keep-alive thread has ended", () -> !KeepAlive.JVM.isRunning() || KeepAlive.JVM.retained() > 0);
        var future = trial.tryGet(() -> executor.submit(() -> 1));
        if (future != null) {
            trial.ended(List.of(future));
        }
        trial.calm();
        trial.equal("result", executor.submit(() -> 1).result(10), 1);
    }
}

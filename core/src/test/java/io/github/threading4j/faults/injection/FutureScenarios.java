package io.github.threading4j.faults.injection;

import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.Futures;
import io.github.threading4j.futures.ReturnWhen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A completed future is done, wakes every waiter, and calls each callback once. */
final class FutureScenarios {
    private FutureScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Future");
        book.add("result of a future", trial -> outcome(trial, false));
        book.add("exception of a future", trial -> outcome(trial, true));
        book.add("cancelled future", FutureScenarios::cancelled);
        book.add("callbacks of a future", FutureScenarios::callbacks);
        book.add("future as a CompletableFuture", FutureScenarios::completable);
        // Excludes calls of callbacks, since the only callbacks here belong to the library and throw nothing.
        book.add("await of futures", FutureScenarios::awaitAll, Scenarios.but("FutureState.call:"));
        book.add("asCompleted", FutureScenarios::asCompleted, Scenarios.but("FutureState.call:"));
        return book.written();
    }

    private static void outcome(Trial trial, boolean fails) throws Throwable {
        var future = trial.tryGet(() -> new Future<String>());
        if (future == null) {
            return;
        }
        var waiters = List.of(
                trial.fork(() -> get(trial, fails, future::result)),
                trial.fork(() -> get(trial, fails, () -> future.result(100))),
                trial.fork(() -> get(trial, fails, () -> future.result(Trial.OfTheTask.class))),
                trial.fork(() -> get(trial, fails, () -> future.get())),
                trial.fork(() -> trial.check("an exception", (future.exception() != null) == fails)));
        waiters.forEach(Trial::parks);
        trial.attempt(() -> future.awaitTermination(Duration.ofNanos(1000)));
        trial.attempt(future::toString);
        trial.attempt(future::setRunningOrNotifyCancel);
        Trial.Op end = () -> {
            if (fails) {
                future.setException(new Trial.OfTheTask());
            } else {
                future.setResult("result");
            }
        };
        if (!trial.attempt(end)) {
            trial.calm();
            if (!future.done()) {
                end.run();
            }
        }
        trial.calm();
        for (var waiter : waiters) {
            trial.ends(waiter);
        }
        trial.equal("future fails", future.exception() != null, fails);
        future.toString();
    }

    private static void get(Trial trial, boolean fails, java.util.concurrent.Callable<String> get) throws Exception {
        try {
            trial.equal("result", get.call(), "result");
        } catch (Trial.OfTheTask | java.util.concurrent.ExecutionException e) {
            trial.check("the future fails", fails);
        } catch (OutOfMemoryError e) {
            trial.check("a fault was injected", trial.fired());
        }
    }

    private static void cancelled(Trial trial) throws Throwable {
        var future = new Future<String>();
        var waiter = trial.fork(() -> {
            try {
                future.result();
            } catch (java.util.concurrent.CancellationException e) {
                // expected
            }
        });
        Trial.parks(waiter);
        if (!trial.attempt(future::cancel)) {
            future.cancel();
        }
        trial.ends(waiter);
        trial.attempt(() -> future.setRunningOrNotifyCancel());
        trial.attempt(future::toString);
        trial.check("the future is cancelled", future.cancelled());
    }

    private static void callbacks(Trial trial) throws Throwable {
        var future = new Future<String>();
        var calls = new AtomicInteger();
        var added = 0;
        for (int i = 0; i < 3; i++) {
            added += trial.attempt(() -> future.addDoneCallback(done -> {
                        calls.incrementAndGet();
                        trial.foreign("callback");
                    }))
                    ? 1
                    : 0;
        }
        trial.probe(() -> {
            future.toString();
            future.addDoneCallback(done -> {});
        });
        trial.check("the future is done", trial.attempt(() -> future.setResult("result")) || future.done());
        added += trial.attempt(() -> future.addDoneCallback(done -> calls.incrementAndGet())) ? 1 : 0;
        trial.calm();
        trial.check("each callback was called, or an exception was reported", calls.get() == added || Reports.any());
    }

    private static void completable(Trial trial) throws Throwable {
        for (var fails : List.of(false, true)) {
            var future = new Future<String>();
            var theirs = trial.tryGet(future::toCompletableFuture);
            trial.attempt(() -> {
                if (fails) {
                    future.setException(new Trial.OfTheTask());
                } else {
                    future.setResult("result");
                }
            });
            if (theirs != null) {
                Trial.eventually("the CompletableFuture completes", () -> theirs.isDone() || Reports.any());
            }
        }
        var future = new Future<String>();
        var theirs = trial.tryGet(future::toCompletableFuture);
        trial.attempt(() -> theirs.cancel(true), NullPointerException.class);
        trial.attempt(future::cancel);
    }

    private static List<Future<String>> some() {
        return List.of(new Future<>(), new Future<>(), new Future<>());
    }

    private static void awaitAll(Trial trial) throws Throwable {
        for (var when : ReturnWhen.values()) {
            var futures = some();
            var waiter = trial.fork(() -> Futures.await(futures, when));
            var timed = trial.fork(() -> Futures.await(futures, 100.0, when));
            Trial.parks(waiter);
            Trial.parks(timed);
            trial.attempt(() -> trial.check(
                    "not done", Futures.await(futures, 0.0, when).notDone().size() == 3));
            for (var future : futures) {
                trial.attempt(() -> future.setResult("result"));
                trial.check("the future is done", future.done());
            }
            trial.ends(waiter);
            trial.ends(timed);
            trial.attempt(() ->
                    trial.equal("done", Futures.await(futures, when).done().size(), 3));
        }
        trial.calm();
        trial.equal(
                "done",
                Futures.await(some(), 0.0, ReturnWhen.ALL_COMPLETED).notDone().size(),
                3);
    }

    private static void asCompleted(Trial trial) throws Throwable {
        var futures = some();
        var got = new ArrayList<Future<String>>();
        var consumer = trial.fork(() -> {
            for (var each = Futures.asCompleted(futures, 100.0).iterator(); each.hasNext(); ) {
                got.add(each.next());
            }
        });
        Trial.parks(consumer);
        for (var future : futures) {
            trial.attempt(() -> future.setResult("result"));
            trial.check("the future is done", future.done());
        }
        trial.ends(consumer);
        trial.check("all futures were returned, or the consumer failed", trial.fired() || got.size() == 3);
        trial.attempt(() -> Futures.asCompleted(some(), 0.0).iterator().hasNext(), WaitTimeoutException.class);
        trial.calm();
        trial.equal("futures", Futures.asCompleted(futures).toList().size(), 3);
    }
}

package io.github.threading4j.faults.injection;

import io.github.threading4j.NamedThread;
import io.github.threading4j.NamedThreadBuilder;
import io.github.threading4j.RepeatingTimer;
import io.github.threading4j.Threading;
import io.github.threading4j.Timer;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.lowlevel.LowLevelThreading;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A started thread runs its target or reports an exception; a thread whose start fails can be started again. */
final class ThreadScenarios {
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    private ThreadScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Thread");
        starts(book, "start", NamedThread::builder);
        starts(
                book,
                "start of a daemon",
                () -> NamedThread.builder().daemon(true).name("fast"));
        starts(book, "start in a context", () -> NamedThread.builder().context(new Context()));
        if (VIRTUAL) {
            starts(
                    book,
                    "start of a virtual thread",
                    () -> NamedThread.builder().virtual());
        }
        book.add("start in the context of the starter", ThreadScenarios::inherits);
        book.add("target that throws", ThreadScenarios::targetThrows);
        book.add("joiners of a thread", ThreadScenarios::joiners);
        book.add("join that stops its thread", ThreadScenarios::joinThatStops);
        book.add("low-level start", ThreadScenarios::lowLevel);
        book.add("timer", ThreadScenarios::timer);
        book.add("repeating timers", ThreadScenarios::repeatingTimers);
        book.add("currentThread in a foreign thread", ThreadScenarios::foreign);
        return book.written();
    }

    private static void starts(Scenarios.Book book, String name, Supplier<NamedThreadBuilder> builder) {
        book.add(name, trial -> {
            var runs = new AtomicInteger();
            var thread = trial.tryGet(() -> builder.get().unstarted(() -> {
                trial.foreign("target");
                runs.incrementAndGet();
            }));
            if (thread != null) {
                trial.probe(thread::toString);
                runsOnce(trial, thread, runs);
            }
        });
    }

    private static void runsOnce(Trial trial, NamedThread thread, AtomicInteger runs) throws Throwable {
        if (trial.attempt(thread::start)) {
            trial.attempt(() -> thread.join(10.0));
            Trial.eventually("the thread ends", () -> !thread.isAlive());
            trial.calm();
            trial.check("the target ran, or an exception was reported", runs.get() == 1 || Reports.any());
        } else {
            trial.calm();
            trial.check(thread + " is not alive", !thread.isAlive());
            thread.start();
            thread.join();
            trial.equal("runs", runs.get(), 1);
        }
    }

    private static void inherits(Trial trial) throws Throwable {
        var var = trial.tryGet(() -> new ContextVar<>("var", 0));
        if (var == null) {
            return;
        }
        Threading.setThreadInheritContext(true);
        try {
            trial.attempt(() -> new Context().run(() -> {
                trial.attempt(() -> var.set(1));
                var runs = new AtomicInteger();
                var thread = trial.tryGet(() -> new NamedThread(() -> {
                    var.set(var.get() + 1);
                    runs.incrementAndGet();
                }));
                if (thread != null) {
                    runsOnce(trial, thread, runs);
                }
            }));
        } finally {
            Threading.setThreadInheritContext(false);
        }
    }

    private static void targetThrows(Trial trial) throws Throwable {
        var thread = trial.tryGet(() -> new NamedThread(() -> {
            throw new Trial.OfTheTask();
        }));
        if (thread != null && trial.attempt(thread::start)) {
            trial.attempt(thread::join);
            Trial.eventually("the thread ends", () -> !thread.isAlive());
            trial.check("something is reported", Reports.any());
        }
    }

    private static void joiners(Trial trial) throws Throwable {
        var go = new CountDownLatch(1);
        var thread = NamedThread.builder().daemon(true).unstarted(go::await);
        if (!trial.attempt(thread::start)) {
            return;
        }
        var first = trial.fork(thread::join);
        var second = trial.fork(() -> trial.check("the thread ended in time", thread.join(100)));
        Trial.parks(first);
        Trial.parks(second);
        trial.attempt(() -> thread.join(0.0));
        go.countDown();
        trial.ends(first);
        trial.ends(second);
        trial.calm();
        thread.join();
    }

    /** A thread that stops when it is joined, as some subclasses of Python's {@code Thread} do. */
    private static final class StoppedByJoin extends NamedThread {
        private final CountDownLatch stop = new CountDownLatch(1);

        StoppedByJoin() {
            super(NamedThread.builder().daemon(true));
        }

        @Override
        public void run() throws InterruptedException {
            stop.await();
        }

        @Override
        public boolean join(Duration timeout) throws InterruptedException {
            stop.countDown();
            return super.join(timeout);
        }
    }

    private static void joinThatStops(Trial trial) throws Throwable {
        var thread = trial.tryGet(StoppedByJoin::new);
        if (thread == null || !trial.attempt(thread::start)) {
            return;
        }
        trial.attempt(() -> thread.join(100.0));
        trial.attempt(thread::join);
        trial.calm();
        thread.join();
        trial.check("the thread has ended", !thread.isAlive());
    }

    private static void lowLevel(Trial trial) throws Throwable {
        var runs = new AtomicInteger();
        var started = trial.attempt(() -> LowLevelThreading.startNewThread(() -> {
            runs.incrementAndGet();
            throw new Trial.OfTheTask();
        }));
        if (started) {
            Trial.eventually("the target ran, or an exception was reported", () -> runs.get() == 1 || Reports.any());
        }
    }

    private static void timer(Trial trial) throws Throwable {
        var calls = new AtomicInteger();
        var timer = trial.tryGet(() -> new Timer(0.001, () -> {
            trial.foreign("timer");
            calls.incrementAndGet();
        }));
        if (timer != null && trial.attempt(timer::start)) {
            Trial.eventually("the timer ends", () -> !timer.isAlive());
            trial.check("the action was called, or an exception was reported", calls.get() == 1 || Reports.any());
        }
        var cancelled = trial.tryGet(() -> new Timer(1000, calls::incrementAndGet));
        if (cancelled != null) {
            trial.attempt(cancelled::getInterval);
        }
        if (cancelled != null && trial.attempt(cancelled::start)) {
            if (!trial.attempt(cancelled::cancel)) {
                cancelled.cancel();
            }
            Trial.eventually("the timer ends", () -> !cancelled.isAlive());
        }
    }

    private static void repeatingTimers(Trial trial) throws Throwable {
        for (var rate : List.of(true, false)) {
            var calls = new AtomicInteger();
            var timer = trial.tryGet(() -> rate
                    ? RepeatingTimer.fixedRate(0.0005, () -> {
                        trial.foreign("repeating");
                        calls.incrementAndGet();
                    })
                    : RepeatingTimer.fixedDelay(0.0005, calls::incrementAndGet));
            if (timer != null && trial.attempt(timer::start)) {
                Trial.eventually(
                        "the action is called twice, or the timer ends", () -> calls.get() > 1 || !timer.isAlive());
                trial.check("the timer is alive, or an exception was reported", timer.isAlive() || Reports.any());
                if (!trial.attempt(timer::close)) {
                    timer.close();
                }
                Trial.eventually("the timer ends", () -> !timer.isAlive());
            }
        }
    }

    private static void foreign(Trial trial) throws Throwable {
        var fork = trial.fork(() -> {
            trial.attempt(Threading::currentThread);
            trial.attempt(Threading::getNativeId);
            trial.attempt(() -> Threading.currentThread().toString());
            trial.attempt(Threading::enumerate);
            trial.attempt(Threading::activeCount);
        });
        trial.ends(fork);
        trial.calm();
        trial.check(
                "the caller has a name", !Threading.currentThread().getName().isEmpty());
    }
}

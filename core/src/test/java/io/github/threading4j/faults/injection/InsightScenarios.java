package io.github.threading4j.faults.injection;

import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.insight.Deadlock;
import io.github.threading4j.insight.DeadlockException;
import io.github.threading4j.insight.Finding;
import io.github.threading4j.insight.HeldAtEnd;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.insight.LongWait;
import io.github.threading4j.insight.RecordOptions;
import io.github.threading4j.insight.WatchOptions;
import io.github.threading4j.testing.Await;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The search for deadlocks, which either succeeds or fails without side effects. */
final class InsightScenarios {
    private InsightScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Insight");
        book.add("cycle of locks", InsightScenarios::cycle, InsightScenarios::isOfASearch);
        book.add("lock of an ended thread", InsightScenarios::ended, InsightScenarios::isOfASearch);
        book.add("watch", InsightScenarios::watched, InsightScenarios::isOfAWatch);
        book.add("throwing watch", InsightScenarios::broken, InsightScenarios::isOfAThrowingWatch);
        book.add("recording", InsightScenarios::recorded, InsightScenarios::isOfARecording);
        FlightScenarios.add(book);
        book.add("snapshot", SnapshotScenarios::snapshot, SnapshotScenarios::isOfASnapshot);
        return book.written();
    }

    /** Returns whether a site belongs to the search for deadlocks, rather than to the waiting threads. */
    private static boolean isOfASearch(Site site) {
        return Stream.of(
                        "insight.",
                        "Survey",
                        "WaitGraph",
                        "Knot",
                        "StrongComponents",
                        "Wait.",
                        "ender",
                        "forEachThread",
                        "deadlocks")
                .anyMatch(site.toString()::contains);
    }

    /** Excludes faults of the handler: if it throws an exception, the finding is lost. */
    private static boolean isOfAWatch(Site site) {
        return isOfASearch(site) && !site.toString().contains("foreign ThrowingConsumer.accept");
    }

    private static boolean isOfAThrowingWatch(Site site) {
        return Stream.of("CancelPoint", "LockSync.", "DeadlockException", "Search.end", "Search.message", "throwing")
                .anyMatch(site.toString()::contains);
    }

    private static boolean isOfARecording(Site site) {
        return Stream.of("Record", "Holds", "HeldLocks", "HeldAtEnd", "insight.Held.")
                .anyMatch(site.toString()::contains);
    }

    private static void cycle(Trial trial) throws Throwable {
        var ours = new RLock("ours");
        var theirs = new ReentrantLock();
        var both = new CountDownLatch(2);
        var first = trial.fork(() -> trial.attempt(
                () -> ours.with(() -> {
                    both.countDown();
                    both.await();
                    theirs.lockInterruptibly();
                }),
                InterruptedException.class));
        var second = trial.fork(() -> {
            theirs.lock();
            try {
                both.countDown();
                both.await();
                trial.attempt(ours::acquireInterruptibly, InterruptedException.class);
            } finally {
                theirs.unlock();
            }
        });
        both.await();
        var behind = trial.fork(() -> trial.attempt(ours::acquireInterruptibly, InterruptedException.class));
        // A parked thread can still be returning from the latch, so this waits until each thread waits for its lock.
        Trial.eventually("the first thread is queued", () -> theirs.hasQueuedThread(first));
        Trial.parks(first);
        Await.waiting(second, ours);
        Await.waiting(behind, ours);
        trial.attempt(() ->
                trial.equal("deadlocks", Threading.findDeadlocks().toString().isEmpty(), false));
        trial.attempt(FaultHandler::traceback);
        trial.calm();
        var found = Threading.findDeadlocks();
        trial.equal("deadlocks", found.size(), 1);
        trial.equal("behind", found.get(0).behind(), 1);
        endAll(trial, first, second, behind);
    }

    private static void ended(Trial trial) throws Throwable {
        var lock = new RLock();
        trial.ends(trial.fork(lock::acquire));
        var waiting = trial.fork(() -> trial.attempt(lock::acquireInterruptibly, InterruptedException.class));
        Trial.parks(waiting);
        trial.attempt(() -> Threading.findDeadlocks().toString());
        trial.calm();
        trial.equal("deadlocks", Threading.findDeadlocks().size(), 1);
        endAll(trial, waiting);
    }

    /** If a failure delays a finding, a later survey makes it. Each finding is passed to the handler once. */
    private static void watched(Trial trial) throws Throwable {
        var lock = new RLock();
        trial.ends(trial.fork(lock::acquire));
        var stuck = trial.fork(() -> trial.attempt(lock::acquireInterruptibly, InterruptedException.class));
        var busy = new RLock();
        busy.acquire();
        var waiting = trial.fork(() -> busy.with(() -> {}));
        Trial.parks(waiting);
        var alike = trial.fork(() -> busy.with(() -> {}));
        Trial.parks(alike);
        var event = new Event();
        var unheld = trial.fork(() -> event.await());
        Trial.parks(unheld);
        Trial.parks(stuck);
        var never = Duration.ofDays(1);
        trial.attempt(() ->
                WatchOptions.defaults().once().every(never).longerThan(never).toString());
        var findings = new ConcurrentLinkedQueue<Finding>();
        var watch = trial.tryGet(
                () -> Insight.watch(WatchOptions.defaults().every(0.001).longerThan(0.001), findings::add));
        if (watch != null) {
            trial.closing(watch);
            Trial.eventually(
                    "both are found", () -> deadlocks(findings, stuck) > 0 && longWaits(findings, waiting, alike) == 2);
            trial.attempt(() -> findings.forEach(finding -> finding.toString()));
            trial.attempt(watch::toString);
            trial.attempt(FaultHandler::traceback);
            trial.calm();
            trial.equal("deadlocks", deadlocks(findings, stuck), 1L);
            trial.equal("long waits", longWaits(findings, waiting, alike), 2L);
        }
        busy.release();
        trial.ends(waiting);
        trial.ends(alike);
        event.set();
        trial.ends(unheld);
        endAll(trial, stuck);
    }

    /** Whatever fails, the locks of a deadlock that a watch ends are free in the end. */
    private static void broken(Trial trial) throws Throwable {
        var watch = trial.tryGet(
                () -> Insight.watch(WatchOptions.defaults().every(0.001).throwing(), finding -> {}));
        if (watch == null) {
            return;
        }
        trial.closing(watch);
        var a = new RLock();
        var b = new RLock();
        var both = new CountDownLatch(2);
        var left = trial.fork(() -> takeBoth(trial, a, b, both));
        var right = trial.fork(() -> takeBoth(trial, b, a, both));
        Trial.eventually("the deadlock ends, or a failure has kept the watch from ending it", () -> {
            if (trial.fired()) { // the watch has found the deadlock before it failed, and does not find it again
                left.interrupt();
                right.interrupt();
            }
            return !left.isAlive() && !right.isAlive();
        });
        trial.calm();
        trial.equal("a is free", a.acquire(false), true);
        trial.equal("b is free", b.acquire(false), true);
    }

    static void takeBoth(Trial trial, RLock first, RLock second, CountDownLatch both) throws Throwable {
        var acquired = trial.attempt(first::acquire);
        both.countDown();
        var tookBoth = trial.attempt(
                () -> {
                    both.await();
                    second.acquireInterruptibly();
                },
                InterruptedException.class,
                DeadlockException.class);
        if (tookBoth) {
            second.release();
        }
        if (acquired) {
            first.release();
        }
    }

    /** A failing acquisition has no effect. If a failure prevents something from being recorded, locks still work. */
    private static void recorded(Trial trial) throws Throwable {
        var recording =
                trial.tryGet(() -> Insight.record(RecordOptions.defaults().sites(1)));
        if (recording == null) {
            return;
        }
        trial.closing(recording);
        trial.attempt(recording::toString);
        var findings = new ConcurrentLinkedQueue<Finding>();
        trial.closing(Insight.watch(WatchOptions.defaults().every(0.001), findings::add));
        acquireAndRelease(trial);
        holdAtTheEnd(trial);
        var a = new Semaphore(1);
        var b = new Semaphore(1);
        var both = new CountDownLatch(2);
        var left = trial.fork(() -> takeBoth(trial, a, b, both));
        var right = trial.fork(() -> takeBoth(trial, b, a, both));
        Trial.parks(left);
        Trial.parks(right);
        trial.attempt(() -> Threading.findDeadlocks().toString());
        trial.attempt(FaultHandler::traceback);
        trial.attempt(() -> findings.forEach(finding -> finding.toString()));
        trial.attempt(() -> new HeldAtEnd(HeldAtEnd.End.THREAD, left, "left", List.of()).toString());
        trial.calm();
        left.interrupt();
        right.interrupt();
        trial.ends(left);
        trial.ends(right);
        trial.equal("a is free", a.acquire(false), true);
        trial.equal("b is free", b.acquire(false), true);
    }

    private static void acquireAndRelease(Trial trial) throws Throwable {
        for (var lock : List.of(new Lock(), new Lock("named"), new RLock(), new RLock("named"), new Semaphore(1))) {
            if (trial.attempt(lock::acquire)) {
                lock.release();
            }
            var other = trial.fork(lock::acquire);
            trial.ends(other);
            if (!lock.acquire(false) && lock instanceof Semaphore) {
                lock.release(); // releases the other thread's permit
            }
        }
    }

    private static void takeBoth(Trial trial, Semaphore first, Semaphore second, CountDownLatch both) throws Throwable {
        var acquired = trial.attempt(first::acquire);
        both.countDown();
        var tookBoth = trial.attempt(
                () -> {
                    both.await();
                    second.acquire();
                },
                InterruptedException.class);
        if (tookBoth) {
            second.release();
        }
        if (acquired) {
            first.release();
        }
    }

    private static void holdAtTheEnd(Trial trial) throws Throwable {
        var ofThread = new RLock();
        trial.attempt(() -> NamedThread.builder().start(ofThread::acquire).join());
        try (var executor = new ThreadPoolExecutor(1)) {
            var ofTask = new Lock();
            trial.attempt(() -> executor.submit(() -> ofTask.acquire()).result());
        }
    }

    private static long deadlocks(Collection<Finding> findings, Thread thread) {
        return findings.stream()
                .filter(finding -> finding instanceof Deadlock deadlock
                        && deadlock.waiters().stream().anyMatch(waiter -> waiter.thread() == thread))
                .count();
    }

    /** Returns the number of long waits for the object that two threads wait for. */
    private static long longWaits(Collection<Finding> findings, Thread first, Thread second) {
        var sum = 0L;
        for (var finding : findings) {
            if (finding instanceof LongWait wait
                    && (wait.waiter().thread() == first || wait.waiter().thread() == second)) {
                sum += 1 + wait.others();
            }
        }
        return sum;
    }

    private static void endAll(Trial trial, Thread... waiting) throws Throwable {
        for (var thread : waiting) {
            thread.interrupt();
        }
        for (var thread : waiting) {
            trial.ends(thread);
        }
    }
}

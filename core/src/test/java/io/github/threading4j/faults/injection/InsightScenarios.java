package io.github.threading4j.faults.injection;

import io.github.threading4j.RLock;
import io.github.threading4j.Threading;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.testing.Await;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Searches for deadlocks, which either succeed or fail without side effects. */
final class InsightScenarios {
    private InsightScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Insight");
        book.add("cycle of locks", InsightScenarios::cycle, InsightScenarios::isOfASearch);
        book.add("lock of an ended thread", InsightScenarios::ended, InsightScenarios::isOfASearch);
        return book.written();
    }

    /** Returns whether a site belongs to the search for deadlocks, rather than to the waiting threads. */
    private static boolean isOfASearch(Site site) {
        return Stream.of(
                        "insight.",
                        "WaitGraph",
                        "Knot",
                        "StrongComponents",
                        "Wait.",
                        "ender",
                        "forEachThread",
                        "deadlocks")
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

    private static void endAll(Trial trial, Thread... waiting) throws Throwable {
        for (var thread : waiting) {
            thread.interrupt();
        }
        for (var thread : waiting) {
            trial.ends(thread);
        }
    }
}

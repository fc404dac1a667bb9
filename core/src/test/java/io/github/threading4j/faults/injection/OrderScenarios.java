package io.github.threading4j.faults.injection;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.insight.Finding;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.insight.LockOrderInversion;
import io.github.threading4j.insight.RecordOptions;
import io.github.threading4j.insight.WatchOptions;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The recording of the order of locks, whose failure must not affect the locks. */
final class OrderScenarios {
    /** More than the number of locks that may precede a lock. */
    private static final int MANY = 70;

    private OrderScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Order");
        book.add("order of locks", OrderScenarios::ordered, OrderScenarios::isOfAnOrder);
        book.add("order of locks by name", OrderScenarios::orderedByName, OrderScenarios::isOfAnOrder);
        return book.written();
    }

    private static boolean isOfAnOrder(Site site) {
        return site.toString().contains("Order") && !site.toString().contains("foreign ThrowingConsumer.accept");
    }

    private static void ordered(Trial trial) throws Throwable {
        ordered(trial, RecordOptions.defaults().lockOrder());
    }

    private static void orderedByName(Trial trial) throws Throwable {
        ordered(trial, RecordOptions.defaults().lockOrderByName());
    }

    /** Whatever fails, the locks work, and opposite orders are reported once. */
    private static void ordered(Trial trial, RecordOptions options) throws Throwable {
        trial.attempt(() -> RecordOptions.defaults().lockOrder().lockOrderByName());
        var recording = trial.tryGet(() -> Insight.record(options));
        if (recording == null) {
            return;
        }
        trial.closing(recording);
        var findings = new ConcurrentLinkedQueue<Finding>();
        trial.closing(Insight.watch(WatchOptions.defaults().every(0.001), findings::add));
        var locks = trial.tryGet(() -> List.<Acquirable>of(new RLock("a"), new RLock("b"), new RLock("c"), new Lock()));
        if (locks == null) {
            return;
        }
        leaveOut(trial);
        var gate = locks.get(0);
        acquireInOrder(trial, gate, locks.get(1), locks.get(2));
        acquireInOrder(trial, gate, locks.get(1), locks.get(2));
        for (var i = 0; i < locks.size(); i++) {
            acquireInOrder(trial, locks.get(i), locks.get((i + 1) % locks.size()));
        }
        var edge = new LockOrderInversion.Edge("a", "b", "left", List.of(new StackTraceElement("A", "b", "c", 1)));
        trial.attempt(() -> new LockOrderInversion(List.of(edge)).toString());
        trial.attempt(() -> new LockOrderInversion(List.of(edge, edge)).toString());
        trial.calm();
        for (var i = 0; i < locks.size(); i++) {
            acquireInOrder(trial, locks.get(i), locks.get((i + 1) % locks.size()));
        }
        Trial.eventually("the orders are reported", () -> !findings.isEmpty());
        trial.equal("cycles", findings.stream().distinct().count(), 1L);
        for (var lock : locks) {
            trial.equal("free", lock.acquire(false), true);
        }
    }

    private static void acquireInOrder(Trial trial, Acquirable... locks) throws Throwable {
        trial.ends(trial.fork(() -> trial.attempt(() -> acquireAll(List.of(locks)))));
    }

    private static void acquireAll(List<Acquirable> locks) throws InterruptedException {
        if (!locks.isEmpty()) {
            locks.get(0).with(() -> acquireAll(locks.subList(1, locks.size())));
        }
    }

    /** Acquires a lock in so many orders that it is left out, whatever fails. */
    private static void leaveOut(Trial trial) throws Throwable {
        var last = new RLock();
        for (var i = 0; i < MANY; i++) {
            trial.attempt(() -> new RLock().with(() -> last.with(() -> {})));
        }
    }
}

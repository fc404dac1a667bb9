package io.github.threading4j.faults.injection;

import io.github.threading4j.Condition;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A failing wait leaves the lock held as before, and consumes no signal meant for another waiter. */
final class ConditionScenarios {
    private ConditionScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Lock");
        condition(book, "Condition over RLock", Condition::new);
        condition(book, "Condition over Lock", () -> new Condition(new Lock()));
        condition(book, "Condition over a ReentrantLock", () -> new Condition(new ReentrantLock()));
        book.add("reentrant waits of a Condition", ConditionScenarios::reentrant);
        return book.written();
    }

    private static void condition(Scenarios.Book book, String name, Supplier<Condition> create) {
        book.add(name, trial -> condition(trial, create), Scenarios.but(LockScenarios.UNLOCK));
    }

    private static void condition(Trial trial, Supplier<Condition> create) throws Throwable {
        var condition = trial.tryGet(create::get);
        if (condition == null) {
            return;
        }
        var ready = new boolean[1];
        List<Trial.Op> waits = List.of(
                () -> {
                    while (!ready[0]) {
                        condition.await();
                    }
                },
                () -> condition.awaitFor(() -> {
                    trial.foreign("predicate");
                    return ready[0];
                }),
                () -> condition.awaitFor(() -> ready[0], 100));
        var waiters = new ArrayList<Thread>();
        for (var wait : waits) {
            var waiter = trial.fork(() -> condition.with(wait::run));
            Trial.parks(waiter);
            waiters.add(waiter);
        }
        trial.attempt(() -> condition.with(() -> condition.await(0.0001)));
        trial.attempt(condition::toString);
        trial.attempt(() -> condition.with(() -> {
            ready[0] = true;
            condition.signal(1);
            condition.signalAll();
        }));
        trial.calm();
        condition.with(() -> {
            ready[0] = true;
            condition.signalAll();
        });
        for (var waiter : waiters) {
            trial.ends(waiter);
        }
        isFree(trial, condition);
    }

    private static void isFree(Trial trial, Condition condition) throws Throwable {
        trial.ends(trial.fork(() -> {
            trial.check(condition + " is free", condition.acquire(false));
            condition.release();
        }));
    }

    private static void reentrant(Trial trial) throws Throwable {
        var lock = new RLock();
        var condition = trial.tryGet(() -> new Condition(lock));
        if (condition == null) {
            return;
        }
        var done = new boolean[1];
        var waiter = trial.fork(() -> lock.with(() -> lock.with(() -> {
            try {
                condition.awaitFor(() -> done[0]);
            } finally {
                trial.check("the lock is held twice", lock.getHoldCount() == 2);
            }
        })));
        Trial.parks(waiter);
        trial.attempt(() -> lock.with(() -> {
            done[0] = true;
            condition.signal();
        }));
        trial.calm();
        lock.with(() -> {
            done[0] = true;
            condition.signalAll();
        });
        trial.ends(waiter);
        trial.check(lock + " is free", !lock.locked());
    }
}

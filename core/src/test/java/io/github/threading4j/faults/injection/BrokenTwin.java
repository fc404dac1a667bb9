package io.github.threading4j.faults.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A class with deliberate bugs that fault injection must find. */
final class BrokenTwin {
    private BrokenTwin() {}

    /** The class that is instrumented. */
    static final class Twin {
        private int count;
        private final List<Object> items = new ArrayList<>();
        private final ReentrantLock lock = new ReentrantLock();

        /** Broken: updates the count before the allocation that can fail. */
        void add() {
            count++;
            items.add(new Object());
        }

        /** Broken: does not release the lock on failure. */
        void locked() {
            lock.lock();
            items.add(new Object());
            lock.unlock();
        }

        /** Correct: updates the count after the allocation. */
        void addSafely() {
            items.add(new Object());
            count++;
        }
    }

    static List<Scenario> scenarios() {
        var book = new Scenarios.Book("BrokenTwin");
        book.add("count", trial -> {
            var twin = trial.tryGet(Twin::new);
            if (twin != null) {
                trial.attempt(twin::add);
                trial.equal("count", twin.count, twin.items.size());
            }
        });
        book.add("hang", trial -> {
            var twin = trial.tryGet(Twin::new);
            if (twin != null) {
                trial.ends(trial.fork(twin::locked));
                trial.calm();
                trial.ends(trial.fork(twin::locked));
            }
        });
        book.add("right", trial -> {
            var twin = trial.tryGet(Twin::new);
            if (twin != null) {
                trial.attempt(twin::addSafely);
                trial.equal("count", twin.count, twin.items.size());
            }
        });
        return book.written();
    }
}

package io.github.threading4j.faults.injection;

import io.github.threading4j.Condition;
import io.github.threading4j.NamedThread;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.Threading;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.insight.RecordOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A failing acquire leaves a readers-writer lock unchanged, and no reader is counted that does not read. */
final class ReadWriteScenarios {
    private ReadWriteScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Lock");
        book.add("readers and a writer", trial -> readersAndWriter(trial, new ReadWriteLock("lock")));
        book.add("readers and a writer of a fair lock", trial -> readersAndWriter(trial, ReadWriteLock.fair("lock")));
        book.add("recorded readers and writer", ReadWriteScenarios::recorded);
        book.add("many read locks", ReadWriteScenarios::manyLocks);
        book.add("dumps of a readers-writer lock", ReadWriteScenarios::dumps);
        book.add("a reader that ends", ReadWriteScenarios::endedReader);
        book.add("condition of a write lock", ReadWriteScenarios::condition);
        return book.written();
    }

    private static void recorded(Trial trial) throws Throwable {
        try (var recording = Insight.record(RecordOptions.defaults().sites(1))) {
            var lock = trial.tryGet(ReadWriteLock::new);
            if (lock != null) {
                readersAndWriter(trial, lock);
            }
        }
    }

    private static void readersAndWriter(Trial trial, ReadWriteLock lock) throws Throwable {
        if (!trial.attempt(lock.read()::acquire)) {
            return;
        }
        var reader = trial.fork(() -> lock.read().with(() -> lock.read().with(() -> trial.foreign("body"))));
        trial.ends(reader);
        var named =
                trial.tryGet(() -> NamedThread.builder().start(() -> lock.read().with(() -> {})));
        if (named != null) {
            named.join();
        }
        trial.attempt(() -> refused(trial, lock));
        trial.attempt(() -> trial.equal("value", lock.read().with(() -> 1), 1));
        trial.attempt(() -> lock.read().tryHold().close());
        trial.attempt(() -> lock.read().tryHold(1.0).close());
        var writer = trial.fork(() -> lock.write().with(() -> trial.foreign("body")));
        Trial.parks(writer);
        var late = trial.fork(() -> lock.read().with(() -> {}));
        var timed = trial.fork(() -> {
            if (lock.read().acquire(Duration.ofSeconds(100))) {
                lock.read().release();
            }
        });
        trial.attempt(lock::toString);
        trial.attempt(Threading::findDeadlocks);
        lock.read().release();
        trial.ends(writer);
        trial.ends(late);
        trial.ends(timed);
        trial.calm();
        isFree(trial, lock);
    }

    private static void refused(Trial trial, ReadWriteLock lock) {
        try {
            trial.check("a reader does not become a writer", lock.write().acquire(false) && false);
        } catch (IllegalMonitorStateException e) {
            trial.equal("reads", lock.getReadHoldCount(), 1L);
        }
    }

    private static void isFree(Trial trial, ReadWriteLock lock) throws Throwable {
        trial.ends(trial.fork(() -> {
            trial.check(lock + " is free", lock.write().acquire(false));
            lock.write().release();
        }));
        trial.equal("reads of this thread", lock.getReadHoldCount(), 0L);
    }

    private static void dumps(Trial trial) throws Throwable {
        var lock = new ReadWriteLock("lock");
        var begun = new CountDownLatch(2);
        var end = new CountDownLatch(1);
        trial.closing(end::countDown);
        var named = trial.tryGet(() -> NamedThread.builder().unstarted(() -> readUntil(lock, begun, end)));
        if (named == null || trial.tryGet(named::getName) == null || !trial.attempt(named::start)) {
            return;
        }
        lock.read().acquire();
        var foreign = trial.fork(() -> readUntil(lock, begun, end));
        begun.await();
        var writer = trial.fork(() -> lock.write().with(() -> {}));
        Trial.parks(writer);
        trial.attempt(Threading::findDeadlocks);
        trial.attempt(FaultHandler::traceback);
        lock.read().release();
        end.countDown();
        trial.ends(foreign);
        named.join();
        trial.ends(writer);
        lock.write().acquire();
        var reader = trial.fork(() -> lock.read().with(() -> {}));
        Trial.parks(reader);
        lock.read().acquire();
        trial.attempt(lock::toString);
        trial.attempt(Threading::findDeadlocks);
        trial.attempt(FaultHandler::traceback);
        lock.read().release();
        lock.write().release();
        trial.ends(reader);
        trial.calm();
        isFree(trial, lock);
    }

    private static void readUntil(ReadWriteLock lock, CountDownLatch begun, CountDownLatch end)
            throws InterruptedException {
        var reads = false;
        try {
            lock.read().acquire();
            reads = true;
        } finally {
            begun.countDown();
            end.await();
            if (reads) {
                lock.read().release();
            }
        }
    }

    /** The list of a thread grows. */
    private static void manyLocks(Trial trial) throws Throwable {
        var locks = new ArrayList<ReadWriteLock>();
        for (var i = 0; i < 10; i++) {
            locks.add(new ReadWriteLock());
        }
        locks.forEach(lock -> lock.read().acquire());
        trial.ends(trial.fork(() -> {
            for (var lock : locks) {
                if (trial.attempt(lock.read()::acquire)) {
                    trial.equal("reads", lock.getReadHoldCount(), 1L);
                    lock.read().release();
                }
            }
            var held = new ArrayList<ReadWriteLock>();
            for (var lock : locks) {
                if (trial.attempt(lock.read()::acquire)) {
                    held.add(lock);
                }
            }
            held.forEach(lock -> lock.read().release());
        }));
        locks.forEach(lock -> lock.read().release());
        trial.calm();
        for (var lock : locks) {
            isFree(trial, lock);
        }
    }

    private static void endedReader(Trial trial) throws Throwable {
        var lock = new ReadWriteLock();
        lock.read().acquire(); // so that the other reader is not the first one
        for (var i = 0; i < 2; i++) {
            var reader = trial.tryGet(() -> NamedThread.builder().start(lock.read()::acquire));
            if (reader != null) {
                reader.join();
            }
        }
        lock.read().release();
        var writer = trial.fork(() -> trial.attempt(lock.write()::acquireInterruptibly, InterruptedException.class));
        trial.attempt(Threading::findDeadlocks);
        trial.calm();
        writer.interrupt();
        trial.ends(writer);
    }

    private static void condition(Trial trial) throws Throwable {
        var lock = new ReadWriteLock();
        var condition = trial.tryGet(() -> new Condition(lock.write()));
        if (condition == null) {
            return;
        }
        var ready = new boolean[1];
        var waiter = trial.fork(() -> condition.with(() -> trial.attempt(() -> condition.awaitFor(() -> ready[0]))));
        Trial.parks(waiter);
        trial.calm();
        condition.with(() -> {
            ready[0] = true;
            condition.signalAll();
        });
        trial.ends(waiter);
        isFree(trial, lock);
    }
}

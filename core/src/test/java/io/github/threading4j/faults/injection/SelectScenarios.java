package io.github.threading4j.faults.injection;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Future;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.select.Select;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A select that fails has taken nothing, and no other select sleeps beside something that it waits for. */
final class SelectScenarios {
    private SelectScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Select");
        items(book, "Queue", trial -> new Queue<>());
        items(book, "queue with a store", trial -> Queue.withStore(0, QueueStoreScenarios.store(trial)));
        book.add("room", SelectScenarios::room);
        book.add("SimpleQueue", SelectScenarios::simpleQueue);
        acquired(book, "Lock", Lock::new);
        acquired(book, "RLock", RLock::new);
        acquired(book, "write lock", () -> new ReadWriteLock().write());
        acquired(book, "fair write lock", () -> ReadWriteLock.fair().write());
        acquired(book, "Semaphore", Semaphore::new);
        book.add("a writer that gives up", SelectScenarios::writerGivesUp);
        book.add("Event, NamedThread and Future", SelectScenarios::latches);
        book.add("rejected cases", SelectScenarios::rejected);
        return book.written();
    }

    private static void items(Scenarios.Book book, String name, Function<Trial, Queue<Integer>> create) {
        book.add("items of a " + name, trial -> items(trial, create));
    }

    /** Two selects wait for two queues; every item is taken once, and no select waits beside one. */
    private static void items(Trial trial, Function<Trial, Queue<Integer>> create) throws Throwable {
        var first = trial.tryGet(() -> create.apply(trial));
        var second = trial.tryGet(() -> create.apply(trial));
        if (first == null || second == null) {
            return;
        }
        var taken = new AtomicInteger();
        var waiters = List.of(
                waiter(trial, taken, select -> select.on(first, item -> 1).on(second, item -> 1)),
                waiter(trial, taken, select -> select.on(second, item -> 1).on(first, item -> 1)));
        waiters.forEach(Trial::parks);
        var put = (trial.attempt(() -> first.put(1)) ? 1 : 0) + (trial.attempt(() -> second.put(1)) ? 1 : 0);
        trial.calm();
        Trial.eventually(
                "no select waits beside an item",
                () -> first.empty() && second.empty() || waiters.stream().noneMatch(Thread::isAlive));
        while (waiters.stream().anyMatch(Thread::isAlive)) {
            first.put(1);
            put++;
            Trial.eventually(
                    "the item is taken", () -> first.empty() || waiters.stream().noneMatch(Thread::isAlive));
        }
        trial.equal("items taken or there", taken.get() + first.qsize() + second.qsize(), put);
        trial.equal("unfinished", first.getUnfinishedTasks() + second.getUnfinishedTasks(), (long) put);
    }

    /** Starts a thread that creates a select, and waits twice: at first with a timeout that elapses. */
    private static Thread waiter(Trial trial, AtomicInteger taken, UnaryOperator<Select<Integer>> add) {
        return trial.fork(() -> {
            var select = add.apply(new Select<>());
            taken.addAndGet(select.await(1e-6, () -> 0));
            trial.attempt(select::toString);
            taken.addAndGet(select.await());
        });
    }

    private static void room(Trial trial) throws Throwable {
        var queue = new Queue<Integer>(1);
        queue.put(0);
        var put = new AtomicInteger();
        var waiter =
                waiter(trial, put, select -> select.onRoom(queue, 1, () -> 1).onRoom(queue, 2, () -> 1));
        Trial.parks(waiter);
        trial.check("the item is there", trial.tryGet(queue::get) != null || trial.fired());
        trial.attempt(() -> queue.setMaxsize(2));
        trial.calm();
        queue.setMaxsize(3);
        trial.ends(waiter);
        queue.clear();
        trial.check(
                "the queue works",
                new Select<Integer>().onRoom(queue, 1, () -> 1).await() == 1);
    }

    private static void simpleQueue(Trial trial) throws Throwable {
        var queue = new SimpleQueue<Integer>();
        var taken = new AtomicInteger();
        var waiter = waiter(trial, taken, select -> select.on(queue, item -> 1).inOrder());
        Trial.parks(waiter);
        trial.attempt(() -> queue.put(1));
        trial.calm();
        queue.put(1);
        trial.ends(waiter);
    }

    private static void acquired(Scenarios.Book book, String name, Supplier<? extends Acquirable> create) {
        book.add("a contended " + name, trial -> acquired(trial, create));
    }

    /** Two selects wait for a lock, in addition to a thread that waits for it without a select. */
    private static void acquired(Trial trial, Supplier<? extends Acquirable> create) throws Throwable {
        Cancelling.endDeadlocks();
        var lock = trial.tryGet(create::get);
        if (lock == null || !trial.attempt(lock::acquire)) {
            return;
        }
        var count = new AtomicInteger();
        var first = waiter(trial, count, select -> select.on(lock, hold -> release(trial, hold)));
        var second = waiter(trial, count, select -> select.on(lock, hold -> release(trial, hold)));
        Trial.parks(first);
        Trial.parks(second);
        trial.attempt(Insight::findDeadlocks);
        var plain = trial.fork(() -> lock.with(() -> {}));
        Trial.parks(plain);
        lock.release();
        trial.calm();
        trial.ends(first);
        trial.ends(second);
        trial.ends(plain);
        trial.ends(trial.fork(() -> trial.check(lock + " is free", lock.acquire(false))));
    }

    /** Reads, or gives up because of the writer. In that case, no select needs to be woken. */
    private static void readBriefly(ReadWriteLock lock) throws InterruptedException {
        if (lock.read().acquire(0.001)) {
            lock.read().release();
        }
    }

    /** Starts a thread that waits for a lock in a select, and waits until it does. */
    private static Thread selecting(Trial trial, Acquirable lock) {
        var selecting = trial.fork(() ->
                new Select<Integer>().on(lock, hold -> release(trial, hold)).await());
        Trial.parks(selecting);
        return selecting;
    }

    /** A select that reads is kept back by a queued writer, and no longer once the writer has failed. */
    private static void writerGivesUp(Trial trial) throws Throwable {
        var lock = trial.tryGet(ReadWriteLock::new);
        if (lock == null || !trial.attempt(() -> lock.read().acquire())) {
            return;
        }
        var writer =
                trial.fork(() -> trial.attempt(() -> lock.write().acquireInterruptibly(), InterruptedException.class));
        Trial.parks(writer);
        var reader = selecting(trial, lock.read());
        trial.attempt(Insight::findDeadlocks);
        trial.ends(trial.fork(() -> trial.attempt(() -> readBriefly(lock))));
        writer.interrupt();
        trial.ends(writer);
        trial.calm();
        trial.ends(reader);
        lock.read().release();
        trial.ends(trial.fork(() -> trial.check(lock + " is free", lock.write().acquire(false))));
    }

    private static int release(Trial trial, AutoCloseable hold) throws Exception {
        try (hold) {
            trial.foreign("function of a select");
            return 1;
        }
    }

    private static void latches(Trial trial) throws Throwable {
        var event = trial.tryGet(Event::new);
        var future = trial.tryGet(Future<Integer>::new);
        var end = new Event();
        var thread = trial.tryGet(() -> new NamedThread(end::await));
        if (event == null || future == null || thread == null || !trial.attempt(thread::start)) {
            return;
        }
        trial.closing(thread::join);
        trial.closing(end::set);
        waits(trial, select -> select.on(event, () -> 1), event::set);
        trial.attempt(event::clear);
        waits(trial, select -> select.on(event, () -> 1).on(future, done -> 1), () -> future.setResult(1));
        waits(trial, select -> select.on(event, () -> 1).on(thread, () -> 1), end::set);
    }

    /** Starts a thread that waits, ends its wait, and checks that it ends. */
    private static void waits(Trial trial, UnaryOperator<Select<Integer>> add, Runnable makeReady)
            throws InterruptedException {
        var waiter = trial.fork(() -> add.apply(new Select<>()).await());
        Trial.parks(waiter);
        makeReady.run();
        trial.ends(waiter);
    }

    private static void rejected(Trial trial) throws Throwable {
        var select = trial.tryGet(Select<Integer>::new);
        if (select == null) {
            return;
        }
        var cases = List.<Scenario.Body>of(
                any -> select.on(Acquirable.of(new java.util.concurrent.locks.ReentrantLock()), hold -> 1),
                any -> select.on(Queue.of(new java.util.concurrent.LinkedBlockingQueue<>()), item -> 1),
                any -> select.on(Threading.currentThread(), () -> 1));
        for (var rejected : cases) {
            trial.attempt(() -> rejected.run(trial), UnsupportedOperationException.class);
        }
        trial.attempt(select::await, IllegalStateException.class);
        trial.calm();
        trial.equal("cases", select.toString(), "Select[]");
    }
}

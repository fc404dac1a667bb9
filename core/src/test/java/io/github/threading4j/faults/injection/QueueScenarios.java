package io.github.threading4j.faults.injection;

import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.QueueShutDownException;
import io.github.threading4j.queue.SimpleQueue;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** An item that was put is taken once, a failed put adds no item, and the count of unfinished tasks is correct. */
final class QueueScenarios {
    private QueueScenarios() {}

    private interface Create {
        Queue<Integer> create(Trial trial, int maxsize);
    }

    static List<Scenario> all() {
        var book = new Scenarios.Book("Queue");
        each(book, "Queue", (trial, maxsize) -> new Queue<>(maxsize));
        each(book, "LifoQueue", (trial, maxsize) -> new LifoQueue<>(maxsize));
        each(book, "PriorityQueue", (trial, maxsize) -> new PriorityQueue<>(maxsize, comparator(trial)));
        each(
                book,
                "queue with a store",
                (trial, maxsize) -> Queue.withStore(maxsize, QueueStoreScenarios.store(trial)));
        book.add("rejected puts of a queue with a store", QueueStoreScenarios::rejected);
        each(
                book,
                "java.util.concurrent queue",
                (trial, maxsize) ->
                        Queue.of(maxsize == 0 ? new LinkedBlockingQueue<>() : new LinkedBlockingQueue<>(maxsize)));
        book.add("SimpleQueue", QueueScenarios::simple);
        return book.written();
    }

    private static Comparator<Integer> comparator(Trial trial) {
        return (a, b) -> {
            trial.foreign("comparator");
            return a.compareTo(b);
        };
    }

    private static void each(Scenarios.Book book, String name, Create create) {
        book.add("many items in a " + name, trial -> many(trial, create));
        book.add("waits of a " + name, trial -> waits(trial, create));
        if (!name.equals("java.util.concurrent queue")) { // can't be shut down
            book.add("shutdown of a " + name, trial -> shutdown(trial, create));
            book.add("loop over a " + name, trial -> loop(trial, create));
        }
        if (!name.equals("queue with a store")) { // has no view
            book.add(name + " as a BlockingQueue", trial -> view(trial, create));
        }
    }

    private static void many(Trial trial, Create create) throws Throwable {
        var queue = trial.tryGet(() -> create.create(trial, 0));
        if (queue == null) {
            return;
        }
        trial.probe(queue::toString, () -> queue.put(1)); // a comparator calls put with the queue's mutex held
        var there = 0;
        for (int i = 0; i < 40; i++) {
            var item = i % 7;
            there += trial.attempt(() -> queue.put(item)) ? 1 : 0;
        }
        counts(trial, queue, there);
        trial.attempt(queue::toString);
        for (int i = 0; i < 20; i++) {
            if (trial.attempt(queue::get)) {
                there--;
                queue.taskDone();
            }
        }
        counts(trial, queue, there);
        trial.attempt(() -> {
            try (var task = queue.getTask(1.0)) {
                trial.attempt(task::toString);
            }
        });
        trial.attempt(
                () -> trial.equal("unfinished tasks equal items", queue.getUnfinishedTasks(), (long) queue.qsize()));
        trial.attempt(queue::clear);
        trial.calm();
        trial.equal("unfinished tasks equal items", queue.getUnfinishedTasks(), (long) queue.qsize());
        queue.clear();
        trial.check("join returns", queue.join(0.0));
        queue.put(1);
        trial.equal("item", queue.get(), 1);
    }

    private static void counts(Trial trial, Queue<Integer> queue, int there) throws Throwable {
        trial.attempt(() -> trial.equal("items", queue.qsize(), there));
        trial.attempt(() -> trial.equal("unfinished tasks", queue.getUnfinishedTasks(), (long) there));
    }

    private static void waits(Trial trial, Create create) throws Throwable {
        var queue = trial.tryGet(() -> create.create(trial, 2));
        if (queue == null) {
            return;
        }
        var taken = new AtomicInteger();
        var getter = trial.fork(() -> {
            queue.get();
            taken.incrementAndGet();
        });
        var timed = trial.fork(() -> {
            queue.get(100.0);
            taken.incrementAndGet();
        });
        Trial.parks(getter);
        Trial.parks(timed);
        trial.attempt(queue::toString);
        var put = new AtomicInteger();
        var putters = putters(trial, queue, put);
        trial.attempt(() -> queue.setMaxsize(3), UnsupportedOperationException.class);
        drain(trial, queue, putters, taken);
        trial.calm();
        supply(queue, getter, timed, put);
        trial.ends(getter);
        trial.ends(timed);
        while (!queue.empty()) {
            queue.get();
            taken.incrementAndGet();
        }
        trial.equal("items taken", taken.get(), put.get());
        trial.equal("unfinished tasks", queue.getUnfinishedTasks(), (long) put.get());
        for (int i = 0; i < put.get(); i++) {
            queue.taskDone();
        }
        trial.check("join returns", queue.join(0.0));
    }

    private static Thread[] putters(Trial trial, Queue<Integer> queue, AtomicInteger put) {
        var putters = new Thread[3];
        for (int i = 0; i < 3; i++) {
            var limited = i == 2;
            putters[i] = trial.fork(() -> {
                for (int k = 0; k < 2; k++) {
                    if (limited) {
                        queue.put(k, 100.0);
                    } else {
                        queue.put(k);
                    }
                    put.incrementAndGet();
                }
            });
        }
        return putters;
    }

    /** Takes items until all putters have ended. */
    private static void drain(Trial trial, Queue<Integer> queue, Thread[] putters, AtomicInteger taken)
            throws Throwable {
        for (var putter : putters) {
            Trial.eventually("the putters end", () -> {
                try {
                    trial.attempt(
                            () -> {
                                if (putter.isAlive() && queue.full()) {
                                    queue.get(0.01);
                                    taken.incrementAndGet();
                                }
                            },
                            QueueEmptyException.class); // thrown if another thread has taken the item
                } catch (Throwable e) {
                    throw new AssertionError(e);
                }
                return !putter.isAlive();
            });
        }
    }

    /** Puts items for the waiting getters, in case faults have stopped the putters. */
    private static void supply(Queue<Integer> queue, Thread getter, Thread timed, AtomicInteger put) throws Exception {
        for (int i = 0; i < 2 && (getter.isAlive() || timed.isAlive()); i++) {
            if (!queue.full()) {
                queue.put(9);
                put.incrementAndGet();
            }
        }
    }

    private static void shutdown(Trial trial, Create create) throws Throwable {
        for (var immediately : List.of(false, true)) {
            var queue = trial.tryGet(() -> create.create(trial, 1));
            if (queue == null) {
                return;
            }
            var put = trial.attempt(() -> queue.put(1));
            var waiters = List.of(
                    trial.fork(() -> untilShutdown(() -> {
                        queue.put(2);
                        queue.put(3);
                    })),
                    trial.fork(queue::join));
            waiters.forEach(Trial::parks);
            if (!trial.attempt(() -> queue.shutdown(immediately))) {
                queue.shutdown(immediately);
            }
            trial.ends(waiters.get(0));
            trial.attempt(() -> untilShutdown(() -> {
                while (true) {
                    queue.get(0.0);
                    queue.taskDone();
                }
            }));
            trial.calm();
            untilShutdown(() -> {
                while (true) {
                    queue.get(0.0);
                    queue.taskDone();
                }
            });
            while (queue.getUnfinishedTasks() > 0) { // left by a get that failed after it had removed an item
                queue.taskDone();
            }
            trial.ends(waiters.get(1));
            trial.check("put " + put + ", shut down", queue.isShutdown());
        }
    }

    private static void untilShutdown(Trial.Op op) throws Throwable {
        try {
            op.run();
        } catch (QueueShutDownException e) {
            // expected
        }
    }

    private static void loop(Trial trial, Create create) throws Throwable {
        var queue = trial.tryGet(() -> create.create(trial, 0));
        if (queue == null) {
            return;
        }
        var consumer = trial.fork(() -> {
            for (var item : queue.untilShutdown()) {
                trial.check("an item", item != null);
            }
        });
        for (int i = 0; i < 3; i++) {
            trial.attempt(() -> queue.put(1));
        }
        queue.shutdown();
        trial.ends(consumer);
    }

    private static void view(Trial trial, Create create) throws Throwable {
        var queue = trial.tryGet(() -> create.create(trial, 5));
        if (queue == null) {
            return;
        }
        var view = trial.tryGet(queue::asBlockingQueue);
        if (view == null) {
            return;
        }
        IntFunction<Trial.Op> put = i -> () -> view.put(i);
        for (int i = 0; i < 3; i++) {
            trial.attempt(put.apply(i));
        }
        trial.attempt(() -> view.offer(4));
        trial.attempt(() -> view.offer(4, 1, TimeUnit.SECONDS));
        trial.attempt(() -> view.offer(4, 1, TimeUnit.NANOSECONDS));
        trial.attempt(view::toString);
        trial.attempt(view::peek);
        trial.attempt(() -> List.copyOf(view));
        trial.attempt(() -> view.stream().toList());
        trial.attempt(() -> view.removeIf(item -> item == 1));
        trial.attempt(view::take);
        trial.attempt(() -> view.poll(1, TimeUnit.SECONDS));
        trial.attempt(view::poll);
        trial.attempt(() -> view.drainTo(new java.util.ArrayList<>()));
        trial.calm();
        view.clear();
        view.put(7);
        trial.equal("item", view.take(), 7);
    }

    private static void simple(Trial trial) throws Throwable {
        var queue = trial.tryGet(() -> new SimpleQueue<Integer>("simple"));
        if (queue == null) {
            return;
        }
        var taken = new AtomicInteger();
        var getter = trial.fork(() -> {
            queue.get();
            taken.incrementAndGet();
        });
        Trial.parks(getter);
        var there = 0;
        for (int i = 0; i < 40; i++) {
            there += trial.attempt(() -> queue.put(1)) ? 1 : 0;
        }
        trial.attempt(queue::toString);
        trial.ends(getter);
        trial.attempt(() -> {
            queue.get(1.0);
            taken.incrementAndGet();
        });
        trial.calm();
        while (!queue.empty()) {
            queue.get();
            taken.incrementAndGet();
        }
        trial.equal("items", taken.get(), there);
    }
}

package io.github.threading4j.faults.injection;

import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.QueueStore;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A queue with a store, which is foreign code called under a lock. An item that the store rejects, or a call that
 * fails, affects no other item.
 */
final class QueueStoreScenarios {
    private QueueStoreScenarios() {}

    /** Returns a FIFO store that rejects the item 13. */
    static QueueStore<Integer> store(Trial trial) {
        return new SomeStore(trial, new LinkedList<>());
    }

    private record SomeStore(Trial trial, List<Integer> items) implements QueueStore<Integer> {
        @Override
        public boolean add(Integer item) {
            trial.foreign("add");
            return item != 13 && items.add(item);
        }

        @Override
        public Integer remove() {
            trial.foreign("remove");
            return items.remove(0);
        }

        @Override
        public int size() {
            trial.foreign("size");
            return items.size();
        }
    }

    /** If the store rejects an item, its capacity passes to the next waiting putter. */
    static void rejected(Trial trial) throws Throwable {
        var queue = trial.tryGet(() -> Queue.withStore(1, store(trial), "rejecting"));
        if (queue == null) {
            return;
        }
        var put = new AtomicInteger(trial.attempt(() -> queue.put(1)) ? 1 : 0);
        var rejected = trial.fork(() -> queue.put(13));
        Trial.parks(rejected);
        var accepted = trial.fork(() -> {
            queue.put(2);
            put.incrementAndGet();
        });
        Trial.parks(accepted);
        var taken = new AtomicInteger();
        trial.attempt(() -> take(queue, taken));
        trial.calm();
        // Takes only existing items. A putter that still waits although the queue is empty has missed its wake-up.
        Trial.eventually("the putters end", () -> {
            take(queue, taken);
            return !rejected.isAlive() && !accepted.isAlive();
        });
        take(queue, taken);
        trial.equal("items taken", taken.get(), put.get());
        trial.equal("unfinished tasks", queue.getUnfinishedTasks(), (long) put.get());
        trial.attempt(queue::asBlockingQueue, UnsupportedOperationException.class);
    }

    private static void take(Queue<Integer> queue, AtomicInteger taken) {
        try {
            queue.getNowait();
            taken.incrementAndGet();
        } catch (QueueEmptyException e) {
            // expected if the queue is empty
        }
    }
}

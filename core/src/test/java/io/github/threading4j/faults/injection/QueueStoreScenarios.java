package io.github.threading4j.faults.injection;

import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.QueueStore;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue with a store, which is foreign code under a lock: what it rejects, and what fails, takes nothing with it. */
final class QueueStoreScenarios {
    private QueueStoreScenarios() {}

    /** A store, first in, first out, that rejects 13. */
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

    /** The capacity that a rejected item does not use goes to the next putter. */
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
        // Makes no room beside what there is: in an empty queue, a putter that waits on has missed its wake-up.
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
            // there is nothing to take
        }
    }
}

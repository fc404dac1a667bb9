package io.github.threading4j.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;

/** No thread sleeps beside something that it waits for, and nothing is lost or taken twice. */
class SelectRaceTest {
    private static final int QUEUES = 3;
    private static final int SELECTING = 4;
    private static final int PRODUCERS = 2;
    private static final int ITEMS_EACH = 1_000;
    private static final int ALL = PRODUCERS * ITEMS_EACH;

    /** Overlapping sets of queues, and timeouts so short that many waits end by them. */
    @RaceHunt
    @EachThreadKind
    void await_overlappingQueuesAndTimeouts_losesAndDuplicatesNoItem(ThreadKind kind) throws Exception {
        Rounds.run(100, round -> {
            var queues = List.of(new Queue<Integer>(), new Queue<Integer>(5), new Queue<Integer>(1));
            var taken = new AtomicIntegerArray(ALL);
            var left = new AtomicInteger(ALL);
            try (var consumers = Bunch.start(kind, SELECTING, index -> takeAll(queues, index, taken, left));
                    var producers = Bunch.start(kind, PRODUCERS, index -> putEach(queues, index))) {
                producers.join();
                consumers.join();
            }
            for (var item = 0; item < ALL; item++) {
                assertThat(taken.get(item)).as("item " + item).isOne();
            }
        });
    }

    /** Takes items from all queues but one, until none is left. */
    private static void takeAll(List<Queue<Integer>> queues, int omitted, AtomicIntegerArray taken, AtomicInteger left)
            throws InterruptedException {
        var select = new Select<Integer>();
        for (var i = 0; i < QUEUES; i++) {
            if (i != omitted) {
                select.on(queues.get(i), item -> {
                    taken.incrementAndGet(item);
                    return left.decrementAndGet();
                });
            }
        }
        while (left.get() > 0) {
            select.await(20e-6, () -> 0);
        }
    }

    /** Puts every second item into one queue, and the others into one of two queues by a select. */
    private static void putEach(List<Queue<Integer>> queues, int producer) throws InterruptedException {
        for (var i = 0; i < ITEMS_EACH; i++) {
            var item = producer * ITEMS_EACH + i;
            var queue = queues.get(i % QUEUES);
            if (i % 2 == 0) {
                queue.put(item);
            } else {
                new Select<Void>()
                        .onRoom(queue, item, () -> null)
                        .onRoom(queues.get((i + 1) % QUEUES), item, () -> null)
                        .await();
            }
        }
    }

    /**
     * One item into each of two queues at the same time. One thread waits for both, and takes one of them, another
     * waits for only one. Even if the first is woken for both, the second must get the other.
     */
    @RaceHunt
    @EachThreadKind
    void await_bothQueuesGetAnItem_noThreadSleepsWhileOneIsLeft(ThreadKind kind) throws Exception {
        Rounds.run(400, round -> {
            var both = List.of(new Queue<Integer>(), new Queue<Integer>());
            var one = both.get(1);
            var first = new Select<Integer>().on(both.get(0), item -> 0).on(one, item -> 1);
            var second = new Select<Integer>().on(one, item -> 1);
            try (var waitsForBoth = Bunch.start(kind, index -> {
                if (first.await() == 1) {
                    one.put(0); // the second waits for this queue only
                }
            })) {
                Await.allWaiting(waitsForBoth, first);
                try (var waitsForOne = Bunch.start(kind, index -> second.await())) {
                    Await.allWaiting(waitsForOne, second);
                    atOnce(kind, index -> both.get(index).put(0));
                }
            }
        });
    }

    /** The same with locks, which two threads release at the same time. */
    @RaceHunt
    @EachThreadKind
    void await_bothLocksAreReleased_noThreadSleepsWhileOneIsFree(ThreadKind kind) throws Exception {
        List<Supplier<Acquirable>> created = List.of(
                Lock::new,
                RLock::new,
                () -> new ReadWriteLock().write(),
                () -> ReadWriteLock.fair().write(),
                Semaphore::new,
                () -> Semaphore.fair(1));
        Rounds.run(400, round -> {
            var create = created.get(round % created.size());
            var locks = List.of(create.get(), create.get());
            var one = locks.get(1);
            var first = new Select<Void>();
            locks.forEach(lock -> first.on(lock, SelectRaceTest::release));
            var second = new Select<Void>().on(one, SelectRaceTest::release);
            var held = new CountDownLatch(2);
            var go = new CountDownLatch(1);
            try (var holders = Bunch.start(kind, 2, index -> {
                try (var hold = locks.get(index).hold()) {
                    held.countDown();
                    go.await();
                }
            })) {
                held.await();
                try (var waitsForBoth = Bunch.start(kind, index -> first.await())) {
                    Await.allWaiting(waitsForBoth, first);
                    try (var waitsForOne = Bunch.start(kind, index -> second.await())) {
                        Await.allWaiting(waitsForOne, second);
                        go.countDown();
                    }
                }
            }
        });
    }

    private static Void release(AutoCloseable hold) throws Exception {
        hold.close();
        return null;
    }

    private static void atOnce(ThreadKind kind, Bunch.Task task) throws Exception {
        var go = new CountDownLatch(2);
        Bunch.start(kind, 2, index -> {
                    go.countDown();
                    go.await();
                    task.run(index);
                })
                .close();
    }
}

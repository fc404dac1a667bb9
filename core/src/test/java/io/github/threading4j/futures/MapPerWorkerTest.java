package io.github.threading4j.futures;

import static io.github.threading4j.futures.Pools.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Barrier;
import io.github.threading4j.Event;
import io.github.threading4j.Semaphore;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A map that divides its items among the workers behaves as if it ran a task for each item. */
class MapPerWorkerTest {
    static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @EachThreadKind
    @RaceHunt
    void manyItems_eachRunsOnceWithResultsInOrder(ThreadKind kind) throws Exception {
        try (var executor = pool(kind, 3)) {
            Rounds.run(20, round -> {
                var items = numbers(round % 2 == 0 ? 100_000 : 1_024);
                var ran = new AtomicInteger();
                assertThat(executor.map(
                                        n -> {
                                            ran.incrementAndGet();
                                            return n;
                                        },
                                        items)
                                .toList())
                        .isEqualTo(items);
                assertThat(ran).hasValue(items.size());
                assertThat(executor.map((a, b) -> a - b, items, items).toList()).containsOnly(0);
            });
        }
    }

    @EachThreadKind
    void lateItem_startsAsSoonAsItIsAvailable(ThreadKind kind) {
        var ran = new Semaphore(0);
        // Each item becomes available only after its predecessor has run.
        Iterable<Integer> items = () -> IntStream.range(0, 3_000)
                .boxed()
                .peek(n -> {
                    if (n > 0) {
                        assertThat(acquired(ran)).isTrue();
                    }
                })
                .iterator();
        try (var executor = pool(kind, 2)) {
            assertThat(executor.map(
                                    n -> {
                                        ran.release();
                                        return n;
                                    },
                                    items)
                            .toList())
                    .isEqualTo(numbers(3_000));
        }
    }

    private static boolean acquired(Semaphore semaphore) {
        try {
            return semaphore.acquire(java.time.Duration.ofSeconds((long) Await.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void map_growingCollection_takesAllItems() {
        var grows = new AbstractCollection<Integer>() {
            @Override
            public Iterator<Integer> iterator() {
                return numbers(5_000).iterator();
            }

            @Override
            public int size() {
                return 1;
            }
        };
        try (var executor = pool(ThreadKind.PLATFORM, 2)) {
            assertThat(executor.map(n -> n, grows).toList()).isEqualTo(numbers(5_000));
            assertThat(executor.map(n -> n == null, Collections.nCopies(2_000, null))
                            .toList())
                    .hasSize(2_000)
                    .containsOnly(true);
        }
    }

    @EachThreadKind
    @RaceHunt
    void slowItem_amongFastItems_doesNotDelayTheItemsAfterIt(ThreadKind kind) throws Exception {
        try (var executor = pool(kind, 2)) {
            Rounds.run(100, round -> {
                var last = new Event();
                var slow = 2_000 + 13 * (round % 64);
                // The slow item ends after all later items have run, including the later items of its own block.
                var left = new AtomicInteger(4_000 - slow - 1);
                var results = executor.map(
                        n -> {
                            if (n == slow) {
                                assertThat(last.await(Await.SECONDS)).isTrue();
                            } else if (n > slow && left.decrementAndGet() == 0) {
                                last.set();
                            }
                            return n;
                        },
                        numbers(4_000));
                assertThat(results.toList()).isEqualTo(numbers(4_000));
            });
        }
    }

    @EachThreadKind
    void slowItems_runInAllWorkers(ThreadKind kind) {
        try (var executor = pool(kind, 4)) {
            var all = new Barrier(4);
            assertThat(executor.map(n -> all.await(Await.SECONDS), numbers(40)).toList())
                    .hasSize(40);
        }
    }

    @EachThreadKind
    void result_isAvailableBeforeLaterItemsRun(ThreadKind kind) {
        try (var executor = pool(kind, 1)) {
            var go = new Event();
            var results = executor.map(n -> n < 500 || go.await() ? n : 0, numbers(1_000))
                    .iterator();
            for (var i = 0; i < 500; i++) {
                assertThat(results.next()).isEqualTo(i);
            }
            go.set();
            assertThat(results.next()).isEqualTo(500);
        }
    }

    @Test
    void taskSubmittedAfterTheMap_runsAfterItsItems() {
        var order = new ConcurrentLinkedQueue<Integer>();
        try (var executor = pool(ThreadKind.PLATFORM, 1)) {
            executor.map(order::add, numbers(10_000));
            executor.submit(() -> order.add(10_000));
        }
        assertThat(List.copyOf(order)).hasSize(10_001).isSorted();
    }

    @Test
    void interruptStatus_setByAnItem_isClearedBeforeTheNextItem() {
        try (var executor = pool(ThreadKind.PLATFORM, 1)) {
            assertThat(executor.map(
                                    n -> {
                                        var interrupted = Thread.currentThread().isInterrupted();
                                        Thread.currentThread().interrupt();
                                        return interrupted;
                                    },
                                    numbers(100))
                            .toList())
                    .containsOnly(false);
        }
    }

    @Test
    void waitingThread_isListedWithTheResultThatItAwaits() throws Exception {
        var go = new Event();
        try (var executor = new ThreadPoolExecutor(1);
                var waiting = Bunch.start(
                        ThreadKind.PLATFORM,
                        i -> executor.map(n -> n < 3 || go.await(), numbers(5)).toList())) {
            var thread = waiting.thread().toJavaThread();
            Await.until("the thread waits for the fourth result", () -> {
                var point = Blocker.of(thread);
                return point != null && point.awaited().toString().equals("map[awaits 3 of 5]");
            });
            go.set();
            waiting.join();
        }
    }
}

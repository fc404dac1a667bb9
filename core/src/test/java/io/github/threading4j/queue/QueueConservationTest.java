package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Ten producers and ten consumers, and a shutdown at a random moment: no item is lost or duplicated. */
class QueueConservationTest {
    private static final int PRODUCERS = 10;
    private static final int CONSUMERS = 10;
    private static final int ITEMS_EACH = 500;
    private static final int ALL = PRODUCERS * ITEMS_EACH;
    private static final List<IntFunction<Queue<Integer>>> KINDS = List.of(
            Queue::new, LifoQueue::new, PriorityQueue::new, maxsize -> Queue.withStore(maxsize, new ScriptedStore()));

    @EachThreadKind
    void shutdown_atARandomMoment_losesAndDuplicatesNoItem(ThreadKind kind) {
        var random = new Random(16);
        for (var round = 0; round < 16; round++) {
            var queue = KINDS.get(round % 4).apply(new int[] {0, 1, 100}[random.nextInt(3)]);
            new Run(queue, random.nextInt(ALL), round / 4 == 3).check(kind);
        }
    }

    @EachThreadKind
    void shutdown_afterAllPuts_allItemsAreTaken(ThreadKind kind) {
        for (var create : KINDS) {
            new Run(create.apply(10), ALL, false).check(kind);
        }
    }

    private record Run(
            Queue<Integer> queue,
            int shutdownAfter,
            boolean immediate,
            AtomicInteger put,
            AtomicInteger ended,
            ConcurrentHashMap<Integer, Boolean> taken) {
        Run(Queue<Integer> queue, int shutdownAfter, boolean immediate) {
            this(queue, shutdownAfter, immediate, new AtomicInteger(), new AtomicInteger(), new ConcurrentHashMap<>());
        }

        void check(ThreadKind kind) {
            try (var consumers = Bunch.start(kind, CONSUMERS, index -> consume());
                    var producers = Bunch.start(kind, PRODUCERS, this::produce)) {
                Await.until(
                        "enough items are taken, or all producers have ended",
                        () -> taken.size() >= shutdownAfter || ended.get() == PRODUCERS);
                queue.shutdown(immediate);
                producers.join();
                consumers.join();
            }
            assertThat(queue.empty()).isTrue();
            assertThat(queue.getUnfinishedTasks()).isZero();
            if (immediate) {
                assertThat(taken.size()).isLessThanOrEqualTo(put.get());
            } else {
                assertThat(taken).hasSize(put.get());
            }
            if (shutdownAfter == ALL) {
                assertThat(taken).hasSize(ALL);
            }
        }

        private void produce(int index) throws InterruptedException {
            try {
                for (var i = 0; i < ITEMS_EACH; i++) {
                    queue.put(index * ITEMS_EACH + i);
                    put.incrementAndGet();
                }
            } catch (QueueShutDownException end) {
                assertThat(queue.isShutdown()).isTrue();
            }
            ended.incrementAndGet();
        }

        private void consume() {
            for (var item : queue.untilShutdown()) {
                assertThat(taken.put(item, true)).as("taken twice: " + item).isNull();
            }
        }
    }
}

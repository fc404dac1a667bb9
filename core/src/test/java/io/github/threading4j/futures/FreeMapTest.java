package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for a map that divides its work itself: the same as with a task for each item. */
class FreeMapTest {
    private static ThreadPoolExecutor pool(ThreadKind kind, int maxWorkers) {
        var builder = ThreadPoolExecutor.builder().maxWorkers(maxWorkers);
        return (kind == ThreadKind.VIRTUAL ? builder.virtual() : builder).build();
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @EachThreadKind
    @RaceHunt
    void manyItems_giveTheirResultsInOrder_eachOnce(ThreadKind kind) throws Exception {
        try (var executor = pool(kind, 3)) {
            Rounds.run(20, round -> {
                var items = numbers(round % 2 == 0 ? 100_000 : 1_024);
                var ran = new AtomicInteger();
                assertThat(executor.map(
                                n -> {
                                    ran.incrementAndGet();
                                    return n;
                                },
                                items))
                        .isEqualTo(items);
                assertThat(ran).hasValue(items.size());
                assertThat(executor.map((a, b) -> a - b, items, items)).containsOnly(0);
            });
        }
    }

    @EachThreadKind
    void items_thatAreGotLate_areEachStartedAtOnce(ThreadKind kind) {
        var ran = new Semaphore(0);
        // Each item is had only when the one before has run.
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
                            items))
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
    void items_ofACollectionThatGrowsMeanwhile_areAllTaken() {
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
            assertThat(executor.map(n -> n, grows)).isEqualTo(numbers(5_000));
            assertThat(executor.map(n -> n == null, Collections.nCopies(2_000, null)))
                    .hasSize(2_000)
                    .containsOnly(true);
        }
    }

    @EachThreadKind
    @RaceHunt
    void slowItem_amongTinyOnes_doesNotKeepOthersFromThoseAfterIt(ThreadKind kind) throws Exception {
        try (var executor = pool(kind, 2)) {
            Rounds.run(100, round -> {
                var last = new Event();
                var slow = 2_000 + 13 * (round % 64);
                // The slow one ends when all after it have run, among which are those of its own block.
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
                assertThat(results).isEqualTo(numbers(4_000));
            });
        }
    }

    @EachThreadKind
    void slowItems_areWorkedOnByAsManyAsThereAreWorkers(ThreadKind kind) {
        try (var executor = pool(kind, 4)) {
            var all = new Barrier(4);
            assertThat(executor.map(n -> all.await(Await.SECONDS), numbers(40))).hasSize(40);
        }
    }

    @EachThreadKind
    void result_isThere_whileThoseAfterItAreNot(ThreadKind kind) {
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
    void taskSubmittedAfterwards_waitsItsTurn() {
        var order = new ConcurrentLinkedQueue<Integer>();
        try (var executor = pool(ThreadKind.PLATFORM, 1)) {
            executor.map(order::add, numbers(10_000));
            executor.submit(() -> order.add(10_000));
        }
        assertThat(List.copyOf(order)).hasSize(10_001).isSorted();
    }

    @Test
    void failedItem_cancelsTheRestWhenItIsReached_andNotBefore() throws Exception {
        try (var executor = pool(ThreadKind.PLATFORM, 1)) {
            var failed = new IOException("no");
            var ran = new Semaphore(0);
            var go = new Event();
            var results = executor.map(
                            n -> {
                                if (n == 0) {
                                    throw failed;
                                }
                                ran.release();
                                return n != 2 || go.await();
                            },
                            numbers(1_000))
                    .iterator();
            ran.acquire();
            ran.acquire(); // two after the failed one have begun
            assertThatThrownBy(results::next).hasCause(failed);
            go.set();
            executor.shutdown();
            assertThat(ran.getValue()).isZero();
            assertThat(results.hasNext()).isFalse();
            assertThatThrownBy(results::next).isInstanceOf(java.util.NoSuchElementException.class);
        }
    }

    @Test
    void failedItem_whoseResultNobodyTakes_isReportedToNobody() {
        try (var executor = pool(ThreadKind.PLATFORM, 2)) {
            executor.map(n -> 1 / n, List.of(0, 0));
        }
    }

    @Test
    void interrupt_thatAnItemLeaves_isNothingToTheNext() {
        try (var executor = pool(ThreadKind.PLATFORM, 1)) {
            assertThat(executor.map(
                            n -> {
                                var interrupted = Thread.currentThread().isInterrupted();
                                Thread.currentThread().interrupt();
                                return interrupted;
                            },
                            numbers(100)))
                    .containsOnly(false);
        }
    }

    @EachThreadKind
    void shutdown_runsAllItems_thatWereThere(ThreadKind kind) throws Exception {
        var executor = pool(kind, 2);
        var go = new Event();
        var results = executor.map(n -> go.await(), numbers(5_000));
        executor.shutdown(false);
        assertThatThrownBy(() -> executor.map(n -> n, numbers(1))).isInstanceOf(RejectedExecutionException.class);
        assertThat(executor.map(n -> n, List.of())).isEmpty();
        go.set();
        executor.shutdown();
        assertThat(results).hasSize(5_000);
    }

    @EachThreadKind
    void shutdownThatCancels_leavesResultsOfWhatWasStarted_andCancelsTheRest(ThreadKind kind) throws Exception {
        var executor = pool(kind, 2);
        var go = new Event();
        var started = new Semaphore(0);
        var results = executor.map(
                        n -> {
                            started.release();
                            return go.await();
                        },
                        numbers(100))
                .iterator();
        started.acquire();
        started.acquire();
        executor.shutdown(false, true);
        go.set();
        assertThat(results.next()).isTrue();
        assertThat(results.next()).isTrue();
        assertThatThrownBy(results::next).isInstanceOf(CancellationException.class);
        assertThat(results.hasNext()).isFalse();
        executor.shutdown();
        assertThat(started.getValue()).isZero();
    }

    @EachThreadKind
    void shutdownThatCancels_endsTheWaitForAnItemThatNobodyStarted(ThreadKind kind) throws Exception {
        var executor = pool(kind, 1);
        var go = new Event();
        executor.submit(() -> go.await());
        var results = executor.map(n -> n, numbers(10)).iterator();
        try (var waiting =
                Bunch.start(kind, i -> assertThatThrownBy(results::next).isInstanceOf(CancellationException.class))) {
            Await.parked(waiting.thread().toJavaThread());
            executor.shutdown(false, true);
            waiting.join();
        }
        go.set();
        executor.shutdown();
    }

    @EachThreadKind
    void initializerThatFails_endsTheWait(ThreadKind kind, Uncaught uncaught) {
        var go = new Event();
        var builder = ThreadPoolExecutor.builder().maxWorkers(2).initializer(() -> {
            go.await();
            throw new IOException("no");
        });
        try (var executor = (kind == ThreadKind.VIRTUAL ? builder.virtual() : builder).build()) {
            var results = executor.map(n -> n, numbers(10)).iterator();
            try (var waiting = Bunch.start(
                    kind,
                    i -> assertThatThrownBy(results::next)
                            .isInstanceOf(BrokenThreadPoolException.class)
                            .hasMessageStartingWith("A thread initializer failed"))) {
                Await.parked(waiting.thread().toJavaThread());
                go.set();
            }
            assertThat(results.hasNext()).isFalse();
        }
        assertThat(uncaught.take().exception()).isInstanceOf(IOException.class);
        uncaught.takeAll();
    }

    @Test
    void resultThatWasTaken_isNotKept() {
        try (var executor = pool(ThreadKind.PLATFORM, 2)) {
            var results = executor.map(n -> new Object(), numbers(3)).iterator();
            var first = new WeakReference<>(results.next());
            results.next();
            Await.collected("the first result", () -> first.get() == null);
            assertThat(results.next()).isNotNull();
        }
    }

    @Test
    void threadThatWaits_isSeenToWaitForThatResult() throws Exception {
        var go = new Event();
        try (var executor = new ThreadPoolExecutor(1);
                var waiting = Bunch.start(
                        ThreadKind.PLATFORM,
                        i -> executor.map(n -> n < 3 || go.await(), numbers(5)).toList())) {
            var thread = waiting.thread().toJavaThread();
            Await.until("it waits for the fourth", () -> {
                var point = Blocker.of(thread);
                return point != null && point.awaited().toString().equals("map[awaits 3 of 5]");
            });
            go.set();
            waiting.join();
        }
    }

    @Test
    void poolOfManyMaps_keepsNothingOfThem() {
        try (var executor = pool(ThreadKind.PLATFORM, 2)) {
            for (var i = 0; i < 1_000; i++) {
                assertThat(executor.map(n -> n, List.of(1, 2, 3)).toList()).hasSize(3);
            }
            Await.until("all helpers have left", () -> executor.pool().helping() == 0);
        }
    }

    @Test
    void helpersThatNeverRun_areForgotten(Uncaught uncaught) throws Exception {
        var go = new Event();
        var cancelled = new ThreadPoolExecutor(1);
        cancelled.submit(() -> go.await());
        var broken = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> {
                    go.await();
                    throw new IOException("no");
                })
                .build();
        for (var executor : List.of(cancelled, broken)) {
            executor.map(n -> n, numbers(10));
            assertThat(executor.pool().helping()).isEqualTo(1);
        }
        cancelled.shutdown(false, true);
        assertThat(cancelled.pool().helping()).isZero();
        go.set();
        assertThat(uncaught.take().exception()).hasMessage("no");
        assertThat(broken.pool().helping()).isZero();
        cancelled.close();
        broken.close();
    }
}

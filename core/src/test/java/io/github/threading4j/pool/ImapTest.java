package io.github.threading4j.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.futures.Future;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImapTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 200).boxed().toList();

    static <T> List<T> all(ImapResults<T> results) {
        var list = new ArrayList<T>();
        results.iterator().forEachRemaining(list::add);
        return list;
    }

    static void assertNoMore(ImapResults<?> results) {
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }

    @EachThreadKind
    void imap_returnsResultsInOrder_imapUnorderedReturnsTheSameResults(ThreadKind kind) {
        try (var pool = ThreadPoolTest.pool(kind, 3)) {
            for (var chunksize : List.of(1, 7, 200, 1_000)) {
                assertThat(all(pool.imap(n -> n + 1, NUMBERS, chunksize)))
                        .isEqualTo(NUMBERS.stream().map(n -> n + 1).toList());
                assertThat(all(pool.imapUnordered(n -> n, NUMBERS, chunksize)))
                        .containsExactlyInAnyOrderElementsOf(NUMBERS);
            }
            assertThat(all(pool.imap(n -> n, List.of()))).isEmpty();
            assertThat(all(pool.imapUnordered(n -> n, List.of()))).isEmpty();
        }
    }

    @EachThreadKind
    void imapUnordered_returnsResultsInOrderOfCompletion(ThreadKind kind) throws Exception {
        try (var pool = ThreadPoolTest.pool(kind, 2)) {
            var go = new CountDownLatch(1);
            var results = pool.imapUnordered(
                    n -> {
                        if (n == 0) {
                            go.await();
                        }
                        return n;
                    },
                    List.of(0, 1));
            assertThat(results.next()).isEqualTo(1);
            go.countDown();
            assertThat(results.next()).isZero();
            assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @EachThreadKind
    void next_itemFails_throwsInItsPlaceAndTheRestFollows(ThreadKind kind) throws Exception {
        for (var chunksize : List.of(1, 3)) {
            try (var pool = ThreadPoolTest.pool(kind, 2)) {
                var results = pool.imap(n -> 12 / n, List.of(1, 0, 3), chunksize);
                assertThat(results.next()).isEqualTo(12);
                assertThatThrownBy(results::next).isInstanceOf(ArithmeticException.class);
                assertThat(results.next()).isEqualTo(4);
                assertNoMore(results);
            }
        }
    }

    @Test
    void imap_failingSource_throwsAfterAllResults() throws Exception {
        try (var pool = new ThreadPool(2)) {
            Iterable<Integer> failing =
                    () -> IntStream.range(0, 5).map(n -> 6 / (3 - n)).boxed().iterator();
            var results = pool.imap(n -> n, failing, 2);
            assertThat(List.of(results.next(), results.next(), results.next())).containsExactly(2, 3, 6);
            assertThatThrownBy(results::next).isInstanceOf(ArithmeticException.class);
            assertNoMore(results);
        }
    }

    /** With or without chunks, the exception of the source follows the results of all items. */
    @Test
    void imapUnordered_failingSource_throwsAfterAllResults() throws Exception {
        for (var chunksize : List.of(1, 3)) {
            try (var pool = new ThreadPool(3)) {
                var failing = new CountDownLatch(1);
                Iterable<Integer> items = () -> IntStream.range(0, 3)
                        .peek(n -> {
                            if (n == 2) {
                                failing.countDown();
                                throw new IllegalStateException("no more items");
                            }
                        })
                        .boxed()
                        .iterator();
                var results = pool.imapUnordered(
                        n -> {
                            failing.await();
                            return n;
                        },
                        items,
                        chunksize);
                assertThat(List.of(results.next(), results.next())).containsExactlyInAnyOrder(0, 1);
                assertThatThrownBy(results::next).hasMessage("no more items");
                assertNoMore(results);
            }
        }
    }

    @Test
    void next_timedOut_losesNoResult() throws Exception {
        try (var pool = new ThreadPool(1)) {
            var go = new CountDownLatch(1);
            var results = pool.imap(
                    n -> {
                        go.await();
                        return n;
                    },
                    List.of(1, 2));
            assertThatThrownBy(() -> results.next(0.001))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("the next result was not ready in time: ImapResults[given=0, waiting=0]");
            assertThatThrownBy(() -> results.next(Duration.ZERO)).isInstanceOf(TimeoutException.class);
            go.countDown();
            assertThat(results.next(Await.SECONDS)).isEqualTo(1);
            assertThat(results.next(Duration.ofHours(1))).isEqualTo(2);
        }
    }

    @EachThreadKind
    void next_interrupted_losesNoResult(ThreadKind kind) throws Exception {
        try (var pool = ThreadPoolTest.pool(kind, 1)) {
            var go = new CountDownLatch(1);
            var results = pool.imap(
                    n -> {
                        go.await();
                        return n;
                    },
                    List.of(1));
            try (var waiter = Bunch.start(kind, index -> {
                assertThatThrownBy(results::next).isInstanceOf(InterruptedException.class);
                assertThat(Thread.interrupted()).isFalse();
            })) {
                Await.waiting(waiter.thread(), results.awaited());
                waiter.thread().interrupt();
            }
            var iterator = results.iterator();
            try (var waiter = Bunch.start(kind, index -> {
                assertThatThrownBy(iterator::hasNext).isInstanceOf(WaitInterruptedException.class);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                assertThatThrownBy(iterator::next).isInstanceOf(WaitInterruptedException.class);
                assertThat(Thread.interrupted()).isTrue();
            })) {
                Await.waiting(waiter.thread(), results.awaited());
                waiter.thread().interrupt();
            }
            go.countDown();
            assertThat(results.next()).isEqualTo(1);
        }
    }

    @EachThreadKind
    void next_severalThreads_returnsEachResultOnce(ThreadKind kind) {
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        try (var pool = ThreadPoolTest.pool(kind, 2)) {
            var results = pool.imap(n -> n, NUMBERS);
            Bunch.start(kind, 3, index -> {
                        try {
                            while (true) {
                                taken.add(results.next());
                            }
                        } catch (NoSuchElementException e) {
                            // expected: all results have been taken
                        }
                    })
                    .close();
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(NUMBERS);
    }

    /** An endless source must not prevent other tasks from running. */
    @Test
    void imap_endlessSource_doesNotStarveOtherTasks() throws Exception {
        try (var pool = new ThreadPool(1)) {
            var stop = new boolean[1];
            Iterable<Integer> endless = () -> new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return !stop[0];
                }

                @Override
                public Integer next() {
                    return 1;
                }
            };
            var results = pool.imap(n -> n, endless);
            assertThat(pool.apply(() -> {
                        stop[0] = true;
                        return "ran";
                    }))
                    .isEqualTo("ran");
            assertThat(all(results)).isNotEmpty().containsOnly(1);
        }
    }

    /**
     * Simulates a hash map that stores the result and then fails to grow. The waiting thread must still receive the
     * result.
     */
    @EachThreadKind
    void arrive_failsAfterStoringTheResult_releasesTheWaiter(ThreadKind kind) throws Exception {
        var results = new ImapBuffer<Integer>(-1);
        var arrived = ImapBuffer.class.getDeclaredField("arrived");
        arrived.setAccessible(true);
        arrived.set(results, new HashMap<Long, Future<Integer>>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Future<Integer> put(Long place, Future<Integer> result) {
                super.put(place, result);
                throw new OutOfMemoryError("no memory to grow");
            }
        });
        results.setTotal(1);
        var result = new Future<Integer>();
        result.setResult(7);
        try (var waiting = Bunch.start(
                kind, index -> assertThat(results.take(Timeout.FOREVER)).isSameAs(result))) {
            Await.waiting(waiting.thread(), results);
            assertThatThrownBy(() -> results.arrive(0, result)).isInstanceOf(OutOfMemoryError.class);
            assertThat(results.end(new IllegalStateException("too late"))).isFalse();
        }
    }
}

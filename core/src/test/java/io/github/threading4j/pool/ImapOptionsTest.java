package io.github.threading4j.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How far an imap runs ahead of the results that are taken, and how it ends before its source is exhausted. */
class ImapOptionsTest {
    private final Endless numbers = new Endless();

    /** The numbers 0, 1, 2 and so on, with a count of the numbers taken. */
    private static final class Endless implements Iterable<Long> {
        private final AtomicLong taken = new AtomicLong();

        @Override
        public Iterator<Long> iterator() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public Long next() {
                    return taken.getAndIncrement();
                }
            };
        }
    }

    @EachThreadKind
    void buffersize_limitsHowFarItemsRunAheadOfResults(ThreadKind kind) throws Exception {
        for (var chunksize : List.of(1, 3)) {
            try (var pool = ThreadPoolTest.pool(kind, 2)) {
                var source = new Endless();
                var options = ImapOptions.defaults().chunksize(chunksize).buffersize(4);
                try (var results = pool.imap(n -> -n, source, options)) {
                    for (long n = 0; n < 20; n++) {
                        assertThat(results.next()).isEqualTo(-n);
                        assertThat(source.taken.get())
                                .as("items taken after %d results", n + 1)
                                .isLessThanOrEqualTo(n + 1 + 4 * chunksize);
                    }
                    var fit = (20 + 4 * chunksize) / chunksize * chunksize;
                    Await.until("the buffer is full", () -> source.taken.get() == fit);
                }
            }
        }
    }

    @EachThreadKind
    void buffersize_one_returnsAllResultsInOrder(ThreadKind kind) throws Exception {
        try (var pool = ThreadPoolTest.pool(kind, 2)) {
            var options = ImapOptions.defaults().buffersize(1);
            var items = IntStream.range(0, 100).boxed().toList();
            assertThat(pool.imap(n -> n, items, options).toList()).isEqualTo(items);
            assertThat(pool.imapUnordered(n -> n, items, options).toList()).containsExactlyInAnyOrderElementsOf(items);
            assertThat(pool.imap(n -> n, List.<Integer>of(), options).toList()).isEmpty();
            pool.noMoreTasks();
            pool.join();
        }
    }

    /** The result of a failed task occupies the buffer until it is taken, like any other result. */
    @EachThreadKind
    void buffersize_failedTasks_countAsResults(ThreadKind kind) throws Exception {
        Iterable<Integer> items =
                () -> IntStream.range(0, 6).map(n -> 12 / (5 - n)).boxed().iterator();
        try (var pool = ThreadPoolTest.pool(kind, 1)) {
            var results =
                    pool.imap(n -> 12 / (n - 3), items, ImapOptions.defaults().buffersize(1));
            assertThat(results.next()).isEqualTo(12 / (2 - 3));
            assertThatThrownBy(results::next).isInstanceOf(ArithmeticException.class);
            assertThat(results.next()).isEqualTo(12);
            assertThat(results.next()).isEqualTo(12 / (6 - 3));
            assertThat(results.next()).isEqualTo(12 / (12 - 3));
            assertThatThrownBy(results::next).as("the exception of the source").isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    /**
     * A wake-up must not be lost if a thread takes a result while a worker is about to pause because the buffer is
     * full.
     */
    @Test
    @RaceHunt
    void next_twoThreads_neverBlocksForever() throws Exception {
        try (var pool = new ThreadPool(2)) {
            Rounds.run(2_000, round -> {
                var source = new Endless();
                try (var results =
                        pool.imap(n -> n, source, ImapOptions.defaults().buffersize(1 + round % 3))) {
                    var taken = Collections.synchronizedList(new ArrayList<Long>());
                    Bunch.start(ThreadKind.PLATFORM, 2, index -> {
                                for (int i = 0; i < 50; i++) {
                                    taken.add(results.next(Await.SECONDS));
                                }
                            })
                            .close();
                    assertThat(taken).doesNotHaveDuplicates().hasSize(100);
                    assertThat(source.taken.get()).isLessThanOrEqualTo(100 + 1 + round % 3);
                }
            });
        }
    }

    @EachThreadKind
    void close_endlessSource_takesNoMoreItemsAndThePoolCanBeJoined(ThreadKind kind) throws Exception {
        try (var pool = ThreadPoolTest.pool(kind, 2)) {
            for (var options :
                    List.of(ImapOptions.defaults(), ImapOptions.defaults().buffersize(2))) {
                var results = pool.imap(n -> n, new Endless(), options);
                assertThat(results.next()).isZero();
                results.close();
                results.close();
                assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
                assertThatThrownBy(results::iterator)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("the results are closed: ImapResults[given=1, ");
                assertThat(results.toString()).isEqualTo("ImapResults[given=1, waiting=0, closed]");
            }
            pool.noMoreTasks();
            pool.join();
            assertThat(pool.toString()).endsWith("unfinished=0]");
        }
    }

    @EachThreadKind
    void close_duringAChunk_skipsTheRest(ThreadKind kind) throws Exception {
        var running = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var ran = Collections.synchronizedList(new ArrayList<Integer>());
        try (var pool = ThreadPoolTest.pool(kind, 1)) {
            var results = pool.imap(
                    n -> {
                        ran.add(n);
                        running.countDown();
                        go.await();
                        return n;
                    },
                    List.of(1, 2, 3),
                    ImapOptions.defaults().chunksize(3).buffersize(1));
            running.await();
            results.close();
            go.countDown();
            pool.noMoreTasks();
            pool.join();
        }
        assertThat(ran).containsExactly(1);
    }

    @EachThreadKind
    void close_whileAThreadWaits_releasesIt(ThreadKind kind) throws Exception {
        var go = new CountDownLatch(1);
        try (var pool = ThreadPoolTest.pool(kind, 1)) {
            var results = pool.imap(
                    n -> {
                        go.await();
                        return n;
                    },
                    List.of(1));
            try (var waiter = Bunch.start(
                    kind,
                    index -> assertThatThrownBy(results::next)
                            .isInstanceOf(CancellationException.class)
                            .hasMessageStartingWith("the results were closed: ImapResults"))) {
                Await.waiting(waiter.thread(), results.awaited());
                results.close();
            }
            go.countDown();
        }
    }

    @EachThreadKind
    void terminate_pausedImap_returnsAvailableResultsAndThenEnds(ThreadKind kind) throws Exception {
        var pool = ThreadPoolTest.pool(kind, 1);
        var results = pool.imap(n -> n, numbers, ImapOptions.defaults().buffersize(2));
        Await.until("the imap is paused", () -> results.toString().equals("ImapResults[given=0, waiting=2]"));
        pool.terminate();
        assertThat(results.next()).isZero();
        assertThat(results.next()).isEqualTo(1);
        assertThatThrownBy(results::next).isInstanceOf(CancellationException.class);
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
        pool.join();
        assertThat(numbers.taken).hasValue(2);
    }

    /**
     * The paused imap must be abandoned, since no thread can take its remaining results and the pool would otherwise
     * never end.
     */
    @Test
    void unreachableResults_pausedImap_letThePoolEnd() throws Exception {
        var pool = new ThreadPool(1);
        var given =
                pool.imap(n -> n, numbers, ImapOptions.defaults().buffersize(2)).next();
        assertThat(given).isZero();
        pool.noMoreTasks();
        Await.collected(
                "the results, so that the pool ends",
                () -> pool.workers.threads().stream().noneMatch(worker -> worker.isAlive()));
        pool.join();
    }

    @Test
    void iterator_isReturnedOnce() {
        try (var pool = new ThreadPool(1)) {
            var results = pool.imap(n -> n, List.of(1, 2));
            var sum = 0;
            for (int n : results) {
                sum += n;
            }
            assertThat(sum).isEqualTo(3);
            assertThatThrownBy(results::iterator)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the results are already being iterated over: ImapResults[given=2");
            assertThatThrownBy(results::toList).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void next_timedOutWithAFullBuffer_losesNoResult() throws Exception {
        var go = new CountDownLatch(1);
        try (var pool = new ThreadPool(1)) {
            var results = pool.imap(
                    n -> {
                        go.await();
                        return n;
                    },
                    numbers,
                    ImapOptions.defaults().buffersize(1));
            assertThatThrownBy(() -> results.next(0)).isInstanceOf(TimeoutException.class);
            go.countDown();
            assertThat(results.next(Await.SECONDS)).isZero();
            assertThat(results.next(Await.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void options_haveADescriptionAndRejectValuesBelowOne() {
        assertThat(ImapOptions.defaults().chunksize(2).buffersize(3))
                .hasToString("ImapOptions[chunksize=2, buffersize=3]");
        assertThat(ImapOptions.defaults()).hasToString("ImapOptions[chunksize=1, buffersize=none]");
        assertThatThrownBy(() -> ImapOptions.defaults().buffersize(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("buffersize must be > 0: 0 (expected 1 or more)");
        assertThatThrownBy(() -> ImapOptions.defaults().chunksize(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Chunksize must be 1+: 0 (expected 1 or more)");
    }
}

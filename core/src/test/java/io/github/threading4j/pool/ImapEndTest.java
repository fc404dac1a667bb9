package io.github.threading4j.pool;

import static io.github.threading4j.pool.ImapTest.all;
import static io.github.threading4j.pool.ImapTest.assertNoMore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How an imap ends when its results are closed, and when its pool is closed or terminated. */
class ImapEndTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 200).boxed().toList();

    /** A separate task detects that there are no more items. That task might not have run when the pool is closed. */
    @Test
    void close_afterAllResultsOfACollection_dropsNothing() throws Exception {
        for (int i = 0; i < 200; i++) {
            var pool = new ThreadPool(2);
            var results = i % 2 == 0 ? pool.imap(n -> n, List.of(1, 2)) : pool.imapUnordered(n -> n, List.of(1, 2));
            assertThat(results.next() + results.next()).isEqualTo(3);
            pool.close();
            pool.join(); // throws if close() has dropped a task
            assertNoMore(results);
        }
    }

    @EachThreadKind
    void close_whileAChunkIsCollected_takesNoMoreItems(ThreadKind kind) throws Exception {
        var taking = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var taken = new AtomicInteger();
        Iterable<Integer> items = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                taking.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return taken.incrementAndGet();
            }
        };
        try (var pool = ThreadPoolTest.pool(kind, 1)) {
            var results = pool.imap(n -> n, items, 1_000);
            taking.await();
            results.close();
            go.countDown();
            pool.noMoreTasks();
            pool.join();
        }
        assertThat(taken).hasValue(1);
    }

    @EachThreadKind
    void noMoreTasks_imapInProgress_runsAllItems(ThreadKind kind) throws Exception {
        try (var pool = ThreadPoolTest.pool(kind, 2)) {
            var results = pool.imap(n -> n, NUMBERS);
            pool.noMoreTasks();
            pool.join();
            assertThat(pool.toString()).endsWith("CLOSED, workers=2, unfinished=0]");
            assertThat(all(results)).isEqualTo(NUMBERS);
        }
    }

    /** Items that are taken from the source after {@code terminate} must not yield results. */
    @EachThreadKind
    void terminate_whileItemsAreTaken_throwsCancellationOnceAndEndsTheResults(ThreadKind kind) throws Exception {
        var taking = new CountDownLatch(1);
        var go = new Semaphore(0);
        Iterable<Integer> items = () -> IntStream.range(0, 3)
                .peek(n -> {
                    taking.countDown();
                    go.acquireUninterruptibly();
                    go.release();
                })
                .boxed()
                .iterator();
        var pool = ThreadPoolTest.pool(kind, 1);
        var results = pool.imap(n -> n, items, 5);
        taking.await();
        pool.terminate();
        assertThatThrownBy(results::next).isInstanceOf(CancellationException.class);
        assertNoMore(results);
        go.release();
        pool.join();
        assertNoMore(results);
        assertThat(results.iterator().hasNext()).isFalse();
    }

    @EachThreadKind
    void terminate_calledByTheSource_endsTheResults(ThreadKind kind) throws Exception {
        var pool = ThreadPoolTest.pool(kind, 1);
        Iterable<Integer> items = () -> IntStream.range(0, 3)
                .peek(n -> {
                    if (n == 1) {
                        pool.terminate();
                    }
                })
                .boxed()
                .iterator();
        var results = pool.imapUnordered(n -> n, items);
        assertThat(results.next()).isZero();
        assertThatThrownBy(results::next).isInstanceOf(CancellationException.class);
        assertNoMore(results);
        pool.join();
    }

    @EachThreadKind
    void noMoreTasks_calledByTheSource_runsAllItems(ThreadKind kind) throws Exception {
        var pool = ThreadPoolTest.pool(kind, 2);
        Iterable<Integer> items = () ->
                IntStream.range(0, 9).peek(n -> pool.noMoreTasks()).boxed().iterator();
        var results = pool.imap(n -> n, items);
        assertThat(all(results)).hasSize(9).isSorted();
        pool.join();
    }

    /** {@code terminate} wakes a thread that waits for a result. */
    @EachThreadKind
    void terminate_whileAThreadWaitsForAResult_releasesIt(ThreadKind kind) throws Exception {
        var go = new CountDownLatch(1);
        var pool = ThreadPoolTest.pool(kind, 1);
        var results = pool.imap(
                n -> {
                    go.await();
                    return n;
                },
                List.of(1));
        try (var waiter = Bunch.start(
                kind, index -> assertThatThrownBy(results::next).isInstanceOf(CancellationException.class))) {
            Await.waiting(waiter.thread(), results.awaited());
            pool.terminate();
        }
        go.countDown();
        pool.join();
    }

    @Test
    void finishedImaps_areNotRetained() {
        try (var pool = new ThreadPool(2)) {
            for (int i = 0; i < 100; i++) {
                assertThat(all(pool.imap(n -> n, List.of(1, 2, 3)))).hasSize(3);
            }
            Await.until("no task is unfinished", () -> pool.toString().endsWith("unfinished=0]"));
        }
    }
}

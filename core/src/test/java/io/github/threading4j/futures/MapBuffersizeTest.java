package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A map with a buffer size loses no result if a call that takes an item is interrupted, times out or fails. */
class MapBuffersizeTest {
    private static final MapOptions ONE = MapOptions.defaults().buffersize(1);

    private final Event go = new Event();

    @AfterEach
    void end() {
        go.set();
    }

    private static List<Object> rest(Iterator<?> results) {
        var rest = new ArrayList<>();
        try {
            while (results.hasNext()) {
                rest.add(results.next());
            }
        } catch (IllegalStateException e) {
            rest.add(e.getMessage());
            assertThat(results.hasNext()).isFalse();
        }
        return rest;
    }

    /** An iterator of seven items. The waits for the fifth and the seventh item are interrupted once each. */
    private static final class Interrupted implements Iterator<Integer> {
        private int last;
        private int interruptedAt;

        @Override
        public boolean hasNext() {
            if ((last == 4 || last == 6) && interruptedAt != last) {
                interruptedAt = last;
                throw new WaitInterruptedException("interrupted", new InterruptedException());
            }
            return last < 7;
        }

        @Override
        public Integer next() {
            return ++last;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void interrupt_loopWaitsForAnItem_losesNoResult(int chunksize) {
        try (var executor = new ThreadPoolExecutor(1)) {
            var results = executor.map(n -> n, Interrupted::new, ONE.chunksize(chunksize))
                    .iterator();
            var seen = new ArrayList<Object>();
            for (var interrupts = 0; interrupts < 2; ) {
                try {
                    seen.add(results.next());
                } catch (WaitInterruptedException e) {
                    interrupts++;
                }
            }
            seen.addAll(rest(results));
            assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6, 7);
        }
    }

    /** Keeps the worker busy and the queue full. */
    private void fill(Executor executor) {
        var running = new Event();
        executor.submit(() -> {
            running.set();
            return go.await();
        });
        Await.until("the worker is busy", running::isSet);
        executor.submit(() -> go.await());
    }

    private static ThreadPoolExecutor bounded() {
        return ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(1, WhenFull.await())
                .build();
    }

    private static void awaitQueueEmpty(ThreadPoolExecutor executor) {
        Await.until("the first task has run", () -> executor.pool().occupied() == 0);
    }

    @Test
    void interrupt_loopWaitsForCapacity_losesNoResult() {
        try (var executor = bounded()) {
            var results = executor.map(n -> n, List.of(1, 2, 3, 4, 5), ONE).iterator();
            awaitQueueEmpty(executor);
            fill(executor);
            Thread.currentThread().interrupt();
            assertThatThrownBy(results::hasNext).isInstanceOf(WaitInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            go.set();
            assertThat(rest(results)).containsExactly(1, 2, 3, 4, 5);
        }
    }

    @Test
    void timeout_loopWaitsForCapacity_returnsAvailableResultsFirst() {
        try (var executor = bounded()) {
            var results =
                    executor.map(n -> n, List.of(1, 2, 3), ONE.timeout(0.2)).iterator();
            awaitQueueEmpty(executor);
            fill(executor);
            assertThat(results.next()).isEqualTo(1);
            assertThatThrownBy(results::hasNext).isInstanceOf(WaitTimeoutException.class);
            assertThat(results.hasNext()).isFalse();
            go.set();
        }
    }

    @Test
    void close_loopWaitsForCapacity_endsTheWait() {
        try (var executor = bounded()) {
            var results = executor.map(n -> n, List.of(1, 2, 3), ONE);
            awaitQueueEmpty(executor);
            fill(executor);
            try (var loop = Bunch.start(
                    ThreadKind.PLATFORM,
                    i -> assertThatThrownBy(results::toList).isInstanceOf(CancellationException.class))) {
                Await.waiting(loop.thread(), executor.pool());
                results.close();
                loop.join();
            } finally {
                go.set();
            }
        }
    }

    private static final class FailingAt implements Iterator<Integer> {
        private final int end;
        private int last;

        FailingAt(int end) {
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            if (last == end - 1) {
                throw new IllegalStateException("source fails");
            }
            return true;
        }

        @Override
        public Integer next() {
            return ++last;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void map_sourceFails_throwsAfterTheEarlierResults(int chunksize) {
        try (var executor = new ThreadPoolExecutor(2)) {
            for (var buffersize = 1; buffersize <= 2; buffersize++) {
                var options = MapOptions.defaults().buffersize(buffersize).chunksize(chunksize);
                var results = executor.map(n -> n, () -> new FailingAt(9), options);
                assertThat(rest(results.iterator())).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, "source fails");
            }
        }
    }

    @Test
    void map_streamCloseFails_throwsAfterAllResults() {
        try (var executor = new ThreadPoolExecutor(2)) {
            var items = Stream.of(1, 2, 3).onClose(() -> {
                throw new IllegalStateException("close fails");
            });
            assertThat(rest(executor.map(n -> n, items, ONE).iterator())).containsExactly(1, 2, 3, "close fails");
        }
    }

    @Test
    void map_taskIsRejected_throwsAfterTheEarlierResults() {
        try (var executor = new ThreadPoolExecutor(1)) {
            var results = executor.map(n -> n, List.of(1, 2, 3), ONE).iterator();
            executor.close();
            assertThat(results.next()).isEqualTo(1);
            assertThatThrownBy(results::next).hasMessageStartingWith("cannot schedule new futures after shutdown");
            assertThat(results.hasNext()).isFalse();
        }
    }

    /** An executor that runs no task: the test completes the future. */
    private static final class ByHand extends Executor {
        private final Future<Object> future = new Future<>();

        @Override
        @SuppressWarnings("unchecked")
        public <T> Future<T> submit(Callable<T> task) {
            return (Future<T>) future;
        }

        @Override
        public void shutdown(boolean wait, boolean cancelFutures) {}
    }

    @Test
    void timeout_racingTheAwaitedTask_returnsItsResult() {
        try (var executor = new ByHand()) {
            var returned = new Event();
            FutureWaiter slow = done -> Await.until("the loop has ended", returned::isSet);
            executor.future.state.onDone(slow); // called before the map's own waiter
            var results = executor.map(n -> n, List.of(1), MapOptions.defaults().timeout(1.0));
            try (var loop = Bunch.start(ThreadKind.PLATFORM, i -> {
                        try {
                            assertThatThrownBy(results::toList).hasMessage("task");
                        } finally {
                            returned.set();
                        }
                    });
                    var ending = Bunch.start(ThreadKind.PLATFORM, i -> {
                        Await.parked(loop.thread().toJavaThread());
                        executor.future.setException(new IllegalStateException("task"));
                    })) {
                loop.join();
                ending.join();
            }
        }
    }

    @Test
    void takenResults_areNotRetainedByTheIterator() {
        try (var executor = new ThreadPoolExecutor(1)) {
            var results = executor.map(n -> new Object(), List.of(1, 2), ONE).iterator();
            results.next();
            var last = new WeakReference<>(results.next());
            Await.collected("the last result", () -> last.refersTo(null));
            assertThat(results.hasNext()).isFalse();
        }
    }

    @Test
    void closedResults_whileAnItemRuns_retainNoItems() {
        try (var executor = new ThreadPoolExecutor(1)) {
            var items = new ArrayList<Object>();
            for (var i = 0; i < 3000; i++) {
                items.add(new Object());
            }
            var last = new WeakReference<>(items.get(2999));
            var running = new Event();
            var results = executor.map(
                    n -> {
                        running.set();
                        return go.await();
                    },
                    items);
            items.clear();
            Await.until("an item runs", running::isSet);
            results.close();
            Await.collected("the last item", () -> last.refersTo(null));
            go.set();
        }
    }
}

package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MapOfStreamTest {
    private static final MapOptions LATE = MapOptions.defaults().buffersize(2);

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(2);
    private final Event go = new Event();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @AfterEach
    void end() {
        go.set();
        executor.close();
    }

    private Stream<Integer> endless() {
        return Stream.iterate(0, n -> n + 1).peek(n -> taken.incrementAndGet()).onClose(closed::incrementAndGet);
    }

    private Stream<Integer> numbers() {
        return endless().limit(5);
    }

    @Test
    void map_withoutBuffersize_takesAllItemsAndClosesTheStream() {
        var results = executor.map(n -> go.await() ? n : -1, numbers());
        assertThat(taken).hasValue(5);
        assertThat(closed).hasValue(1);
        go.set();
        assertThat(results.toList()).containsExactly(0, 1, 2, 3, 4);
        assertThat(executor.map(n -> n, numbers().parallel()).toList()).containsExactly(0, 1, 2, 3, 4);
        assertThat(executor.map(n -> n, numbers(), MapOptions.defaults().chunksize(2))
                        .toList())
                .containsExactly(0, 1, 2, 3, 4);
        assertThat(closed).hasValue(3);
    }

    @Test
    void map_endlessStream_isClosedWithTheResults() {
        try (var results = executor.map(n -> n * n, endless(), LATE)) {
            for (var result : results) {
                if (result == 81) {
                    break;
                }
            }
            assertThat(taken.get()).isBetween(10, 10 + 2 + 1);
            assertThat(closed).hasValue(0);
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void map_withBuffersize_closesTheStreamOnceAfterTheLastItem() {
        try (var results = executor.map(n -> n, numbers(), LATE)) {
            var iterator = results.iterator();
            while (taken.get() < 5) {
                iterator.next();
                assertThat(closed).hasValue(0);
            }
            iterator.forEachRemaining(each -> {});
            assertThat(closed).hasValue(1);
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void map_failureOrTimeout_closesTheStream() {
        assertThatThrownBy(() -> executor.map(n -> 1 / (1 - n), endless(), LATE).toList())
                .isInstanceOf(ArithmeticException.class);
        assertThat(closed).hasValue(1);
        var iterator = executor.map(n -> go.await(), endless(), LATE.timeout(0)).iterator();
        assertThatThrownBy(iterator::hasNext).isInstanceOf(WaitTimeoutException.class);
        assertThat(closed).hasValue(2);
    }

    @Test
    void map_streamFailsOrTasksAreRejected_closesTheStream() {
        for (var options : List.of(MapOptions.defaults(), LATE.buffersize(9))) {
            closed.set(0);
            assertThatThrownBy(() -> executor.map(n -> n, endless().peek(n -> failForNoItem()), options))
                    .hasMessage("no item");
            assertThat(closed).hasValue(1);
        }
        executor.close();
        for (var options : List.of(MapOptions.defaults(), LATE)) {
            closed.set(0);
            assertThatThrownBy(() -> executor.map(n -> n, endless(), options))
                    .isInstanceOf(RejectedExecutionException.class);
            assertThat(closed).hasValue(1);
        }
    }

    private static void failForNoItem() {
        throw new IllegalArgumentException("no item");
    }

    @Test
    void map_usedStream_throwsAndClosesTheStream() {
        for (var options : List.of(MapOptions.defaults(), LATE)) {
            closed.set(0);
            var used = numbers();
            assertThat(used.iterator().next()).isZero();
            assertThatThrownBy(() -> executor.map(n -> n, used, options)).isInstanceOf(IllegalStateException.class);
            assertThat(closed).hasValue(1);
        }
    }

    @Test
    void map_streamCloseFails_exceptionIsThrownOrSuppressed() {
        assertThatThrownBy(() -> executor.map(n -> n, failingToClose(3))).hasMessage("close");
        assertThatThrownBy(() -> executor.map(n -> n, failingToClose(3), LATE).toList())
                .hasMessage("close");
        var results = executor.map(n -> n, failingToClose(100), LATE);
        assertThatThrownBy(results::close).hasMessage("close");
        results.close();
        assertThatThrownBy(() ->
                        executor.map(n -> 1 / n, failingToClose(100), LATE).toList())
                .isInstanceOf(ArithmeticException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    private static Stream<Integer> failingToClose(int size) {
        return Stream.iterate(0, n -> n + 1).limit(size).onClose(() -> {
            throw new IllegalStateException("close");
        });
    }

    @Test
    void map_itemFails_throwsAfterTheEarlierResults() {
        var items = Stream.of(1, 2, 0, 4).peek(n -> assertThat(n).isPositive()).onClose(closed::incrementAndGet);
        var results =
                executor.map(n -> n, items, MapOptions.defaults().buffersize(1)).iterator();
        assertThat(results.next()).isEqualTo(1);
        assertThat(results.next()).isEqualTo(2);
        assertThatThrownBy(results::next).isInstanceOf(AssertionError.class);
        assertThat(closed).hasValue(1);
        assertThat(results.hasNext()).isFalse();
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void close_loopWaitsForAnItem_endsTheLoopWithoutSubmittingTheItem() {
        var asked = new Event();
        var ran = new AtomicInteger();
        var items = endless().peek(n -> {
            if (n == 3) {
                asked.set();
                Await.until("the results are closed", () -> closed.get() > 0);
            }
        });
        var results = executor.map(n -> ran.incrementAndGet(), items, LATE);
        try (var loop = Bunch.start(ThreadKind.PLATFORM, i -> {
            try {
                results.forEach(each -> {});
            } catch (CancellationException e) {
                // expected if the loop was waiting for a result
            }
        })) {
            Await.until("the loop requests the item", asked::isSet);
            results.close();
            loop.join();
        }
        executor.close();
        assertThat(ran.get()).isLessThanOrEqualTo(4);
        assertThat(closed).hasValue(1);
    }

    @Test
    void close_whileAChunkIsCollected_takesNoMoreItems() {
        var asked = new Event();
        var items = endless().peek(n -> {
            if (n == 10) {
                asked.set();
                Await.until("the results are closed", () -> closed.get() > 0);
            }
        });
        var results = executor.map(n -> n, items.limit(1000), LATE.chunksize(4));
        try (var loop = Bunch.start(
                ThreadKind.PLATFORM,
                i -> assertThatThrownBy(results::toList).isInstanceOf(CancellationException.class))) {
            Await.until("the loop requests the item", asked::isSet);
            results.close();
            loop.join();
        }
        assertThat(taken).hasValue(11);
    }

    @Test
    void close_streamFailsAfterwards_exceptionIsSuppressed() {
        var asked = new Event();
        var items = endless().peek(n -> {
            if (n == 3) {
                asked.set();
                Await.until("the results are closed", () -> closed.get() > 0);
                throw new IllegalStateException("closed source");
            }
        });
        var results = executor.map(n -> n, items, LATE);
        try (var loop = Bunch.start(
                ThreadKind.PLATFORM,
                i -> assertThatThrownBy(results::toList)
                        .isInstanceOf(CancellationException.class)
                        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1)))) {
            Await.until("the loop requests the item", asked::isSet);
            results.close();
            loop.join();
        }
    }
}

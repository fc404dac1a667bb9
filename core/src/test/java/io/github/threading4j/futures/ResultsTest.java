package io.github.threading4j.futures;

import static io.github.threading4j.futures.Futures.asCompleted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of {@code Results}, checked for every way to obtain them. Maps have two implementations. */
class ResultsTest {
    static final List<Integer> NUMBERS = List.of(0, 1, 2, 3, 4);

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1);

    /** The third and all later tasks wait for this event. */
    final Event go = new Event();

    private final AtomicInteger started = new AtomicInteger();

    @AfterEach
    void end() {
        go.set();
        executor.close();
    }

    private int wait(int number) throws InterruptedException {
        started.incrementAndGet();
        if (number >= 2) {
            go.await();
        }
        return number;
    }

    /**
     * A way to obtain results for {@link #NUMBERS}: two are available, and the third blocks until {@link #go} is set.
     */
    record Way(String name, Function<ResultsTest, Results<?>> results) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        return Stream.of(
                new Way("map", test -> test.executor.map(test::wait, NUMBERS)),
                new Way("map by tasks", test -> test.map(MapOptions.defaults().chunksize(1))),
                new Way("map in chunks", test -> test.map(MapOptions.defaults().chunksize(2))),
                new Way(
                        "map with a limit",
                        test -> test.map(MapOptions.defaults().buffersize(2).timeout(Await.SECONDS))),
                new Way(
                        "map of a stream",
                        test -> test.executor.map(
                                test::wait,
                                NUMBERS.stream(),
                                MapOptions.defaults().buffersize(3))),
                new Way(
                        "asCompleted",
                        test -> asCompleted(NUMBERS.stream()
                                .map(number -> test.executor.submit(() -> test.wait(number)))
                                .toList())));
    }

    private Results<Integer> map(MapOptions options) {
        return executor.map(this::wait, NUMBERS, options);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void loop_returnsEachResultOnce_secondLoopThrows(Way way) {
        go.set();
        var results = way.results.apply(this);
        var count = 0;
        for (var result : results) {
            assertThat(result).isNotNull();
            count++;
        }
        assertThat(count).isEqualTo(NUMBERS.size());
        assertThatThrownBy(results::iterator)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the results can't be iterated over: Results[iterated] (expected Results[new])");
        assertThatThrownBy(results::toList).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(results::stream).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> results.forEach(each -> {})).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void hasNext_calledRepeatedlyOrNever_losesNoResult(Way way) {
        go.set();
        var asked = way.results.apply(this).iterator();
        for (var i = 0; i < NUMBERS.size(); i++) {
            assertThat(asked.hasNext()).isTrue();
            assertThat(asked.hasNext()).isTrue();
            assertThat(asked.next()).isNotNull();
        }
        assertThat(asked.hasNext()).isFalse();
        assertThat(asked.hasNext()).isFalse();
        var notAsked = way.results.apply(this).iterator();
        NUMBERS.forEach(each -> assertThat(notAsked.next()).isNotNull());
        assertThatThrownBy(notAsked::next).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void close_cancelsTasksNotStartedAndEndsTheIterator(Way way) {
        var results = way.results.apply(this);
        var iterator = results.iterator();
        iterator.next();
        iterator.next();
        results.close();
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        results.close();
        go.set();
        executor.close();
        if (!way.name.equals("asCompleted")) {
            assertThat(started.get()).isLessThan(NUMBERS.size());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void iterator_closedResults_throws(Way way) {
        var results = way.results.apply(this);
        results.close();
        assertThatThrownBy(results::iterator)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the results can't be iterated over: Results[closed] (expected Results[new])");
        assertThatThrownBy(results::toList).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void close_byAnotherThread_releasesAWaiterForARunningTask(Way way) {
        var results = way.results.apply(this);
        try (var loop = Bunch.start(
                ThreadKind.PLATFORM,
                i -> assertThatThrownBy(() -> results.forEach(each -> {})).isInstanceOf(CancellationException.class))) {
            Await.until("the third task runs", () -> started.get() == 3);
            Await.parked(loop.thread().toJavaThread());
            results.close();
        }
        assertThat(go.isSet()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void close_racingALoopInAnotherThread_endsTheLoop(Way way) {
        go.set();
        for (var round = 0; round < 200; round++) {
            var results = way.results.apply(this);
            try (var loop = Bunch.start(ThreadKind.PLATFORM, i -> count(results))) {
                for (var spin = 0; spin < round * 20; spin++) {
                    Thread.onSpinWait();
                }
                results.close();
            }
        }
    }

    /**
     * Loops over results that are closed concurrently: before the loop, between two results, or while the loop waits.
     */
    private static void count(Results<?> results) {
        try {
            for (var result : results) {
                assertThat(result).isNotNull();
            }
        } catch (IllegalStateException e) { // includes CancellationException
            assertThat(e.getMessage()).containsAnyOf("closed", "cancelled");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void iterator_racingThreads_isReturnedOnce(Way way) {
        go.set();
        var results = way.results.apply(this);
        var had = new AtomicInteger();
        try (var bunch = Bunch.start(ThreadKind.PLATFORM, 8, i -> {
            try {
                results.iterator();
                had.incrementAndGet();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageStartingWith("the results can't be iterated over");
            }
        })) {
            bunch.join();
        }
        assertThat(had).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void next_interrupted_losesNoResult(Way way) {
        var results = way.results.apply(this);
        try (var loop = Bunch.start(ThreadKind.PLATFORM, i -> {
            var iterator = results.iterator();
            iterator.next();
            iterator.next();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> iterator.next()).isInstanceOf(WaitInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            go.set();
            for (var left = 2; left < NUMBERS.size(); left++) {
                assertThat(iterator.next()).isNotNull();
            }
            assertThat(iterator.hasNext()).isFalse();
        })) {
            loop.join();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void loop_exitedEarly_cancelsNothing(Way way) throws Exception {
        go.set();
        var results = way.results.apply(this);
        for (var result : results) {
            assertThat(result).isNotNull();
            break;
        }
        if (!way.name.equals("map with a limit") && !way.name.equals("map of a stream")) {
            executor.shutdown();
            assertThat(started).hasValue(NUMBERS.size());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void forEachAndToList_failedOrInterrupted_closeTheResults(Way way) {
        var failed = way.results.apply(this);
        assertThatThrownBy(() -> failed.forEach(each -> {
                    throw new IllegalArgumentException("no more");
                }))
                .hasMessage("no more");
        assertThat(failed).hasToString("Results[closed]");
        var interrupted = way.results.apply(this);
        Thread.currentThread().interrupt();
        assertThatThrownBy(interrupted::toList).isInstanceOf(WaitInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted).hasToString("Results[closed]");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void stream_isSequentialAndClosesTheResults(Way way) {
        go.set();
        var results = way.results.apply(this);
        try (var stream = results.stream()) {
            assertThat(stream.isParallel()).isFalse();
            assertThat(stream.limit(2).toList()).hasSize(2);
            assertThat(results).hasToString("Results[iterated]");
        }
        assertThat(results).hasToString("Results[closed]");
    }

    @Test
    void toList_isUnmodifiableAndPermitsNull() {
        assertThat(executor.map(n -> n == 1 ? null : n, List.of(1, 2)).toList()).containsExactly(null, 2);
        assertThatThrownBy(() -> executor.map(n -> n, List.of(1)).toList().add(2))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void asCompletedAndAwait_acceptAnyCollectionAndKeepTheElementType() throws Exception {
        var number = executor.submit(() -> 1);
        var text = executor.submit(() -> "one");
        var names = new HashMap<Future<Integer>, String>();
        names.put(number, "number");
        var sum = 0;
        for (var future : asCompleted(names.keySet())) {
            assertThat(names.get(future)).isEqualTo("number");
            sum += future.resultNow();
        }
        assertThat(sum).isEqualTo(1);
        Set<Future<?>> mixed = new HashSet<>(List.of(number, text));
        for (Future<?> future : asCompleted(mixed)) {
            mixed.remove(future); // asCompleted has copied the collection
        }
        assertThat(mixed).isEmpty();
        var seen = new ArrayList<Object>();
        for (var future : asCompleted(List.of(number, text))) {
            seen.add(future.result());
        }
        assertThat(seen).containsExactly(1, "one");
        Set<Future<Integer>> done = Futures.await(names.keySet(), Await.SECONDS).done();
        assertThat(done).containsExactly(number);
        DoneAndNotDone<Future<?>> both = Futures.await(List.<Future<?>>of(number, text));
        assertThat(both.notDone()).isEmpty();
    }

    @Test
    void map_acceptsResultsOfAnotherMap() {
        var squares = executor.map(n -> n * n, IntStream.range(0, 5).boxed());
        assertThat(executor.map(n -> n + 1, squares).toList()).containsExactly(1, 2, 5, 10, 17);
    }
}

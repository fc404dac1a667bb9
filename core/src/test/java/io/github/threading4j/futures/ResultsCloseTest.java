package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results of each kind, closed by a thread other than the one that iterates over them. */
class ResultsCloseTest {
    private final ResultsTest test = new ResultsTest();

    @AfterEach
    void end() {
        test.end();
    }

    @ParameterizedTest
    @MethodSource("io.github.threading4j.futures.ResultsTest#ways")
    void close_byAnotherThread_throwsCancellationInTheLoop(ResultsTest.Way way) {
        var results = way.results().apply(test);
        var iterator = results.iterator();
        iterator.next();
        closeInAnotherThread(results);
        for (var i = 0; i < 2; i++) {
            assertThatThrownBy(iterator::hasNext)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("the results were closed by another thread");
        }
        assertThatThrownBy(iterator::next).isInstanceOf(CancellationException.class);
        test.go.set();
        var all = way.results().apply(test);
        var each = new AtomicInteger();
        assertThatThrownBy(() -> all.forEach(result -> {
                    if (each.incrementAndGet() == 3) {
                        closeInAnotherThread(all);
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(each).hasValue(3);
    }

    @ParameterizedTest
    @MethodSource("io.github.threading4j.futures.ResultsTest#ways")
    void close_byAnotherThread_afterTheLastResult_hasNoEffect(ResultsTest.Way way) {
        test.go.set();
        var results = way.results().apply(test);
        var iterator = results.iterator();
        ResultsTest.NUMBERS.forEach(each -> iterator.next());
        closeInAnotherThread(results);
        assertThat(iterator.hasNext()).isFalse();
    }

    /** On Java 17, a subclass of {@code Thread} can return any id. */
    @ParameterizedTest
    @MethodSource("io.github.threading4j.futures.ResultsTest#ways")
    @SuppressWarnings("deprecation") // getId, which Java 19 replaces by threadId
    void close_byAThreadWithIdZero_endsTheLoop(ResultsTest.Way way) throws InterruptedException {
        var results = way.results().apply(test);
        var iterator = results.iterator();
        iterator.next();
        var closing = new Thread(results::close) {
            @Override
            public long getId() {
                return 0;
            }
        };
        closing.start();
        closing.join();
        assertThatThrownBy(iterator::hasNext).isInstanceOf(CancellationException.class);
    }

    private static void closeInAnotherThread(Results<?> results) {
        try (var closing = Bunch.start(ThreadKind.PLATFORM, i -> results.close())) {
            closing.join();
        }
    }
}

package io.github.threading4j.futures;

import static io.github.threading4j.futures.Futures.asCompleted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FuturesTest {
    private final Future<Integer> a = new Future<>();
    private final Future<Integer> b = new Future<>();
    private final Future<Integer> c = new Future<>();
    private final List<Future<Integer>> all = List.of(a, b, c);

    @Test
    void await_noFutures_returnsImmediately() throws Exception {
        for (var when : ReturnWhen.values()) {
            assertThat(Futures.await(List.<Future<Integer>>of(), when).done()).isEmpty();
        }
    }

    @Test
    void await_timeout_returnsDoneAndNotDoneFutures() throws Exception {
        b.setResult(1);
        for (var when : List.of(ReturnWhen.ALL_COMPLETED, ReturnWhen.FIRST_EXCEPTION)) {
            var divided = Futures.await(all, 0, when);
            assertThat(divided.done()).containsExactly(b);
            assertThat(divided.notDone()).containsExactly(a, c);
        }
        assertThat(Futures.await(all, Duration.ZERO, ReturnWhen.ALL_COMPLETED).done())
                .containsExactly(b);
        assertThatThrownBy(() -> Futures.await(all, Double.NaN, ReturnWhen.ALL_COMPLETED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void await_duplicateFuture_isCountedOnce() throws Exception {
        a.setResult(1);
        assertThat(Futures.await(List.of(a, a)).done()).containsExactly(a);
    }

    @Test
    void await_firstCompletedWithADoneFuture_returnsImmediately() throws Exception {
        c.cancel();
        assertThat(Futures.await(all, ReturnWhen.FIRST_COMPLETED).done()).containsExactly(c);
    }

    @Test
    void await_cancelledFutures_countAsDone() throws Exception {
        all.forEach(Future::cancel);
        assertThat(Futures.await(all).done()).containsExactlyElementsOf(all);
        assertThat(asCompleted(all).toList()).containsExactlyElementsOf(all);
    }

    @EachThreadKind
    void await_firstException_ignoresCancellations(ThreadKind kind) {
        try (var waiting = Bunch.start(
                kind,
                i -> assertThat(Futures.await(all, ReturnWhen.FIRST_EXCEPTION).notDone())
                        .containsExactly(c))) {
            Await.parked(waiting.thread().toJavaThread());
            a.cancel();
            Await.parked(waiting.thread().toJavaThread());
            b.setException(new IOException("no"));
            waiting.join();
        }
    }

    @EachThreadKind
    void await_allCompleted_waitsForAll(ThreadKind kind) {
        try (var waiting =
                Bunch.start(kind, i -> assertThat(Futures.await(all).notDone()).isEmpty())) {
            Await.parked(waiting.thread().toJavaThread());
            a.setResult(1);
            b.cancel();
            Await.parked(waiting.thread().toJavaThread());
            c.setException(new IOException("no"));
            waiting.join();
        }
    }

    @EachThreadKind
    void await_whileWaiting_listsTheThreadWithItsFutures(ThreadKind kind) {
        try (var waiting = Bunch.start(kind, i -> Futures.await(all, 3_600, ReturnWhen.ALL_COMPLETED))) {
            var thread = waiting.thread().toJavaThread();
            Await.until("the thread waits", () -> Blocker.of(thread) != null);
            b.setResult(1);
            assertThat(Blocker.of(thread).awaited()).hasToString("futures[ALL_COMPLETED, pending=2]");
            a.cancel();
            c.cancel();
        }
    }

    @Test
    void await_repeatedTimeouts_leaveNoCallback() throws Exception {
        for (var i = 0; i < 100; i++) {
            Futures.await(all, 0, ReturnWhen.ALL_COMPLETED);
        }
        assertThat(a.state.callbackCount()).isZero();
    }

    @Test
    void asCompleted_returnsDoneFuturesFirst() {
        b.setResult(2);
        try (var completed = asCompleted(all)) {
            var iterator = completed.iterator();
            assertThat(iterator.next()).isSameAs(b);
            c.setResult(3);
            assertThat(iterator.next()).isSameAs(c);
            a.setResult(1);
            assertThat(iterator.next()).isSameAs(a);
            assertThat(iterator.hasNext()).isFalse();
        }
    }

    @Test
    void asCompleted_timeout_countsUnfinishedFuturesAndRemovesCallbacks() {
        b.setResult(2);
        try (var completed = asCompleted(all, 0)) {
            var iterator = completed.iterator();
            assertThat(iterator.next()).isSameAs(b);
            assertThatThrownBy(iterator::hasNext)
                    .isInstanceOf(WaitTimeoutException.class)
                    .hasMessage("2 (of 3) futures unfinished");
            assertThat(a.state.callbackCount()).isZero();
            assertThat(iterator.hasNext())
                    .as("the timeout ends the iterator, as in Python")
                    .isFalse();
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @EachThreadKind
    void asCompleted_longTimeout_waitsForEachFuture(ThreadKind kind) {
        try (var waiting = Bunch.start(kind, 2, i -> {
            var completed = i == 0 ? asCompleted(all, 3_600) : asCompleted(all, Duration.ofHours(1));
            assertThat(completed.toList()).containsExactly(c, a, b);
        })) {
            waiting.threads().forEach(thread -> Await.parked(thread.toJavaThread()));
            c.setResult(3);
            a.cancel();
            b.setException(new IOException("no"));
        }
    }

    @Test
    void asCompleted_closedEarly_removesCallbacks() {
        var completed = asCompleted(all, Duration.ofHours(1));
        assertThat(c.state.callbackCount()).isEqualTo(1);
        completed.close();
        assertThat(c.state.callbackCount()).isZero();
    }

    @Test
    void asCompleted_unusedAndGarbageCollected_removesOnlyItsOwnCallbacks() {
        b.setResult(2);
        var kept = asCompleted(all).iterator();
        assertThat(kept.next()).isSameAs(b);
        for (var i = 0; i < 1_000; i++) {
            assertThat(asCompleted(all).stream().findFirst()).contains(b);
        }
        Await.collected("the unused results", () -> {
            asCompleted(all).close(); // removes the callbacks of garbage-collected results
            return a.state.callbackCount() + c.state.callbackCount() <= 2;
        });
        for (var left : List.of(c, a)) {
            assertThat(left.state.callbackCount()).isEqualTo(1);
            left.cancel();
            assertThat(kept.next()).isSameAs(left);
        }
    }

    @Test
    void asCompleted_doesNotRetainReturnedFutures() {
        var before = new Future<Integer>();
        before.setResult(1);
        var during = new Future<Integer>();
        var given = List.of(new WeakReference<>(before), new WeakReference<>(during));
        var iterator = asCompleted(List.of(before, during, c)).iterator();
        assertThat(iterator.next()).isSameAs(before);
        during.setResult(2);
        assertThat(iterator.next()).isSameAs(during);
        before = null;
        during = null;
        Await.collected("the futures", () -> given.stream().allMatch(each -> each.get() == null));
        c.setResult(3);
        assertThat(iterator.next()).isSameAs(c);
    }

    @EachThreadKind
    void asCompleted_interrupted_throwsAndKeepsTheInterruptStatus(ThreadKind kind) {
        try (var waiting = Bunch.start(kind, i -> {
            assertThatThrownBy(() -> asCompleted(all).toList()).isInstanceOf(WaitInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        })) {
            Await.parked(waiting.thread().toJavaThread());
            waiting.thread().interrupt();
            waiting.join();
        }
    }

    @Test
    void asCompleted_severalExecutors_returnsEachFutureOnce() {
        try (var one = new ThreadPoolExecutor(1);
                var two = new ThreadPoolExecutor(2)) {
            var futures = IntStream.range(0, 1_000)
                    .mapToObj(i -> (i % 2 == 0 ? one : two).submit(() -> i))
                    .toList();
            var results = asCompleted(
                            Stream.concat(futures.stream(), futures.stream()).toList())
                    .stream()
                    .map(Future::resultNow)
                    .sorted()
                    .toList();
            assertThat(results).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
        }
    }

    @Test
    void awaitAndAsCompleted_doNotWaitForEarlierCallbacks() throws Exception {
        var go = new Event();
        for (var future : all) {
            future.addDoneCallback(done -> go.await());
        }
        try (var waiting = Bunch.start(ThreadKind.PLATFORM, 2, i -> {
                    if (i == 0) {
                        assertThat(Futures.await(List.of(a), Await.SECONDS).done())
                                .containsExactly(a);
                    } else {
                        assertThat(asCompleted(List.of(b)).iterator().next()).isSameAs(b);
                    }
                });
                var ending = Bunch.start(ThreadKind.PLATFORM, 2, i -> {
                    Await.parked(waiting.threads().get(i).toJavaThread());
                    all.get(i).setResult(i);
                })) {
            try {
                waiting.join();
            } finally {
                go.set();
            }
            ending.join();
        }
    }

    @Test
    void asCompleted_timeoutHasElapsed_stillReturnsADoneFuture() {
        var go = new Event();
        var running = new Event();
        FutureWaiter slow = done -> {
            running.set();
            Await.until("a was returned", go::isSet);
        };
        a.state.onDone(slow); // called before the waiter of asCompleted
        var results = asCompleted(all, 0).iterator();
        try (var ending = Bunch.start(ThreadKind.PLATFORM, i -> a.setResult(1))) {
            Await.until("a is done", a::done);
            assertThat(results.next()).isSameAs(a);
            go.set();
            ending.join();
        }
        assertThat(running.isSet()).isTrue();
        b.setResult(2);
        assertThat(results.next()).as("a is not returned twice").isSameAs(b);
        assertThatThrownBy(results::next)
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessage("1 (of 3) futures unfinished");
    }
}

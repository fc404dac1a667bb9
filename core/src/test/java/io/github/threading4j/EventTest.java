package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
    /** One of the overloads of {@code await}. */
    private interface Form {
        boolean await(Event event) throws InterruptedException;
    }

    private static final List<Form> PATIENT = List.of(
            Event::await,
            event -> event.await(3_600),
            event -> event.await(1e300),
            event -> event.await(Double.POSITIVE_INFINITY),
            event -> event.await(Duration.ofHours(1)),
            event -> event.await(Duration.ofSeconds(Long.MAX_VALUE)));

    private static final List<Form> IMPATIENT = List.of(
            event -> event.await(0),
            event -> event.await(-1),
            event -> event.await(Double.NEGATIVE_INFINITY),
            event -> event.await(Duration.ZERO),
            event -> event.await(Duration.ofSeconds(Long.MIN_VALUE)));

    private final Event event = new Event();

    @Test
    void new_isUnset() throws Exception {
        assertThat(event.isSet()).isFalse();
        assertThat(new Event("go").isSet()).isFalse();
        assertThatThrownBy(() -> new Event(null)).hasMessage("name: null (expected a value)");
    }

    @Test
    void toString_showsNameAndState() {
        assertThat(event).hasToString("Event[unset]");
        event.set();
        assertThat(event).hasToString("Event[set]");
        assertThat(new Event("go")).hasToString("Event[name=go, unset]");
    }

    @Test
    void setAndClear_repeated_haveNoFurtherEffect() throws Exception {
        event.set();
        event.set();
        assertThat(event.isSet()).isTrue();
        event.clear();
        assertThat(event.isSet()).isFalse();
        assertThat(event.await(0)).isFalse();
        event.clear();
        assertThat(event.isSet()).isFalse();
        event.set();
        assertThat(event.await()).isTrue();
    }

    @EachThreadKind
    void await_set_everyOverloadReturnsTrueImmediately(ThreadKind kind) {
        event.set();
        kind.run(() -> {
            for (var forms : List.of(PATIENT, IMPATIENT)) {
                for (var form : forms) {
                    assertThat(form.await(event)).isTrue();
                }
            }
        });
    }

    @EachThreadKind
    void await_interruptedButEventSet_returnsTrueAndKeepsTheInterruptStatus(ThreadKind kind) {
        event.set();
        kind.run(() -> {
            Thread.currentThread().interrupt();
            assertThat(event.await()).isTrue();
            assertThat(event.await(1)).isTrue();
            assertThat(event.await(Duration.ZERO)).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @EachThreadKind
    void await_unsetWithZeroOrNegativeTimeout_returnsFalseImmediately(ThreadKind kind) {
        kind.run(() -> {
            for (var form : IMPATIENT) {
                assertThat(form.await(event)).isFalse();
            }
        });
    }

    @EachThreadKind
    void await_timesOut_returnsFalseAfterTheTimeout(ThreadKind kind) {
        kind.run(() -> {
            for (var form : List.<Form>of(it -> it.await(0.02), it -> it.await(Duration.ofMillis(20)))) {
                var begin = System.nanoTime();
                assertThat(form.await(event)).isFalse();
                assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void await_badTimeout_isRejectedEvenWhileSet(boolean set) {
        if (set) {
            event.set();
        }
        assertThatThrownBy(() -> event.await(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> event.await(null)).isInstanceOf(NullPointerException.class);
    }

    @EachThreadKind
    void set_wakesAWaiterInEveryOverloadOfAwait(ThreadKind kind) {
        for (var form : PATIENT) {
            try (var waiter =
                    Bunch.start(kind, index -> assertThat(form.await(event)).isTrue())) {
                Await.allWaiting(waiter, event);
                event.set();
            }
            event.clear();
        }
    }

    @EachThreadKind
    void set_wakesAllWaiters(ThreadKind kind) {
        try (var waiters =
                Bunch.start(kind, 20, index -> assertThat(event.await()).isTrue())) {
            Await.allWaiting(waiters, event);
            event.set();
        }
        assertThat(event.isSet()).isTrue();
    }

    @EachThreadKind
    void set_byTwoThreadsInTurn_wakesTheOtherThread(ThreadKind kind) {
        var back = new Event();
        try (var other = Bunch.start(kind, index -> {
            for (int i = 0; i < 100; i++) {
                event.await();
                event.clear();
                back.set();
            }
        })) {
            for (int i = 0; i < 100; i++) {
                event.set();
                assertThat(back.await(Await.SECONDS)).isTrue();
                back.clear();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @EachThreadKind
    void clear_whileThreadsWait_doesNotWakeThem(ThreadKind kind) {
        try (var waiters =
                Bunch.start(kind, 3, index -> assertThat(event.await()).isTrue())) {
            Await.allWaiting(waiters, event);
            event.clear();
            for (var thread : waiters.threads()) {
                assertThat(Await.isWaiting(thread.toJavaThread(), event)).isTrue();
            }
            event.set();
        }
    }

    @EachThreadKind
    void await_interruptedBefore_throws(ThreadKind kind) {
        kind.run(() -> {
            for (var form : PATIENT) {
                Interrupts.before(() -> form.await(event));
            }
            for (var form : IMPATIENT) {
                Interrupts.before(() -> form.await(event));
            }
        });
    }

    @EachThreadKind
    void await_interruptedWhileWaiting_throwsAndLeavesOthersWaiting(ThreadKind kind) {
        for (var form : PATIENT) {
            try (var others =
                    Bunch.start(kind, 2, index -> assertThat(event.await()).isTrue())) {
                Await.allWaiting(others, event);
                try (var waiter = Bunch.start(kind, index -> Interrupts.during(() -> form.await(event)))) {
                    Await.allWaiting(waiter, event);
                    waiter.thread().interrupt();
                }
                event.set();
            }
            event.clear();
        }
    }

    @EachThreadKind
    void blocker_ofAWaitingThread_hasKindEventAndNoHolder(ThreadKind kind) {
        try (var waiter = Bunch.start(kind, index -> event.await())) {
            Await.allWaiting(waiter, event);
            var point = Blocker.of(waiter.thread().toJavaThread());
            assertThat(point.kind()).isEqualTo(Blocker.Kind.EVENT);
            assertThat(point.holder()).isNull();
            event.set();
        }
    }

    @EachThreadKind
    void await_timedInALoop_endsTheLoopWhenSet(ThreadKind kind) throws Exception {
        var beats = new AtomicInteger();
        try (var worker = Bunch.start(kind, index -> {
            while (!event.await(0.001)) {
                beats.incrementAndGet();
            }
        })) {
            Await.until("three beats", () -> beats.get() >= 3);
            event.set();
        }
    }
}

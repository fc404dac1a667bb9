package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A barrier that is broken by a timeout, an interrupt, abort or reset; BarrierActionTest covers the barrier action. */
class BarrierBrokenTest {
    private final Barrier barrier = new Barrier(3, "gate");

    private void isBrokenFor(ThrowingCallable await) {
        assertThatThrownBy(await)
                .isInstanceOf(BrokenBarrierException.class)
                .hasMessageStartingWith("barrier is broken: Barrier[");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private void assertUsable(ThreadKind kind) {
        assertThat(barrier.isBroken()).isFalse();
        assertThat(barrier.getNWaiting()).isZero();
        var places = IntStream.range(0, 3).toArray();
        var got = new int[3];
        Bunch.start(kind, 3, index -> got[index] = barrier.await()).close();
        assertThat(got).containsExactlyInAnyOrder(places);
    }

    private void assertBroken() {
        assertThat(barrier.isBroken()).isTrue();
        assertThat(barrier.getNWaiting()).isZero();
        isBrokenFor(barrier::await);
        isBrokenFor(() -> barrier.await(0));
        isBrokenFor(() -> barrier.await(Duration.ofHours(1)));
    }

    @EachThreadKind
    void await_timesOut_breaksTheBarrier(ThreadKind kind) {
        try (var patient = Bunch.start(kind, index -> isBrokenFor(barrier::await))) {
            Await.allWaiting(patient, barrier);
            kind.run(() -> {
                var begin = System.nanoTime();
                isBrokenFor(() -> barrier.await(0.02));
                assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
            });
        }
        assertBroken();
        barrier.reset();
        assertUsable(kind);
    }

    @Test
    void await_zeroOrNegativeTimeout_breaksTheBarrierImmediately() {
        for (var seconds : new double[] {0, -1, Double.NEGATIVE_INFINITY}) {
            isBrokenFor(() -> barrier.await(seconds));
            assertBroken();
            barrier.reset();
        }
        isBrokenFor(() -> barrier.await(Duration.ofSeconds(-1)));
        assertBroken();
    }

    @EachThreadKind
    void await_withoutATimeout_usesTheBarriersDefault(ThreadKind kind) {
        for (var impatient :
                new Barrier[] {new Barrier(2, 0.02), new Barrier(2, () -> {}, Duration.ofMillis(20), "impatient")}) {
            kind.run(() -> {
                var begin = System.nanoTime();
                isBrokenFor(impatient::await);
                assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
            });
        }
    }

    @EachThreadKind
    void await_withATimeout_overridesTheBarriersDefault(ThreadKind kind) throws Exception {
        var impatient = new Barrier(2, 0);
        for (var seconds : new double[] {3_600, Double.POSITIVE_INFINITY}) {
            try (var waiter = Bunch.start(
                    kind, index -> assertThat(impatient.await(seconds)).isZero())) {
                Await.allWaiting(waiter, impatient);
                assertThat(impatient.await()).isEqualTo(1);
            }
        }
        isBrokenFor(impatient::await);
        var patient = new Barrier(2, 3_600.0);
        isBrokenFor(() -> patient.await(0));
    }

    @EachThreadKind
    void abort_whileThreadsWait_breaksTheBarrierUntilReset(ThreadKind kind) {
        try (var waiters = Bunch.start(kind, 2, index -> isBrokenFor(barrier::await))) {
            Await.allWaiting(waiters, barrier);
            barrier.abort();
        }
        assertBroken();
        barrier.abort();
        assertBroken();
        barrier.reset();
        assertUsable(kind);
    }

    @EachThreadKind
    void abort_whileNoThreadWaits_breaksTheBarrierUntilReset(ThreadKind kind) {
        barrier.abort();
        assertBroken();
        barrier.reset();
        assertUsable(kind);
        barrier.abort();
        assertBroken();
    }

    @EachThreadKind
    void reset_whileThreadsWait_breaksOnlyTheirRound(ThreadKind kind) {
        try (var waiters = Bunch.start(kind, 2, index -> isBrokenFor(barrier::await))) {
            Await.allWaiting(waiters, barrier);
            barrier.reset();
            assertUsable(kind);
        }
    }

    @EachThreadKind
    void reset_whileNoThreadWaits_changesNothing(ThreadKind kind) {
        barrier.reset();
        assertUsable(kind);
        barrier.reset();
        assertUsable(kind);
    }

    @EachThreadKind
    void await_interruptedBefore_throwsAndBreaksTheBarrier(ThreadKind kind) {
        try (var waiter = Bunch.start(kind, index -> isBrokenFor(barrier::await))) {
            Await.allWaiting(waiter, barrier);
            kind.run(() -> Interrupts.before(barrier::await));
        }
        assertBroken();
        barrier.reset();
        kind.run(() -> Interrupts.before(() -> barrier.await(1)));
        assertBroken();
        barrier.reset();
        kind.run(() -> Interrupts.before(() -> barrier.await(Duration.ZERO)));
        assertBroken();
    }

    @EachThreadKind
    void await_lastPartyInterruptedBefore_throwsAndBreaksTheBarrier(ThreadKind kind) {
        var alone = new Barrier(1);
        kind.run(() -> Interrupts.before(alone::await));
        assertThat(alone.isBroken()).isTrue();
    }

    @EachThreadKind
    void await_interruptedWhileWaiting_throwsAndBreaksTheBarrier(ThreadKind kind) {
        try (var other = Bunch.start(kind, index -> isBrokenFor(barrier::await))) {
            Await.allWaiting(other, barrier);
            try (var waiter = Bunch.start(kind, index -> Interrupts.during(() -> barrier.await(3_600)))) {
                Await.allWaiting(waiter, barrier);
                waiter.thread().interrupt();
            }
        }
        assertBroken();
    }

    @EachThreadKind
    void await_interruptedButBarrierBroken_throwsBrokenBarrierAndKeepsTheInterruptStatus(ThreadKind kind) {
        barrier.abort();
        kind.run(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
            assertThat(Thread.interrupted()).isTrue();
        });
    }
}

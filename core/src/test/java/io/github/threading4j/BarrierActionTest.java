package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A barrier's action: which thread runs it, and what happens if it fails, takes long, or uses its own barrier. */
class BarrierActionTest {
    /** The action that the barrier calls; a test sets it before the barrier trips. */
    private final AtomicReference<ThrowingRunnable<?>> action = new AtomicReference<>(() -> {});

    private final Barrier barrier = new Barrier(2, this::act);

    private void act() throws Throwable {
        action.get().run();
    }

    private static void isBrokenFor(ThrowingCallable await) {
        assertThatThrownBy(await).isInstanceOf(BrokenBarrierException.class);
    }

    private void assertUsable(ThreadKind kind) {
        action.set(() -> {});
        assertThat(barrier.isBroken()).isFalse();
        Bunch.start(kind, 2, index -> barrier.await()).close();
    }

    /** Runs {@code first} in a thread that waits at the barrier, then {@code last} in the thread that trips it. */
    private void meet(ThreadKind kind, ThrowingCallable first, ThrowingCallable last) {
        try (var waiter = Bunch.start(kind, index -> first.call())) {
            Await.allWaiting(waiter, barrier);
            Bunch.start(kind, index -> last.call()).close();
        }
    }

    @EachThreadKind
    void action_runsOnceInTheLastThread_beforeAnyThreadReturns(ThreadKind kind) {
        var runners = new ArrayList<Thread>();
        action.set(() -> runners.add(Thread.currentThread()));
        meet(
                kind,
                () -> {
                    barrier.await();
                    assertThat(runners).hasSize(1).doesNotContain(Thread.currentThread());
                },
                () -> {
                    assertThat(barrier.await()).isEqualTo(1);
                    assertThat(runners).containsExactly(Thread.currentThread());
                });
    }

    @EachThreadKind
    void action_throwsUnchecked_rethrowsInTheLastThreadAndBreaksTheBarrier(ThreadKind kind) {
        for (var thrown : List.of(new IllegalStateException("no"), new AssertionError("no"))) {
            action.set(() -> {
                throw thrown;
            });
            meet(
                    kind,
                    () -> isBrokenFor(barrier::await),
                    () -> assertThatThrownBy(barrier::await).isSameAs(thrown));
            assertThat(barrier.isBroken()).isTrue();
            isBrokenFor(barrier::await);
            barrier.reset();
        }
        assertUsable(kind);
    }

    @EachThreadKind
    void action_throwsChecked_throwsCompletionExceptionInTheLastThread(ThreadKind kind) {
        var thrown = new IOException("no");
        action.set(() -> {
            throw thrown;
        });
        meet(
                kind,
                () -> isBrokenFor(barrier::await),
                () -> assertThatThrownBy(barrier::await)
                        .isInstanceOf(CompletionException.class)
                        .hasMessageContaining("the barrier action failed")
                        .hasCause(thrown));
        assertThat(barrier.isBroken()).isTrue();
    }

    @EachThreadKind
    void action_throwsInterruptedException_wrapsItAndSetsTheInterruptStatus(ThreadKind kind) {
        action.set(() -> {
            throw new InterruptedException("in the action");
        });
        meet(kind, () -> isBrokenFor(barrier::await), () -> {
            assertThatThrownBy(barrier::await)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        });
        assertThat(barrier.isBroken()).isTrue();
    }

    @EachThreadKind
    void action_readsTheStateOfItsBarrier_seesAllParties(ThreadKind kind) {
        var answers = new ArrayList<>();
        action.set(() ->
                answers.addAll(List.of(barrier.getNWaiting(), barrier.isBroken(), barrier.getParties(), "" + barrier)));
        meet(kind, barrier::await, barrier::await);
        assertThat(answers).containsExactly(2, false, 2, "Barrier[waiters=2/2]");
    }

    @EachThreadKind
    void action_awaitsItsBarrier_throwsIllegalState(ThreadKind kind) {
        for (var await : List.<ThrowingCallable>of(barrier::await, () -> barrier.await(0), () -> barrier.await(1))) {
            action.set(await::call);
            meet(
                    kind,
                    () -> isBrokenFor(barrier::await),
                    () -> assertThatThrownBy(barrier::await)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("a barrier action cannot wait for its own barrier: Barrier[waiters=2/2]"));
            barrier.reset();
        }
        assertUsable(kind);
    }

    @EachThreadKind
    void action_awaitsItsBarrierAndCatchesTheException_barrierTrips(ThreadKind kind) {
        action.set(() -> assertThatThrownBy(barrier::await).isInstanceOf(IllegalStateException.class));
        meet(kind, barrier::await, barrier::await);
        assertUsable(kind);
    }

    @EachThreadKind
    void action_resetsItsBarrierAndAwaitsIt_throwsIllegalState(ThreadKind kind) {
        action.set(() -> {
            barrier.reset();
            assertThatThrownBy(barrier::await).isInstanceOf(IllegalStateException.class);
        });
        meet(kind, () -> isBrokenFor(barrier::await), () -> isBrokenFor(barrier::await));
        assertUsable(kind);
    }

    @EachThreadKind
    void action_abortsItsBarrier_breaksThisRound(ThreadKind kind) {
        action.set(barrier::abort);
        meet(kind, () -> isBrokenFor(barrier::await), () -> isBrokenFor(barrier::await));
        assertThat(barrier.isBroken()).isTrue();
        barrier.reset();
        assertUsable(kind);
    }

    @EachThreadKind
    void action_resetsItsBarrier_breaksOnlyThisRound(ThreadKind kind) {
        action.set(barrier::reset);
        meet(kind, () -> isBrokenFor(barrier::await), () -> isBrokenFor(barrier::await));
        assertUsable(kind);
    }

    @EachThreadKind
    void action_awaitsAnotherBarrier_bothBarriersTrip(ThreadKind kind) {
        var other = new Barrier(1);
        action.set(other::await);
        meet(kind, barrier::await, barrier::await);
    }

    @EachThreadKind
    void await_byTheThreadThatRanTheAction_timesOutInTheNextRound(ThreadKind kind) {
        meet(kind, barrier::await, () -> {
            barrier.await();
            isBrokenFor(() -> barrier.await(0)); // the action has ended, so this is an ordinary wait
        });
    }

    /** Starts a round of two threads and returns while its action runs. The action waits for {@code goOn}. */
    private List<Bunch> acting(ThreadKind kind, CountDownLatch goOn, ThrowingCallable first, ThrowingCallable last) {
        var begun = new CountDownLatch(1);
        action.set(() -> {
            begun.countDown();
            goOn.await();
        });
        var waiter = Bunch.start(kind, index -> first.call());
        Await.allWaiting(waiter, barrier);
        var actor = Bunch.start(kind, index -> last.call());
        Await.until("the action runs", () -> begun.getCount() == 0);
        return List.of(waiter, actor);
    }

    @EachThreadKind
    void await_whileTheActionRuns_joinsTheNextRound(ThreadKind kind) {
        var goOn = new CountDownLatch(1);
        var round = acting(kind, goOn, barrier::await, barrier::await);
        assertThat(barrier.getNWaiting()).isEqualTo(2);
        try (var late = Bunch.start(kind, index -> assertThat(barrier.await()).isZero())) {
            Await.allWaiting(late, barrier);
            assertThat(barrier.getNWaiting()).isEqualTo(2);
            action.set(() -> {});
            goOn.countDown();
            round.forEach(Bunch::join);
            Await.until("the late thread is in the next round", () -> barrier.getNWaiting() == 1);
            kind.run(() -> assertThat(barrier.await()).isEqualTo(1));
        }
    }

    @EachThreadKind
    void await_timesOutWhileTheActionRuns_doesNotBreakThatRound(ThreadKind kind) {
        var goOn = new CountDownLatch(1);
        var round = acting(kind, goOn, () -> assertThat(barrier.await(0.5)).isZero(), barrier::await);
        try (var late = Bunch.start(kind, index -> isBrokenFor(() -> barrier.await(0)))) {
            Await.allWaiting(late, barrier);
            var end = System.nanoTime() + 500_000_000;
            Await.until("time has run out", () -> System.nanoTime() - end > 0);
            goOn.countDown();
            round.forEach(Bunch::join);
        }
        assertThat(barrier.isBroken()).isTrue(); // the late thread had timed out before the next round began
    }

    @EachThreadKind
    void await_interruptedWhileTheActionRuns_returnsWithTheInterruptStatusSet(ThreadKind kind) {
        var goOn = new CountDownLatch(1);
        var round = acting(
                kind,
                goOn,
                () -> {
                    assertThat(barrier.await()).isZero();
                    assertThat(Thread.interrupted()).isTrue();
                },
                barrier::await);
        round.get(0).thread().interrupt();
        Await.allWaiting(round.get(0), barrier);
        assertThat(barrier.isBroken()).isFalse();
        goOn.countDown();
        round.forEach(Bunch::join);
        assertUsable(kind);
    }

    @EachThreadKind
    void await_interruptedInTheNextRoundWhileTheActionRuns_throwsAndBreaksNoRound(ThreadKind kind) {
        var goOn = new CountDownLatch(1);
        var round = acting(kind, goOn, barrier::await, barrier::await);
        try (var late = Bunch.start(kind, index -> Interrupts.during(barrier::await))) {
            Await.allWaiting(late, barrier);
            late.thread().interrupt();
        }
        goOn.countDown();
        round.forEach(Bunch::join);
        assertUsable(kind);
    }

    @EachThreadKind
    void abort_whileTheActionRuns_breaksThisRoundAndTheNext(ThreadKind kind) {
        var goOn = new CountDownLatch(1);
        var round = acting(kind, goOn, () -> isBrokenFor(barrier::await), () -> isBrokenFor(barrier::await));
        try (var late = Bunch.start(kind, index -> isBrokenFor(barrier::await))) {
            Await.allWaiting(late, barrier);
            barrier.abort();
            round.get(0).join(); // the first thread does not wait for the action
        }
        goOn.countDown();
        round.get(1).join();
        assertThat(barrier.isBroken()).isTrue();
    }

    @EachThreadKind
    void reset_whileTheActionRuns_breaksOnlyThisRound(ThreadKind kind) {
        for (int i = 0; i < 100; i++) {
            var goOn = new CountDownLatch(1);
            var round = acting(kind, goOn, () -> isBrokenFor(barrier::await), () -> isBrokenFor(barrier::await));
            try (var late =
                    Bunch.start(kind, index -> assertThat(barrier.await()).isZero())) {
                Await.allWaiting(late, barrier);
                barrier.reset();
                round.get(0).join();
                Await.until("the late thread is in the next round", () -> barrier.getNWaiting() == 1);
                action.set(() -> {});
                kind.run(() -> assertThat(barrier.await()).isEqualTo(1));
            }
            goOn.countDown();
            round.get(1).join();
            assertThat(barrier.isBroken()).isFalse();
        }
    }
}

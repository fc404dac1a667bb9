package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LatchTest {
    private final Object awaited = "the awaited";
    private final Thread holder = new Thread("holder");
    private final Latch latch = new Latch(Blocker.Kind.SIGNAL, awaited, holder);

    @Test
    void await_closedLatch_returnsFalseAfterTheTimeout() throws Exception {
        assertThat(latch.isOpen()).isFalse();
        assertThat(latch.await(0)).isFalse();
        assertThat(latch.await(-1)).isFalse();
        var begin = System.nanoTime();
        assertThat(latch.await(10_000_000)).isFalse();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(10_000_000);
    }

    @EachThreadKind
    void open_releasesWaitingThreadsAndLaterCallers(ThreadKind kind) throws Exception {
        try (var waiters = Bunch.start(kind, 5, index -> {
            assertThat(latch.await(index == 0 ? Timeout.FOREVER : Timeout.FOREVER - index))
                    .isTrue();
        })) {
            Await.allWaiting(waiters, awaited);
            latch.open();
            latch.open();
        }
        assertThat(latch.isOpen()).isTrue();
        assertThat(latch.await(0)).isTrue();
        assertThat(latch.await(Timeout.FOREVER)).isTrue();
    }

    @EachThreadKind
    void await_interrupted_throwsAndLeavesOthersWaiting(ThreadKind kind) {
        kind.run(() -> Interrupts.before(() -> latch.await(Timeout.FOREVER)));
        kind.run(() -> Interrupts.before(() -> latch.await(1)));
        try (var patient = Bunch.start(
                        kind, index -> assertThat(latch.await(Timeout.FOREVER)).isTrue());
                var impatient = Bunch.start(kind, index -> Interrupts.during(() -> latch.await(Timeout.FOREVER)))) {
            Await.allWaiting(patient, awaited);
            Await.allWaiting(impatient, awaited);
            impatient.thread().interrupt();
            impatient.join();
            Await.allWaiting(patient, awaited);
            latch.open();
        }
    }

    @EachThreadKind
    void blocker_ofAWaitingThread_hasKindAwaitedObjectAndHolder(ThreadKind kind) {
        try (var waiter = Bunch.start(kind, index -> latch.await(Timeout.FOREVER))) {
            Await.allWaiting(waiter, awaited);
            var point = Blocker.of(waiter.thread().toJavaThread());
            assertThat(point.kind()).isEqualTo(Blocker.Kind.SIGNAL);
            assertThat(point.awaited()).isSameAs(awaited);
            assertThat(point.holder()).isSameAs(holder);
            latch.open();
            assertThat(point.holder()).isNull();
        }
        assertThat(Blocker.of(Thread.currentThread())).isNull();
    }

    @EachThreadKind
    void await_timesOutRepeatedly_leavesNoEntries(ThreadKind kind) {
        kind.run(() -> {
            for (int i = 0; i < 100; i++) {
                assertThat(latch.await(1)).isFalse();
                assertThat(latch.entries()).isZero();
            }
        });
    }

    @EachThreadKind
    void await_timesOutWhileOthersWait_entriesStayBounded(ThreadKind kind) throws Exception {
        var patience = 20;
        try (var patient = Bunch.start(
                kind,
                patience,
                index -> assertThat(latch.await(Timeout.FOREVER)).isTrue())) {
            Await.allWaiting(patient, awaited);
            for (int i = 0; i < 1000; i++) {
                assertThat(latch.await(1)).isFalse();
                assertThat(latch.entries()).isBetween(patience, 2 * patience);
            }
            latch.open();
        }
    }

    @EachThreadKind
    void await_allInterrupted_leavesNoEntries(ThreadKind kind) {
        var size = 50;
        try (var impatient = Bunch.start(kind, size, index -> Interrupts.during(() -> latch.await(Timeout.FOREVER)))) {
            Await.allWaiting(impatient, awaited);
            assertThat(latch.entries()).isEqualTo(size);
            for (var thread : impatient.threads()) {
                thread.interrupt(); // one at a time, so that no two threads leave concurrently
                Await.until("the thread has left", () -> !thread.isAlive());
            }
        }
        assertThat(latch.entries()).isZero();
    }

    @EachThreadKind
    @RaceHunt
    void open_whileThreadsArriveAndTimeOut_wakesAllWaiters(ThreadKind kind) throws Exception {
        Rounds.run(20_000, number -> {
            var contested = new Latch(Blocker.Kind.SIGNAL, awaited, null);
            var late = new Latch(Blocker.Kind.SIGNAL, awaited, null);
            try (var ignored = Bunch.start(kind, 6, index -> {
                var isPatient = index % 2 == 0;
                while (!contested.await(isPatient ? Timeout.FOREVER : 1 + 5_000L * index)) {
                    assertThat(isPatient).isFalse();
                }
                late.open();
            })) {
                for (int spins = number % 500; spins > 0; spins--) {
                    Thread.onSpinWait();
                }
                contested.open();
                assertThat(late.await(TimeUnit.SECONDS.toNanos(20))).isTrue();
            }
        });
    }

    /**
     * Two threads repeatedly start to wait and time out, while another thread waits and the latch opens; each round
     * uses a new latch.
     */
    @Test
    @RaceHunt
    void timeout_whileAnotherThreadArrivesAndTheLatchOpens_losesNoWakeUp() throws Exception {
        var current = new AtomicReference<>(latch);
        var through = new AtomicInteger();
        var end = new AtomicBoolean();
        try (var ignored = Bunch.start(ThreadKind.PLATFORM, 3, index -> {
            for (var mine = latch; !end.get(); mine = current.get()) {
                if (index == 0) {
                    assertThat(mine.await(Timeout.FOREVER)).isTrue();
                    var before = mine;
                    through.incrementAndGet();
                    Await.until("the next latch", () -> current.get() != before || end.get());
                } else {
                    LockSupport.unpark(Thread.currentThread()); // so that await times out without parking
                    mine.await(1);
                }
            }
        })) {
            try {
                Rounds.run(200_000, number -> {
                    var mine = current.get();
                    for (int spins = number % 100; spins > 0; spins--) {
                        Thread.onSpinWait();
                    }
                    mine.open();
                    Await.until("the waiting thread has returned", () -> through.get() > number);
                    assertThat(mine.isOpen()).isTrue();
                    current.set(new Latch(Blocker.Kind.SIGNAL, awaited, null));
                });
            } finally {
                end.set(true);
                current.get().open();
            }
        }
    }

    @EachThreadKind
    void awaitUninterruptibly_interrupted_keepsWaitingAndKeepsTheInterruptStatus(ThreadKind kind) {
        try (var waiter = Bunch.start(kind, index -> {
            Thread.currentThread().interrupt();
            latch.awaitUninterruptibly();
            assertThat(latch.isOpen()).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        })) {
            Await.allWaiting(waiter, awaited);
            waiter.thread().interrupt();
            Await.allWaiting(waiter, awaited);
            latch.open();
        }
    }

    @Test
    void await_interruptedButLatchOpen_returnsAndKeepsTheInterruptStatus() throws Exception {
        var latch = new Latch(Blocker.Kind.SIGNAL, "something", null);
        latch.open();
        Thread.currentThread().interrupt();
        assertThat(latch.await(Timeout.FOREVER)).isTrue();
        assertThat(latch.awaitSoon(2, Timeout.FOREVER)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }
}

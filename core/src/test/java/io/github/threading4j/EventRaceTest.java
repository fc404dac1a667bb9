package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Races of an event. If an event consisted of a flag and a condition, a waiting thread could miss a call of set: by the
 * time the thread resumes, the flag may have been cleared.
 */
class EventRaceTest {
    private static final int WAITERS = 5;

    private final Event event = new Event();
    private final AtomicBoolean stop = new AtomicBoolean();

    @EachThreadKind
    @RaceHunt
    void setThenClear_whileThreadsWait_allReturnTrue(ThreadKind kind) throws Exception {
        var released = new AtomicIntegerArray(WAITERS);
        var cleared = new AtomicInteger();
        try (var waiters = Bunch.start(kind, WAITERS, index -> {
            for (int round = 0; !stop.get(); round++) {
                assertThat(event.await()).isTrue();
                released.incrementAndGet(index);
                // Waits until the event is cleared, so that the thread does not return twice in one round.
                while (cleared.get() <= round && !stop.get()) {
                    Thread.yield();
                }
            }
        })) {
            Rounds.run(100_000, round -> {
                Await.until(
                        "all threads wait in round " + round,
                        () -> IntStream.range(0, WAITERS)
                                .allMatch(i -> released.get(i) == round && isWaiting(waiters, i)));
                event.set();
                event.clear();
                cleared.incrementAndGet();
            });
            stop.set(true);
            event.set();
        }
    }

    /** Returns whether a thread waits at a latch that is still closed. */
    private boolean isWaiting(Bunch bunch, int index) {
        var thread = bunch.threads().get(index).toJavaThread();
        return Await.isWaiting(thread, event) && Blocker.of(thread) instanceof Latch latch && !latch.isOpen();
    }

    /**
     * A thread reads the event's latch, but starts to wait only after set(), clear() and the arrival of a newer waiter.
     */
    @EachThreadKind
    void await_latchReadBeforeSetAndClear_returnsTrue(ThreadKind kind) throws Exception {
        var field = Event.class.getDeclaredField("shut");
        field.setAccessible(true);
        var seenByTheOldOne = (Latch) field.get(event);
        event.set();
        event.clear();
        try (var newer = Bunch.start(kind, index -> event.await())) {
            Await.allWaiting(newer, event);
            assertThat(seenByTheOldOne.await(Timeout.FOREVER)).isTrue();
            assertThat(Await.isWaiting(newer.thread().toJavaThread(), event)).isTrue();
            event.set();
        }
    }

    /** Threads keep arriving and leaving while the event is set and cleared; none is left waiting at an open latch. */
    @EachThreadKind
    @RaceHunt
    void setAndClear_whileWaitersArrive_leavesNoThreadWaiting(ThreadKind kind) throws Exception {
        var entered = new AtomicIntegerArray(WAITERS);
        try (var waiters = Bunch.start(kind, WAITERS, index -> {
            while (!stop.get()) {
                entered.incrementAndGet(index);
                assertThat(event.await()).isTrue();
            }
        })) {
            Await.allWaiting(waiters, event);
            Rounds.run(20_000, round -> {
                event.set();
                event.clear();
                for (int i = 0; i < WAITERS; i++) {
                    var thread = waiters.threads().get(i).toJavaThread();
                    if (Blocker.of(thread) instanceof Latch latch && latch.isOpen()) {
                        Await.until(thread + " leaves an open latch", () -> Blocker.of(thread) != latch);
                    }
                }
            });
            stop.set(true);
            event.set(); // not cleared again, so every thread must return
        }
        assertThat(IntStream.range(0, WAITERS)).allMatch(i -> entered.get(i) > 1);
    }

    @EachThreadKind
    @RaceHunt
    void set_duringInterruptsAndTimeouts_wakesEveryWaiter(ThreadKind kind) throws Exception {
        try (var waiters = Bunch.start(kind, WAITERS, index -> {
            while (!stop.get()) {
                try {
                    if (index % 2 == 0) {
                        assertThat(event.await()).isTrue();
                    } else {
                        event.await(1e-5 * index);
                    }
                } catch (InterruptedException e) {
                    continue; // interrupts are part of this test
                }
            }
        })) {
            Rounds.run(10_000, round -> {
                waiters.threads().get(round % WAITERS).interrupt();
                event.set();
                waiters.threads().get((round + 1) % WAITERS).interrupt();
                event.clear();
            });
            stop.set(true);
            event.set();
        }
    }

    @EachThreadKind
    void setAndClear_concurrently_lastCallWins(ThreadKind kind) {
        Bunch.start(kind, 4, index -> {
                    for (int i = 0; i < 2_000; i++) {
                        if ((index + i) % 2 == 0) {
                            event.set();
                        } else {
                            event.clear();
                        }
                    }
                })
                .close();
        event.clear();
        assertThat(event.isSet()).isFalse();
        try (var waiter = Bunch.start(kind, index -> event.await())) {
            Await.allWaiting(waiter, event);
            event.set();
        }
        assertThat(event.isSet()).isTrue();
    }

    @Test
    @RaceHunt
    void set_afterClearReturned_isNotUndone() throws Exception {
        // A set() that follows a completed clear() takes effect, even if an earlier set() ran concurrently with the
        // clear().
        Rounds.run(2_000, round -> {
            try (var clearer = Bunch.start(ThreadKind.PLATFORM, index -> event.clear())) {
                event.set();
            }
            event.set();
            assertThat(event.isSet()).isTrue();
            assertThat(event.await(0)).isTrue();
            event.clear();
            assertThat(event.isSet()).isFalse();
        });
    }

    /** A thread that is waiting when set is called returns true, even if it is interrupted before it resumes. */
    @EachThreadKind
    @RaceHunt
    void await_setThenInterrupted_returnsTrueAndKeepsTheInterruptStatus(ThreadKind kind) throws Exception {
        Rounds.run(2_000, round -> {
            var set = new Event();
            try (var waiter = Bunch.start(kind, index -> {
                assertThat(set.await()).isTrue();
                Await.until(
                        "the thread is interrupted",
                        () -> Thread.currentThread().isInterrupted());
            })) {
                Await.waiting(waiter.thread(), set);
                set.set();
                waiter.thread().interrupt();
            }
        });
    }
}

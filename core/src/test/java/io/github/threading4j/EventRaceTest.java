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

/** What goes wrong with an event that is a flag and a condition: a waiter finds the flag cleared again. */
class EventRaceTest {
    private static final int WAITERS = 5;

    private final Event event = new Event();
    private final AtomicBoolean stop = new AtomicBoolean();

    @EachThreadKind
    @RaceHunt
    void setAndClearAtOnce_whileFiveWait_allFiveReturnTrue(ThreadKind kind) throws Exception {
        var released = new AtomicIntegerArray(WAITERS);
        var cleared = new AtomicInteger();
        try (var waiters = Bunch.start(kind, WAITERS, index -> {
            for (int round = 0; !stop.get(); round++) {
                assertThat(event.await()).isTrue();
                released.incrementAndGet(index);
                while (cleared.get() <= round && !stop.get()) {
                    Thread.yield(); // else it finds the event still set, and returns twice
                }
            }
        })) {
            Rounds.run(100_000, round -> {
                Await.until(
                        "all wait, in round " + round,
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

    /** Whether a thread waits, and not merely has not noticed yet that it no longer need. */
    private boolean isWaiting(Bunch bunch, int index) {
        var thread = bunch.threads().get(index).toJavaThread();
        return Await.isWaiting(thread, event) && Blocker.of(thread) instanceof Latch latch && !latch.isOpen();
    }

    /** The old waiter has looked at the event, and gets to its queue only after set(), clear() and a newer waiter. */
    @EachThreadKind
    void newerWaiterQueuesFirst_afterSetAndClear_oldOneGoesOnAllTheSame(ThreadKind kind) throws Exception {
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

    /**
     * The same from outside: threads come and go while the event is set and cleared; nobody is left at an open latch.
     */
    @EachThreadKind
    @RaceHunt
    void setAndClear_whileWaitersCome_nobodyIsLeftBehind(ThreadKind kind) throws Exception {
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
            event.set(); // and stays set: nobody may go on waiting
        }
        assertThat(IntStream.range(0, WAITERS)).allMatch(i -> entered.get(i) > 1);
    }

    @EachThreadKind
    @RaceHunt
    void set_meetsInterruptsAndTimeouts_losesNobody(ThreadKind kind) throws Exception {
        try (var waiters = Bunch.start(kind, WAITERS, index -> {
            while (!stop.get()) {
                try {
                    if (index % 2 == 0) {
                        assertThat(event.await()).isTrue();
                    } else {
                        event.await(1e-5 * index);
                    }
                } catch (InterruptedException e) {
                    continue; // as it may be at any time, and as it is
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
    void setByMany_andClearByMany_endsAsTheLastOneSays(ThreadKind kind) {
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
    void set_whileSomebodyElseIsAboutToClear_isNeverUndoneByAnEarlierClear() throws Exception {
        // set() after a clear() that has returned wins, whatever was going on before.
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

    /** A thread that waited when set was called returns true, also if it is interrupted before it runs. */
    @EachThreadKind
    @RaceHunt
    void setThenInterrupt_whileOneWaits_returnsTrue_andTheInterruptStays(ThreadKind kind) throws Exception {
        Rounds.run(2_000, round -> {
            var set = new Event();
            try (var waiter = Bunch.start(kind, index -> {
                assertThat(set.await()).isTrue();
                Await.until(
                        "the interrupt has come", () -> Thread.currentThread().isInterrupted());
            })) {
                Await.waiting(waiter.thread(), set);
                set.set();
                waiter.thread().interrupt();
            }
        });
    }
}

package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RepeatingTimerCloseTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();

    /** Returns a timer whose first call is running and ends when {@link #goOn} is counted down. */
    private RepeatingTimer calling() throws InterruptedException {
        var timer = RepeatingTimer.fixedDelay(1e-9, () -> {
            begun.countDown();
            goOn.await();
            calls.incrementAndGet();
        });
        timer.start();
        begun.await();
        return timer;
    }

    /** Returns a timer that waits for its first call. */
    private RepeatingTimer waiting() {
        var timer = RepeatingTimer.fixedDelay(3_600, calls::incrementAndGet);
        timer.start();
        Await.parked(timer.toJavaThread());
        return timer;
    }

    @Test
    void close_whileTheTimerWaits_endsItWithoutACall() {
        var timer = waiting();
        timer.close();
        assertThat(timer.isAlive()).isFalse();
        timer.close();
        assertThat(calls).hasValue(0);
    }

    @EachThreadKind
    void close_duringACall_waitsForItsEnd(ThreadKind kind) throws Exception {
        kind.builder(); // throws before a timer is started if this JDK lacks virtual threads
        var timer = calling();
        try (var closers = Bunch.start(kind, 2, index -> {
            timer.close();
            assertThat(calls).hasValue(1);
            assertThat(timer.isAlive()).isFalse();
        })) {
            Await.allWaiting(closers, timer);
            goOn.countDown();
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void close_byTheTimersFunction_onlyCancels() throws Exception {
        var self = new AtomicReference<RepeatingTimer>();
        self.set(RepeatingTimer.fixedRate(1e-9, () -> {
            self.get().close();
            calls.incrementAndGet();
        }));
        self.get().start();
        self.get().join();
        assertThat(calls).hasValue(1);
    }

    @Test
    void close_notStarted_onlyCancels() throws Exception {
        var timer = RepeatingTimer.fixedRate(1e-9, calls::incrementAndGet);
        timer.close();
        timer.start();
        timer.join();
        assertThat(calls).hasValue(0);
    }

    @Test
    void close_atTheEndOfATryStatement_endsTheTimer() throws Exception {
        NamedThread seen;
        try (var timer = RepeatingTimer.fixedDelay(1e-6, calls::incrementAndGet)) {
            seen = timer;
            timer.start();
            Await.until("two calls", () -> calls.get() >= 2);
        }
        assertThat(seen.isAlive()).isFalse();
    }

    @EachThreadKind
    @RaceHunt
    void close_interruptedWhileTheTimerWaits_keepsTheInterruptStatus(ThreadKind kind, Uncaught uncaught)
            throws Exception {
        kind.builder();
        Rounds.run(500, round -> {
            var timer = waiting();
            kind.run(() -> {
                Thread.currentThread().interrupt();
                timer.close();
                assertThat(Thread.interrupted()).isTrue();
                assertThat(timer.isAlive()).isFalse();
            });
            assertThat(uncaught.takeAll()).isEmpty();
        });
        assertThat(calls).hasValue(0);
    }

    @EachThreadKind
    void close_interruptedDuringACall_interruptsTheCallAndWaitsForItsEnd(ThreadKind kind, Uncaught uncaught)
            throws Exception {
        kind.builder(); // throws before a timer is started if this JDK lacks virtual threads
        var timer = calling();
        try (var closer = Bunch.start(kind, index -> {
            timer.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(timer.isAlive()).isFalse();
        })) {
            Await.waiting(closer.thread(), timer);
            closer.thread().interrupt();
        }
        // The interrupted call ends with an exception that no caller can catch, so it is reported.
        assertThat(uncaught.take().exception()).isInstanceOf(InterruptedException.class);
        assertThat(calls).hasValue(0);
    }

    @EachThreadKind
    void close_interruptedDuringACallThatIgnoresInterrupts_waitsForItsEnd(ThreadKind kind) throws Exception {
        kind.builder();
        var heard = new CountDownLatch(1);
        var timer = RepeatingTimer.fixedDelay(1e-9, () -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                heard.countDown();
                goOn.await();
            }
            calls.incrementAndGet();
        });
        timer.start();
        begun.await();
        try (var closer = Bunch.start(kind, index -> {
            timer.close();
            assertThat(calls).hasValue(1);
            assertThat(Thread.interrupted()).isTrue();
        })) {
            Await.waiting(closer.thread(), timer);
            closer.thread().interrupt();
            heard.await();
            Await.waiting(closer.thread(), timer);
            goOn.countDown();
        }
    }
}

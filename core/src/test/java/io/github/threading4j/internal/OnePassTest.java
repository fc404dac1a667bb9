package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.RLock;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Two threads acquire two locks: in one order in even rounds, in the opposite order in odd rounds. A detector that
 * examines each thread only once can combine waits of different rounds, and report a deadlock where there is none.
 * {@link WaitGraph} must not.
 */
class OnePassTest {
    private static final long PAUSE_NANOS = 20_000;

    private final RLock a = new RLock();
    private final RLock b = new RLock();
    private final AtomicInteger arrivals = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    /** Runs rounds until {@link #over} is set. */
    private void run() {
        for (var round = 1; arrive(round); round++) {
            acquireBoth(round % 2 == 0 ? a : b, round % 2 == 0 ? b : a);
        }
    }

    /** Waits until both threads begin the round; returns false if there are no more rounds. */
    private boolean arrive(int round) {
        arrivals.incrementAndGet();
        while (arrivals.get() < 2 * round) {
            if (over.get()) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private static void acquireBoth(RLock first, RLock second) {
        first.with(() -> {
            pause();
            second.with(OnePassTest::pause);
        });
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private static boolean waitsFor(Thread waiting, Thread holding) {
        var wait = BlockerWait.of(waiting);
        return wait != null && wait.enders() instanceof Enders.One one && one.thread() == holding;
    }

    /** Examines the first thread and later the second; returns whether each of them waited for the other. */
    private static boolean onePass(Thread first, Thread second) {
        if (!waitsFor(first, second)) {
            return false;
        }
        pause(); // as if many other threads were examined in between
        return waitsFor(second, first);
    }

    @Test
    @RaceHunt
    void findKnots_lockOrdersAlternate_findsNoDeadlockWhereOnePassDoes() throws Exception {
        var found = new AtomicInteger();
        try (var bunch = Bunch.start(ThreadKind.PLATFORM, 2, index -> run())) {
            var first = bunch.threads().get(0).toJavaThread();
            var second = bunch.threads().get(1).toJavaThread();
            try {
                Rounds.run(
                        1_000_000,
                        round -> found.addAndGet(WaitGraph.findKnots().size()));
                Await.until("one pass reports a deadlock", () -> onePass(first, second));
            } finally {
                over.set(true);
            }
        }
        assertThat(found).hasValue(0);
    }
}

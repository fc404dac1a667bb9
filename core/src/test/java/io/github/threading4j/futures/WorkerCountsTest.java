package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.NamedThread;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The counts of a pool's workers, in isolation and during concurrent use of a pool. */
class WorkerCountsTest {
    private static final int MAXIMUM = 4;

    /** A simple model of the counts, updated together with the {@code WorkerCounts} under test. */
    private static final class Model {
        final WorkerCounts counts = new WorkerCounts(MAXIMUM);
        private int started;
        private int busy;
        private int waiting;
        private int called;

        /** Performs the given step if it is legal in the current state. */
        void step(int which) {
            if (which == 0 && !counts.isComplete()) {
                counts.starts();
                started++;
                busy++;
            } else if (which == 1 && !counts.isComplete()) {
                counts.starts();
                counts.startFails();
            } else if (which == 2 && busy > 0) {
                counts.waits();
                busy--;
                waiting++;
            } else if (which == 3 && counts.idle() > 0) {
                counts.call();
                called++;
            } else if (which == 4 && waiting > 0) {
                counts.wakes();
                waiting--;
                busy++;
                called = Math.max(0, called - 1);
            } else if (which == 5 && busy > 0) {
                counts.ends();
                busy--;
            }
        }

        void check() {
            assertThat(counts.isConsistent()).as(counts.toString()).isTrue();
            assertThat(counts.idle()).as(counts.toString()).isEqualTo(waiting - called);
            assertThat(counts.busy()).as(counts.toString()).isEqualTo(busy + called);
            assertThat(counts.isComplete()).as(counts.toString()).isEqualTo(started == MAXIMUM);
            assertThat(counts.hasIdleOrUnstarted()).isEqualTo(waiting > called || started < MAXIMUM);
        }
    }

    @Test
    @RaceHunt
    void counts_afterRandomSteps_matchTheModel() throws Exception {
        Rounds.run(2_000, round -> {
            var random = new Random(round);
            var model = new Model();
            for (var step = 0; step < 200; step++) {
                model.step(random.nextInt(6));
                model.check();
            }
        });
    }

    @Test
    @RaceHunt
    void counts_poolUsedInterruptedAndShutDown_stayConsistent() throws Exception {
        Rounds.run(500, round -> {
            var executor = new ThreadPoolExecutor(MAXIMUM);
            var pool = executor.pool();
            var ended = new AtomicBoolean();
            var ran = new AtomicInteger();
            var accepted = new AtomicInteger();
            try (var watching = Bunch.start(ThreadKind.PLATFORM, i -> {
                        while (!ended.get()) {
                            assertThat(pool.workers.inconsistency()).isNull();
                            executor.threads().forEach(NamedThread::interrupt);
                        }
                    });
                    var submitting =
                            Bunch.start(ThreadKind.PLATFORM, 2, i -> submitUntilShutDown(executor, accepted, ran))) {
                for (var spin = ThreadLocalRandom.current().nextInt(5_000); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                executor.shutdown(false);
                submitting.join();
                ended.set(true);
                watching.join();
            }
            executor.close();
            assertThat(ran).hasValue(accepted.get());
            assertThat(pool.workers.inconsistency()).isNull();
            assertThat(pool.workers.idle()).isZero();
            assertThat(pool.workers.busy()).isZero();
            assertThat(pool.nonDaemonTasks.count()).isZero();
        });
    }

    private static void submitUntilShutDown(ThreadPoolExecutor executor, AtomicInteger accepted, AtomicInteger ran)
            throws InterruptedException {
        var futures = new ArrayList<Future<Integer>>();
        try {
            while (true) {
                futures.add(executor.submit(ran::incrementAndGet));
                accepted.incrementAndGet();
                if (futures.size() % 3 == 0) {
                    futures.get(futures.size() - 1).result(); // waits, so that workers become idle occasionally
                }
            }
        } catch (RejectedExecutionException e) {
            assertThat(executor.isShutdown()).isTrue();
        }
        Futures.await(futures);
    }

    /**
     * A submitter waiting for capacity is released as the only worker becomes free, at about the time of the shutdown.
     */
    @Test
    @RaceHunt
    void submit_waitingForCapacityDuringShutdown_leavesCountsConsistent() throws Exception {
        Rounds.run(20_000, round -> {
            var executor = ThreadPoolExecutor.builder()
                    .maxWorkers(1)
                    .maxQueued(0, WhenFull.await())
                    .build();
            var go = new AtomicBoolean();
            executor.submit(() -> {
                while (!go.get()) {
                    Thread.onSpinWait();
                }
            });
            try (var submitting = Bunch.start(ThreadKind.PLATFORM, i -> submitOrRefuse(executor))) {
                Await.allWaiting(submitting, executor.pool());
                go.set(true);
                for (var spin = round % 50 * 20; spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                executor.shutdown(false);
                submitting.join();
            }
            executor.close();
            assertThat(executor.pool().nonDaemonTasks.count()).isZero();
            assertThat(executor.pool().workers.inconsistency()).isNull();
            assertThat(executor.pool().workers.idle()).isZero();
        });
    }

    private static void submitOrRefuse(ThreadPoolExecutor executor) {
        try {
            executor.submit(() -> null);
        } catch (RejectedExecutionException e) {
            assertThat(executor.isShutdown()).isTrue();
        }
    }
}

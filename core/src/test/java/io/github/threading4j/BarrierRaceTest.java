package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Trips, timeouts, interrupts, aborts and resets of one barrier at the same time. In each round, either all parties
 * pass, each with a different index, or none does; and no thread is left waiting.
 */
class BarrierRaceTest {
    private static final int PARTIES = 3;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger rounds = new AtomicInteger();

    /** The indices returned in each round, one bit per index. */
    private final Map<Integer, Integer> places = new ConcurrentHashMap<>();

    private final AtomicInteger met = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private final Barrier barrier = new Barrier(PARTIES, this::act);

    private void act() {
        var round = rounds.incrementAndGet();
        if (round % 7 == 0) {
            throw new IllegalStateException("round fails: " + round);
        }
        if (round % 11 == 0) {
            barrier.abort();
        }
        if (round % 13 == 0) {
            barrier.reset();
        }
    }

    /**
     * Waits at the barrier repeatedly. There is one thread per party, so the action of the next round cannot run before
     * all threads have returned, and {@link #rounds} is still the number of the round that has just passed.
     */
    private void party(int seed) throws Exception {
        var random = new Random(seed);
        while (!stop.get()) {
            try {
                var place = random.nextInt(50) == 0 ? barrier.await(1e-6 * random.nextInt(200)) : barrier.await();
                met.incrementAndGet();
                var before = places.merge(rounds.get(), 1 << place, Integer::sum);
                assertThat(before).isLessThan(1 << PARTIES);
                if (Thread.interrupted()) {
                    interrupted.incrementAndGet();
                }
            } catch (BrokenBarrierException | IllegalStateException e) {
                broken.incrementAndGet();
                Thread.interrupted();
                repair();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
        }
    }

    private void repair() {
        if (barrier.isBroken()) {
            barrier.reset();
        }
    }

    private void disturb(Bunch parties, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> barrier.reset();
            case 1 -> barrier.abort();
            case 2, 3 -> parties.threads().get(random.nextInt(PARTIES)).interrupt();
            default -> Thread.yield();
        }
        assertThat(barrier.getNWaiting()).isBetween(0, PARTIES);
        repair();
    }

    private void letGo(Bunch parties) {
        stop.set(true);
        Await.until("all threads have ended", () -> {
            barrier.abort();
            barrier.reset();
            return parties.threads().stream().noneMatch(NamedThread::isAlive);
        });
    }

    @EachThreadKind
    @RaceHunt
    void allOperations_concurrently_eachRoundPassesAllPartiesOrNone(ThreadKind kind) throws Exception {
        var random = new Random(20);
        try (var parties = Bunch.start(kind, PARTIES, this::party)) {
            Rounds.run(10_000, round -> {
                disturb(parties, random);
                if (round % 10 == 0) { // waits for a round to pass, so that not all rounds are broken
                    var before = met.get();
                    Await.until("a thread passes", () -> met.get() > before);
                }
            });
            letGo(parties);
        }
        assertThat(places.values()).isNotEmpty().allMatch(all -> all == (1 << PARTIES) - 1);
        assertThat(places.keySet()).noneMatch(round -> round % 7 == 0 || round % 11 == 0 || round % 13 == 0);
        assertThat(broken).hasPositiveValue();
        assertThat(interrupted).hasPositiveValue();
    }

    @EachThreadKind
    @RaceHunt
    void abortInTheAction_duringReset_noThreadPasses(ThreadKind kind) throws Exception {
        var aborting = new AtomicReference<Barrier>();
        aborting.set(new Barrier(1, () -> aborting.get().abort()));
        try (var resetting = Bunch.start(kind, 1, index -> {
            while (!stop.get()) {
                aborting.get().reset();
            }
        })) {
            Rounds.run(
                    500_000,
                    round -> assertThatThrownBy(() -> aborting.get().await())
                            .isInstanceOf(BrokenBarrierException.class));
            stop.set(true);
            resetting.join();
        }
    }

    @EachThreadKind
    @RaceHunt
    void lastArrival_duringATimeout_bothThreadsPassOrNeither(ThreadKind kind) throws Exception {
        var two = new Barrier(2);
        Rounds.run(2_000, round -> {
            var passed = new AtomicInteger();
            Bunch.start(kind, 2, index -> {
                        try {
                            two.await(index == 0 ? 1e-6 * (round % 200) : 3_600);
                            passed.incrementAndGet();
                        } catch (BrokenBarrierException e) {
                            assertThat(two.isBroken()).isTrue();
                        }
                    })
                    .close();
            assertThat(passed.get()).isIn(0, 2);
            two.reset();
        });
    }

    @EachThreadKind
    @RaceHunt
    void lastArrival_duringReset_bothThreadsPassOrTheFirstThrows(ThreadKind kind) throws Exception {
        var two = new Barrier(2);
        Rounds.run(1_000, round -> {
            var passed = new AtomicInteger();
            var left = new AtomicInteger();
            try (var pair = Bunch.start(kind, 2, index -> {
                try {
                    two.await();
                    passed.incrementAndGet();
                } catch (BrokenBarrierException e) {
                    left.incrementAndGet();
                }
            })) {
                two.reset();
                // If one thread arrived before the reset and the other after it, the later one waits for a second
                // reset.
                Await.until(
                        "both have passed or thrown, or one has thrown and the other waits",
                        () -> passed.get() + left.get() == 2
                                || two.getNWaiting() == 1 && passed.get() == 0 && left.get() == 1);
                two.reset();
            }
            assertThat(passed.get()).isIn(0, 2);
            assertThat(two.isBroken()).isFalse();
        });
    }
}

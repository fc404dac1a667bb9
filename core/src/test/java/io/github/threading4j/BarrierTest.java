package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A barrier at which all parties arrive. */
class BarrierTest {
    private static final ThrowingRunnable<RuntimeException> NOTHING = () -> {};

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void new_lessThanOneParty_isRejected(int parties) {
        assertThatThrownBy(() -> new Barrier(parties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parties must be >= 1: " + parties + " (expected 1 or more)");
        assertThatThrownBy(() -> new Barrier(parties, NOTHING)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void new_badArguments_areRejected() {
        assertThatThrownBy(() -> new Barrier(2, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Barrier(2, (String) null)).hasMessage("name: null (expected a value)");
        assertThatThrownBy(() -> new Barrier(2, (ThrowingRunnable<?>) null))
                .hasMessage("action: null (expected a value)");
        assertThatThrownBy(() -> new Barrier(2, NOTHING, null, "gate")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Barrier(2, NOTHING, Duration.ZERO, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void new_isNotBrokenAndHasNoWaiters() {
        var barrier = new Barrier(3);
        assertThat(barrier.getParties()).isEqualTo(3);
        assertThat(barrier.getNWaiting()).isZero();
        assertThat(barrier.isBroken()).isFalse();
        assertThat(new Barrier(Integer.MAX_VALUE).getParties()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void toString_showsNameAndWaitersOrBroken() {
        var barrier = new Barrier(2, "gate");
        assertThat(barrier).hasToString("Barrier[name=gate, waiters=0/2]");
        try (var waiter = Bunch.start(ThreadKind.PLATFORM, index -> barrier.await())) {
            Await.allWaiting(waiter, barrier);
            assertThat(barrier).hasToString("Barrier[name=gate, waiters=1/2]");
            ThreadKind.PLATFORM.run(barrier::await);
        }
        assertThat(barrier).hasToString("Barrier[name=gate, waiters=0/2]");
        barrier.abort();
        assertThat(barrier).hasToString("Barrier[name=gate, broken]");
        assertThat(new Barrier(1)).hasToString("Barrier[waiters=0/1]");
    }

    @Test
    void await_singleParty_runsTheActionAndReturnsZeroImmediately() throws Exception {
        var actions = new AtomicInteger();
        var barrier = new Barrier(1, actions::incrementAndGet);
        for (int round = 1; round <= 3; round++) {
            assertThat(barrier.await()).isZero();
            assertThat(barrier.await(0)).isZero();
            assertThat(barrier.await(-1)).isZero();
            assertThat(barrier.await(Duration.ZERO)).isZero();
            assertThat(actions).hasValue(4 * round);
        }
        assertThat(barrier.isBroken()).isFalse();
    }

    @EachThreadKind
    void await_allArrive_returnsIndicesInOrderOfArrival(ThreadKind kind) {
        var barrier = new Barrier(4);
        for (int round = 0; round < 3; round++) {
            var waiters = new ArrayList<Bunch>();
            for (int i = 0; i < 3; i++) {
                var place = i;
                waiters.add(
                        Bunch.start(kind, index -> assertThat(barrier.await()).isEqualTo(place)));
                Await.allWaiting(waiters.get(i), barrier);
                assertThat(barrier.getNWaiting()).isEqualTo(i + 1);
            }
            kind.run(() -> assertThat(barrier.await()).isEqualTo(3));
            waiters.forEach(Bunch::join);
            assertThat(barrier.getNWaiting()).isZero();
        }
    }

    @EachThreadKind
    void await_partiesUseDifferentOverloads_tripsTheBarrier(ThreadKind kind) {
        var barrier = new Barrier(6);
        var places = ConcurrentHashMap.<Integer>newKeySet();
        Bunch.start(
                        kind,
                        6,
                        index -> places.add(
                                switch (index) {
                                    case 0 -> barrier.await();
                                    case 1 -> barrier.await(3_600);
                                    case 2 -> barrier.await(1e300);
                                    case 3 -> barrier.await(Double.POSITIVE_INFINITY);
                                    case 4 -> barrier.await(Duration.ofHours(1));
                                    default -> barrier.await(Duration.ofSeconds(Long.MAX_VALUE));
                                }))
                .close();
        assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        assertThat(barrier.isBroken()).isFalse();
    }

    @EachThreadKind
    void await_lastPartyWithZeroTimeout_tripsTheBarrier(ThreadKind kind) {
        var barrier = new Barrier(2);
        try (var waiter = Bunch.start(kind, index -> assertThat(barrier.await()).isZero())) {
            Await.allWaiting(waiter, barrier);
            kind.run(() -> assertThat(barrier.await(0)).isEqualTo(1));
        }
    }

    @Test
    void await_badTimeout_isRejectedWithoutCountingAnArrival() {
        var barrier = new Barrier(1);
        assertThatThrownBy(() -> barrier.await(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> barrier.await(null)).isInstanceOf(NullPointerException.class);
        assertThat(barrier.getNWaiting()).isZero();
        assertThat(barrier.isBroken()).isFalse();
    }

    @EachThreadKind
    void await_thousandsOfRounds_neverMixesRounds(ThreadKind kind) throws Exception {
        var parties = 4;
        var actions = new AtomicInteger();
        var barrier = new Barrier(parties, actions::incrementAndGet);
        var rounds = 5_000;
        var places = new AtomicIntegerArray(rounds);
        Bunch.start(kind, parties, index -> {
                    for (int round = 0; round < rounds; round++) {
                        var place = barrier.await();
                        // The next action cannot run before this thread arrives again.
                        assertThat(actions).hasValue(round + 1);
                        places.addAndGet(round, 1 << (8 * place));
                    }
                })
                .close();
        for (int round = 0; round < rounds; round++) {
            assertThat(places.get(round)).isEqualTo(0x01010101);
        }
    }

    @EachThreadKind
    @RaceHunt
    void await_moreThreadsThanParties_returnsEachIndexEquallyOften(ThreadKind kind) throws Exception {
        var parties = 3;
        var barrier = new Barrier(parties);
        var places = new AtomicIntegerArray(parties);
        Rounds.run(20, round -> {
            var left = new AtomicInteger(100 * parties); // shared, so that no thread waits for parties that have left
            Bunch.start(kind, 2 * parties, index -> {
                        while (left.getAndDecrement() > 0) {
                            places.incrementAndGet(barrier.await());
                        }
                    })
                    .close();
        });
        assertThat(places.get(0)).isPositive();
        assertThat(places.get(1)).isEqualTo(places.get(0));
        assertThat(places.get(2)).isEqualTo(places.get(0));
        assertThat(barrier.getNWaiting()).isZero();
    }

    @EachThreadKind
    void blocker_ofAWaitingThread_hasKindEventAndNoHolder(ThreadKind kind) {
        var barrier = new Barrier(2);
        try (var waiter = Bunch.start(kind, index -> barrier.await())) {
            Await.allWaiting(waiter, barrier);
            var point = Blocker.of(waiter.thread().toJavaThread());
            assertThat(point.kind()).isEqualTo(Blocker.Kind.EVENT);
            assertThat(point.holder()).isNull();
            kind.run(barrier::await);
        }
    }
}

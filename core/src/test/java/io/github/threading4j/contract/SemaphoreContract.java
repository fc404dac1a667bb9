package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Semaphore;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A semaphore of any kind. With one permit, it meets the contract of an exclusive
 * {@link AcquirableContract Acquirable}.
 */
public interface SemaphoreContract<S extends Semaphore> extends TimedAcquireContract<S>, InterruptibleContract<S> {
    /** Returns a new semaphore with the given number of permits. */
    S create(long value);

    @Override
    default S create() {
        return create(1);
    }

    /** Returns a new semaphore of the given value whose permits are all acquired. */
    default S exhausted(int value) throws InterruptedException {
        var semaphore = create(value);
        for (int i = 0; i < value; i++) {
            semaphore.acquire();
        }
        return semaphore;
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    default void new_negativeValue_isRejected(long value) {
        assertThatThrownBy(() -> create(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("semaphore initial value must be >= 0: " + value + " (expected 0 or more)");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, Long.MAX_VALUE})
    default void new_value_isTheNumberOfPermits(long value) {
        assertThat(create(value).getValue()).isEqualTo(value);
    }

    @Test
    default void acquire_eachOverload_takesOnePermit() throws Exception {
        var semaphore = create(5);
        semaphore.acquire();
        assertThat(semaphore.getValue()).isEqualTo(4);
        assertThat(semaphore.acquire(true)).isTrue();
        assertThat(semaphore.acquire(false)).isTrue();
        assertThat(semaphore.acquire(Duration.ZERO)).isTrue();
        assertThat(semaphore.acquire(Duration.ofHours(1))).isTrue();
        assertThat(semaphore.getValue()).isZero();
        assertThat(semaphore.acquire(false)).isFalse();
        assertThat(semaphore.acquire(Duration.ofNanos(1))).isFalse();
        assertThat(semaphore.getValue()).isZero();
    }

    @Test
    default void with_duringTheBody_holdsOnePermit() throws Exception {
        var semaphore = create(2);
        assertThat(semaphore.with(semaphore::getValue)).isEqualTo(1);
        assertThat(semaphore.getValue()).isEqualTo(2);
    }

    @EachThreadKind
    default void release_byAThreadWithoutAPermit_addsAPermit(ThreadKind kind) throws Exception {
        var semaphore = exhausted(1);
        kind.run(semaphore::release);
        assertThat(semaphore.getValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    default void release_lessThanOne_isRejectedAndAddsNoPermit(long n) throws Exception {
        var semaphore = exhausted(2);
        assertThatThrownBy(() -> semaphore.release(n))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be one or more: " + n + " (expected 1 or more)");
        assertThat(semaphore.getValue()).isZero();
    }

    @EachThreadKind
    default void release_n_wakesNWaiters(ThreadKind kind) throws Exception {
        var semaphore = exhausted(5);
        var through = new AtomicInteger();
        try (var waiters = Bunch.start(kind, 5, index -> {
            semaphore.acquire();
            through.incrementAndGet();
        })) {
            Await.allWaiting(waiters, semaphore);
            semaphore.release(3);
            Await.until("three threads have a permit", () -> through.get() == 3);
            Await.until(
                    "two threads still wait",
                    () -> waiters.threads().stream()
                                    .filter(thread -> Await.isWaiting(thread.toJavaThread(), semaphore))
                                    .count()
                            == 2);
            assertThat(semaphore.getValue()).isZero();
            semaphore.release(2);
        }
        assertThat(semaphore.getValue()).isZero();
    }

    @EachThreadKind
    default void release_moreThanWaiters_keepsTheRestAvailable(ThreadKind kind) throws Exception {
        var semaphore = exhausted(5);
        try (var waiters = Bunch.start(kind, 2, index -> semaphore.acquire())) {
            Await.allWaiting(waiters, semaphore);
            semaphore.release(5);
        }
        assertThat(semaphore.getValue()).isEqualTo(3);
    }

    @EachThreadKind
    default void acquire_queuedThreads_areServedInFifoOrder(ThreadKind kind) throws Exception {
        var semaphore = exhausted(5);
        var served = new ConcurrentLinkedQueue<Integer>();
        var waiters = new ArrayList<Bunch>();
        for (int i = 0; i < 5; i++) {
            var number = i;
            waiters.add(Bunch.start(kind, index -> {
                semaphore.acquire();
                served.add(number);
            }));
            Await.allWaiting(waiters.get(i), semaphore);
        }
        for (int i = 0; i < 5; i++) {
            semaphore.release();
            waiters.get(i).join();
        }
        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    @EachThreadKind
    default void acquire_byManyThreads_neverExceedsThePermits(ThreadKind kind) throws Exception {
        var semaphore = create(3);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        Bunch.start(kind, 8, index -> {
                    for (int i = 0; i < 500; i++) {
                        try (var hold = semaphore.hold()) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            Thread.yield();
                            inside.decrementAndGet();
                        }
                    }
                })
                .close();
        assertThat(most).hasValueBetween(1, 3);
        assertThat(semaphore.getValue()).isEqualTo(3);
    }

    @EachThreadKind
    @RaceHunt
    default void release_duringAnInterruptOrTimeout_losesNoPermit(ThreadKind kind) throws Exception {
        Rounds.run(300, round -> {
            var semaphore = exhausted(1);
            var got = new AtomicInteger();
            try (var waiters = Bunch.start(kind, 2, index -> {
                try {
                    if (index == 0 ? semaphore.acquire(true) : semaphore.acquire(Duration.ofNanos(50_000))) {
                        got.incrementAndGet();
                    }
                } catch (InterruptedException e) {
                    assertThat(index).isZero();
                }
            })) {
                Await.waiting(waiters.thread(), semaphore);
                try (var interrupter =
                        Bunch.start(kind, index -> waiters.thread().interrupt())) {
                    semaphore.release();
                }
            }
            assertThat(semaphore.getValue() + got.get()).isEqualTo(1);
        });
    }

    @EachThreadKind
    default void blocker_ofAWaitingThread_hasKindAcquireAndNoHolder(ThreadKind kind) throws Exception {
        var semaphore = exhausted(1);
        try (var waiter = Bunch.start(kind, index -> semaphore.acquire())) {
            Await.waiting(waiter.thread(), semaphore);
            var point = Blocker.of(waiter.thread().toJavaThread());
            assertThat(point.kind()).isEqualTo(Blocker.Kind.ACQUIRE);
            assertThat(point.holder()).isNull();
            semaphore.release();
        }
    }
}

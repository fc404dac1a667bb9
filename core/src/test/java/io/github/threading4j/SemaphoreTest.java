package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.SemaphoreContract;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SemaphoreTest {
    private static final long MOST = 1L << 62;

    @Nested
    class Unfair implements SemaphoreContract<Semaphore> {
        @Override
        public Semaphore create(long value) {
            return new Semaphore(value);
        }
    }

    @Nested
    class Fair implements SemaphoreContract<Semaphore> {
        @Override
        public Semaphore create(long value) {
            return Semaphore.fair(value);
        }
    }

    @Test
    void new_withoutArguments_hasOnePermit() {
        assertThat(new Semaphore().getValue()).isEqualTo(1);
    }

    @Test
    void new_nullName_isRejected() {
        assertThatThrownBy(() -> new Semaphore(1, null)).hasMessage("name: null (expected a value)");
        assertThatThrownBy(() -> Semaphore.fair(1, null)).hasMessage("name: null (expected a value)");
    }

    @Test
    void toString_showsNameAndValue() {
        assertThat(new Semaphore(3)).hasToString("Semaphore[value=3]");
        assertThat(new Semaphore(3, "slots")).hasToString("Semaphore[name=slots, value=3]");
        assertThat(Semaphore.fair(0)).hasToString("Semaphore[value=0]");
        assertThat(Semaphore.fair(0, "slots")).hasToString("Semaphore[name=slots, value=0]");
    }

    @Test
    void release_withoutAcquire_growsBeyondTheInitialValue() {
        var semaphore = new Semaphore(0);
        semaphore.release();
        semaphore.release(1L << 40);
        assertThat(semaphore.getValue()).isEqualTo((1L << 40) + 1);
    }

    @Test
    void release_beyondTheMaximum_isRejectedAndAddsNoPermit() {
        var semaphore = new Semaphore(2, "slots");
        assertThatThrownBy(() -> semaphore.release(Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Semaphore released too many times: Semaphore[name=slots, value=2]");
        assertThat(semaphore.getValue()).isEqualTo(2);
        semaphore.release(MOST - 2);
        assertThatThrownBy(semaphore::release).isInstanceOf(IllegalArgumentException.class);
        assertThat(semaphore.getValue()).isEqualTo(MOST);
    }

    @Test
    void release_acquiredPermit_worksForAnyInitialValue() throws Exception {
        var semaphore = new Semaphore(Long.MAX_VALUE);
        semaphore.acquire();
        semaphore.release();
        assertThat(semaphore.getValue()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(semaphore::release).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * For each of many semaphores, one thread releases one permit while another releases the maximum, or more than the
     * maximum.
     */
    @Test
    void release_duringAReleaseOfTheMaximum_addsAllPermitsOrNone() {
        var semaphores = Stream.generate(() -> new Semaphore(0)).limit(5_000).toList();
        var given = new AtomicLongArray(semaphores.size());
        var come = new AtomicInteger();
        try (var both = Bunch.start(ThreadKind.PLATFORM, 2, index -> {
            for (var i = 0; i < semaphores.size(); i++) {
                var n = index == 0 ? 1 : i % 2 == 0 ? MOST : Long.MAX_VALUE;
                come.incrementAndGet();
                for (var spins = 1; come.get() < 2 * (i + 1); spins++) {
                    if (spins % 1_000 == 0) {
                        Thread.yield();
                    }
                }
                if (releases(semaphores.get(i), n)) {
                    given.addAndGet(i, n);
                }
            }
        })) {
            both.join();
        }
        for (var i = 0; i < semaphores.size(); i++) {
            assertThat(semaphores.get(i).getValue()).isPositive().isEqualTo(given.get(i));
        }
    }

    private static boolean releases(Semaphore semaphore, long n) {
        try {
            semaphore.release(n);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @EachThreadKind
    void acquireTimed_fairWithAFreePermit_doesNotOvertakeTheQueue(ThreadKind kind) throws Exception {
        var semaphore = Semaphore.fair(0);
        try (var first = Bunch.start(kind, index -> semaphore.acquire())) {
            Await.allWaiting(first, semaphore);
            semaphore.permits.tryReleaseShared(1); // adds a permit without waking the queued thread
            kind.run(() -> assertThat(semaphore.acquire(Duration.ofMillis(1))).isFalse());
            assertThat(semaphore.getValue()).isEqualTo(1);
            semaphore.release();
        }
        assertThat(semaphore.getValue()).isEqualTo(1);
    }

    @EachThreadKind
    void acquirePolling_fairWithAFreePermit_overtakesTheQueue(ThreadKind kind) throws Exception {
        var semaphore = Semaphore.fair(0);
        try (var first = Bunch.start(kind, index -> semaphore.acquire())) {
            Await.allWaiting(first, semaphore);
            semaphore.permits.tryReleaseShared(2);
            kind.run(() -> assertThat(semaphore.acquire(false)).isTrue());
            kind.run(() -> assertThat(semaphore.acquire(Duration.ZERO)).isTrue());
            semaphore.release();
        }
        assertThat(semaphore.getValue()).isZero();
    }

    @EachThreadKind
    void acquireTimed_unfairWithAFreePermit_overtakesTheQueue(ThreadKind kind) throws Exception {
        var semaphore = new Semaphore(0);
        try (var first = Bunch.start(kind, index -> semaphore.acquire())) {
            Await.allWaiting(first, semaphore);
            semaphore.permits.tryReleaseShared(1);
            kind.run(() -> assertThat(semaphore.acquire(Duration.ofMillis(1))).isTrue());
            semaphore.release();
        }
    }
}

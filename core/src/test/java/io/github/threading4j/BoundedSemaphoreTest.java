package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.SemaphoreContract;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedSemaphoreTest {
    @Nested
    class Unfair implements SemaphoreContract<BoundedSemaphore> {
        @Override
        public BoundedSemaphore create(long value) {
            return new BoundedSemaphore(value);
        }
    }

    @Nested
    class Fair implements SemaphoreContract<BoundedSemaphore> {
        @Override
        public BoundedSemaphore create(long value) {
            return BoundedSemaphore.fair(value);
        }
    }

    @Test
    void new_withoutArguments_hasOnePermit() {
        assertThat(new BoundedSemaphore().getValue()).isEqualTo(1);
    }

    @Test
    void new_nullName_isRejected() {
        assertThatThrownBy(() -> new BoundedSemaphore(1, null)).hasMessage("name: null (expected a value)");
        assertThatThrownBy(() -> BoundedSemaphore.fair(1, null)).hasMessage("name: null (expected a value)");
    }

    @Test
    void toString_showsNameAndValueAndBound() throws Exception {
        var semaphore = new BoundedSemaphore(2);
        semaphore.acquire();
        assertThat(semaphore).hasToString("BoundedSemaphore[value=1/2]");
        assertThat(BoundedSemaphore.fair(3, "slots")).hasToString("BoundedSemaphore[name=slots, value=3/3]");
    }

    @Test
    void release_withoutAcquire_isRejectedAndAddsNoPermit() {
        var semaphore = new BoundedSemaphore(2, "slots");
        assertThatThrownBy(semaphore::release)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Semaphore released too many times: BoundedSemaphore[name=slots, value=2/2]"
                        + " + 1 (expected at most 2)");
        assertThat(semaphore.getValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, Long.MAX_VALUE})
    void release_moreThanAcquired_isRejectedAndAddsNoPermit(long n) throws Exception {
        var semaphore = new BoundedSemaphore(5);
        semaphore.acquire();
        semaphore.acquire();
        assertThatThrownBy(() -> semaphore.release(n)).isInstanceOf(IllegalArgumentException.class);
        assertThat(semaphore.getValue()).isEqualTo(3);
        semaphore.release(2);
        assertThat(semaphore.getValue()).isEqualTo(5);
    }

    @Test
    void release_initialValue0_isRejected() {
        var semaphore = new BoundedSemaphore(0);
        assertThatThrownBy(semaphore::release).isInstanceOf(IllegalArgumentException.class);
        assertThat(semaphore.getValue()).isZero();
    }

    @EachThreadKind
    void release_rejected_wakesNoThread(ThreadKind kind) throws Exception {
        var semaphore = new BoundedSemaphore(1);
        semaphore.acquire();
        try (var waiter = Bunch.start(kind, index -> semaphore.acquire())) {
            Await.allWaiting(waiter, semaphore);
            assertThatThrownBy(() -> semaphore.release(2)).isInstanceOf(IllegalArgumentException.class);
            assertThat(semaphore.acquire(Duration.ZERO)).isFalse();
            assertThat(Await.isWaiting(waiter.thread().toJavaThread(), semaphore))
                    .isTrue();
            semaphore.release();
        }
    }

    @EachThreadKind
    @RaceHunt
    void release_concurrently_neverExceedsTheBound(ThreadKind kind) throws Exception {
        Rounds.run(200, round -> {
            var semaphore = new BoundedSemaphore(5);
            for (int i = 0; i < 5; i++) {
                semaphore.acquire();
            }
            var refused = new AtomicInteger();
            Bunch.start(kind, 4, index -> {
                        try {
                            semaphore.release(2);
                        } catch (IllegalArgumentException e) {
                            refused.incrementAndGet();
                        }
                    })
                    .close();
            assertThat(refused).hasValue(2);
            assertThat(semaphore.getValue()).isEqualTo(4);
        });
    }
}

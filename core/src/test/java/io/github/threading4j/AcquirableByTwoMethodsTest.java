package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.TimedAcquireContract;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A custom {@link Acquirable} that implements only {@code acquire(Duration)} and {@code release}. */
class AcquirableByTwoMethodsTest {
    /** An acquirable whose methods delegate to another lock. */
    private static final class Custom implements Acquirable {
        private final Acquirable lock;

        Custom(Acquirable lock) {
            this.lock = lock;
        }

        @Override
        public boolean acquire(Duration timeout) throws InterruptedException {
            return lock.acquire(timeout);
        }

        @Override
        public void release() {
            lock.release();
        }
    }

    @Nested
    class OverALock implements TimedAcquireContract<Acquirable> {
        private final Lock lock = new Lock();

        @Override
        public Acquirable create() {
            return new Custom(lock);
        }

        @Override
        public Object awaited(Acquirable acquirable) {
            return lock;
        }
    }

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /** An acquirable that returns the given answers in order and records its arguments. */
    private static final class Scripted implements Acquirable {
        final Deque<Boolean> answers = new ArrayDeque<>();
        final List<Duration> given = new ArrayList<>();
        int releases;

        Scripted(Boolean... answers) {
            this.answers.addAll(List.of(answers));
        }

        @Override
        public boolean acquire(Duration timeout) {
            given.add(timeout);
            return answers.remove();
        }

        @Override
        public void release() {
            releases++;
        }
    }

    @Test
    void acquire_timedAcquireReturnsFalse_callsItAgain() throws Exception {
        var custom = new Scripted(false, false, true, true);
        custom.acquire();
        assertThat(custom.given).containsExactly(LONGEST, LONGEST, LONGEST);
        assertThat(custom.acquire(true)).isTrue();
        assertThat(custom.given).hasSize(4).containsOnly(LONGEST);
        assertThat(custom.releases).isZero();
    }

    @Test
    void acquireFalse_callsTheTimedAcquireWithZero() throws Exception {
        var custom = new Scripted(false, true);
        assertThat(custom.acquire(false)).isFalse();
        assertThat(custom.acquire(false)).isTrue();
        assertThat(custom.given).containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void holds_areEachReleasedOnce() throws Exception {
        var custom = new Scripted(true, false, true, false, true);
        try (var hold = custom.hold();
                var none = custom.tryHold();
                var polled = custom.tryHold()) {
            assertThat(hold).isNotNull();
            assertThat(none).isNull();
            assertThat(polled).isNotNull();
        }
        assertThat(custom.releases).isEqualTo(2);
        try (var none = custom.tryHold(Duration.ofSeconds(7));
                var timed = custom.tryHold(Duration.ofSeconds(8))) {
            assertThat(none).isNull();
            assertThat(timed).isNotNull();
        }
        assertThat(custom.releases).isEqualTo(3);
        assertThat(custom.given)
                .containsExactly(LONGEST, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(7), Duration.ofSeconds(8));
    }

    @Test
    void acquire_timedAcquireThrows_everyMethodThrowsAndReleasesNothing() {
        var custom = new Scripted();
        assertThatThrownBy(custom::acquire).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> custom.acquire(true)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> custom.acquire(false)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(custom::hold).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(custom::tryHold).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> custom.with(() -> 1)).isInstanceOf(NoSuchElementException.class);
        assertThat(custom.releases).isZero();
    }

    @EachThreadKind
    void readLock_ofAReadWriteLock_admitsSeveralReaders(ThreadKind kind) throws Exception {
        var lock = new ReentrantReadWriteLock();
        var reading = Acquirable.of(lock.readLock());
        var writing = Acquirable.of(lock.writeLock());
        try (var hold = reading.hold()) {
            kind.run(() -> {
                assertThat(writing.acquire(false)).isFalse();
                try (var second = reading.tryHold()) {
                    assertThat(second).isNotNull();
                }
            });
        }
        assertThat(writing.<Boolean, RuntimeException>with(lock::isWriteLocked)).isTrue();
    }
}

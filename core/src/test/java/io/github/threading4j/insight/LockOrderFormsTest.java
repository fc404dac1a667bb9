package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Condition;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which forms of acquisition count for the order of locks. */
class LockOrderFormsTest extends LockOrderScene {
    /** A way to acquire a lock. */
    interface Way {
        void acquire(RLock lock) throws Exception;
    }

    private static Arguments way(String name, Way way) {
        return Arguments.of(name, way);
    }

    static Stream<Arguments> unlimitedWays() {
        return Stream.of(
                way("acquire", RLock::acquire),
                way("acquire(true)", lock -> assertThat(lock.acquire(true)).isTrue()),
                way("acquire(-1)", lock -> assertThat(lock.acquire(-1)).isTrue()),
                way(
                        "acquire(long Duration)",
                        lock -> assertThat(lock.acquire(Duration.ofSeconds(Long.MAX_VALUE)))
                                .isTrue()),
                way("acquireInterruptibly", RLock::acquireInterruptibly),
                way("hold", RLock::hold),
                way("tryHold(-1)", lock -> assertThat(lock.tryHold(-1)).isNotNull()),
                way("Condition.acquire", lock -> new Condition(lock).acquire()),
                way("lock", lock -> lock.asJavaLock().lock()),
                way("lockInterruptibly", lock -> lock.asJavaLock().lockInterruptibly()));
    }

    static Stream<Arguments> limitedWays() {
        return Stream.of(
                way("acquire(false)", lock -> assertThat(lock.acquire(false)).isTrue()),
                way("acquire(1)", lock -> assertThat(lock.acquire(1)).isTrue()),
                way(
                        "acquire(Duration)",
                        lock -> assertThat(lock.acquire(Duration.ofSeconds(1))).isTrue()),
                way("tryHold", lock -> assertThat(lock.tryHold()).isNotNull()),
                way("tryLock", lock -> assertThat(lock.asJavaLock().tryLock()).isTrue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unlimitedWays")
    void secondLockAcquiredWithoutALimit_isReported(String name, Way way) throws Exception {
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(a, b));
        in(
                "right",
                () -> b.with(() -> {
                    way.acquire(a);
                    a.release();
                }));
        assertIsReported();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limitedWays")
    void secondLockAcquiredWithALimit_isNotReported(String name, Way way) throws Exception {
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(a, b));
        in(
                "right",
                () -> b.with(() -> {
                    way.acquire(a);
                    a.release();
                }));
        assertIsNotReported();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"unlimitedWays", "limitedWays"})
    void firstLockAcquiredInAnyWay_isReported(String name, Way way) throws Exception {
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(a, b));
        in("right", () -> {
            way.acquire(b);
            nest(a);
            b.release();
        });
        assertIsReported();
    }

    @Test
    void waitForACondition_acquiresItsLockAgain() throws Exception {
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(b, a));
        in("right", () -> b.with(() -> a.with(() -> {})));
        assertIsNotReported();
        in("waiter", () -> b.with(() -> a.with(() -> new Condition(b).await(0))));
        assertIsReported();
    }

    @Test
    void waitForAConditionOfAJavaLock_acquiresTheLockAgain() throws Exception {
        var a = new Lock();
        var b = new Lock();
        var condition = b.asJavaLock().newCondition();
        in("left", () -> nest(b, a));
        in("waiter", () -> b.with(() -> a.with(() -> condition.awaitNanos(1))));
        assertIsReported();
    }

    @Test
    void waitForACondition_holdingNoOtherLock_isNotReported() throws Exception {
        var a = new RLock();
        var condition = new Condition(a);
        for (var thread : List.of("left", "right")) {
            in(thread, () -> condition.with(() -> condition.await(0)));
        }
        assertIsNotReported();
    }
}

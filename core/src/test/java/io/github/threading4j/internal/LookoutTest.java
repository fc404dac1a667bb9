package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lookout that looks sees what has happened already; one that does not look tells nothing of it. */
class LookoutTest {
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final Lookout lookout = new Lookout();

    @BeforeEach
    void severalProcessors() {
        assumeThat(Runtime.getRuntime().availableProcessors())
                .as("with one processor nobody looks")
                .isGreaterThan(1);
    }

    @Test
    void sees_looks() {
        assertThat(lookout.sees(2, () -> true, LONG)).isTrue();
        assertThat(lookout.sees(2, () -> true, Timeout.FOREVER)).isTrue();
    }

    @Test
    void sees_whatHappensLater() {
        var tries = 0;
        var looks = new AtomicInteger();
        do { // one that loses the processor meanwhile has given up when it is back
            assertThat(++tries).isLessThan(1000);
            looks.set(0);
        } while (!new Lookout().sees(2, () -> looks.incrementAndGet() == 10, LONG));
        assertThat(looks).hasValue(10);
    }

    @Test
    void sees_inVain_givesUp() {
        var begin = System.nanoTime();
        assertThat(lookout.sees(2, () -> false, LONG)).isFalse();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(Lookout.NANOS);
    }

    @Test
    void sees_inVain_makesLooksRare() {
        var looks = IntStream.range(0, 200).filter(misses -> {
            var fresh = new Lookout();
            for (int i = 0; i < misses; i++) {
                assertThat(fresh.sees(2, () -> false, LONG)).isFalse();
            }
            return fresh.sees(2, () -> true, LONG);
        });
        assertThat(looks).containsExactly(0, 1, 2, 4, 8, 16, 32, 64, 128, 192);
    }

    @Test
    void isWorthwhile_afterMoreMissesThanAnIntCounts() {
        assertThat(Lookout.isWorthwhile(Integer.MAX_VALUE)).isFalse();
        assertThat(Lookout.isWorthwhile(Integer.MIN_VALUE)).isTrue();
        assertThat(Lookout.isWorthwhile(Integer.MIN_VALUE + 1)).isFalse();
        assertThat(Lookout.isWorthwhile(-1)).isFalse();
        assertThat(Lookout.isWorthwhile(-64)).isTrue();
    }

    @Test
    void sees_afterOneThatSaw_looksAgain() {
        for (int i = 0; i < 4; i++) {
            assertThat(lookout.sees(2, () -> false, LONG)).isFalse();
        }
        assertThat(lookout.sees(2, () -> true, LONG)).as("after 4 in vain").isTrue();
        for (int i = 0; i < 2; i++) {
            assertThat(lookout.sees(2, () -> false, LONG)).isFalse();
        }
        assertThat(lookout.sees(2, () -> true, LONG)).as("after 2 in vain").isTrue();
    }

    @Test
    void sees_timeoutNoLongerThanTheLook_doesNotLook() {
        for (long nanos : new long[] {Long.MIN_VALUE, 0, 1, Lookout.NANOS}) {
            assertThat(lookout.sees(2, () -> true, nanos)).as("%d ns", nanos).isFalse();
        }
        assertThat(lookout.sees(2, () -> true, Lookout.NANOS + 1)).isTrue();
    }

    @Test
    void sees_moreThreadsThanProcessors_doesNotLook_andDoesNotCount() {
        var processors = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < 3; i++) {
            assertThat(lookout.sees(processors + 1, () -> true, LONG)).isFalse();
        }
        assertThat(lookout.sees(processors, () -> true, LONG)).isTrue();
    }

    @Test
    void sees_userThread_doesNotLook_andDoesNotCount() {
        assumeThat(JavaThreads.supportsVirtual()).isTrue();
        ThreadKind.USER.run(() -> {
            for (int i = 0; i < 3; i++) {
                assertThat(lookout.sees(2, () -> true, LONG)).isFalse();
            }
        });
        assertThat(lookout.sees(2, () -> true, LONG)).isTrue();
    }
}

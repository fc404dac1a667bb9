package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadingTest {
    private final CountDownLatch end = new CountDownLatch(1);

    @EachThreadKind
    void currentThread_inANamedThread_returnsThatThread(ThreadKind kind) throws Exception {
        var current = new NamedThread[2];
        var thread = kind.start(() -> {
            current[0] = Threading.currentThread();
            current[1] = Threading.currentThread();
        });
        thread.join();
        assertThat(current).containsOnly(thread);
    }

    @Test
    void mainThread_fromAnotherThread_returnsTheMainThread() {
        var main = Threading.mainThread();
        assertThat(main).isSameAs(Threading.mainThread());
        assertThat(main.getName()).isEqualTo("MainThread");
        assertThat(main.toJavaThread().getName()).isEqualTo("main");
        assertThat(main.isDaemon()).isFalse();
        assertThat(main.isAlive()).isTrue();
        assertThat(main.getIdent()).isPresent();
        assertThat(main.toString()).startsWith("MainThread[name=MainThread, started, ident=");
        assertThat(Threading.enumerate().get(0)).isSameAs(main);
    }

    @EachThreadKind
    void enumerate_listsInTheOrderOfStart(ThreadKind kind) throws Exception {
        var threads = new ArrayList<NamedThread>();
        for (int i = 0; i < 20; i++) {
            threads.add(0, kind.thread(end::await)); // constructed in reverse order
        }
        threads.forEach(NamedThread::start);
        var listed = new ArrayList<>(Threading.enumerate());
        listed.retainAll(threads);
        assertThat(listed).isEqualTo(threads);
        end.countDown();
        for (var thread : threads) {
            thread.join();
        }
    }

    @Test
    void enumerate_returnsANewList() {
        var list = Threading.enumerate();
        list.clear();
        assertThat(Threading.enumerate()).isNotEmpty();
    }

    @EachThreadKind
    void activeCount_isTheSizeOfEnumerate(ThreadKind kind) throws Exception {
        Threading.currentThread();
        var before = Threading.enumerate(); // some of these threads, of earlier tests, may be about to end
        assertThat(before).contains(Threading.currentThread());
        try (var bunch = Bunch.start(kind, 7, index -> end.await())) {
            assertThat(Threading.enumerate())
                    .filteredOn(thread -> !before.contains(thread))
                    .containsExactlyElementsOf(bunch.threads());
            assertThat(Threading.activeCount()).isGreaterThanOrEqualTo(8);
            Await.until(
                    "both counts agree",
                    () -> Threading.activeCount() == Threading.enumerate().size());
            end.countDown();
        }
        assertThat(before).containsAll(Threading.enumerate());
    }

    @EachThreadKind
    void enumerate_whileThreadsStartAndEnd_listsEachLiveThreadOnce(ThreadKind kind) throws Exception {
        var steady = kind.start(end::await);
        var ended = kind.start(() -> {});
        ended.join();
        var neverStarted = kind.thread(() -> {});
        var churn = Bunch.start(ThreadKind.PLATFORM, 2, index -> {
            for (int i = 0; i < 300; i++) {
                var next = kind.thread(() -> assertThat(Threading.enumerate()).contains(Threading.currentThread()));
                next.start();
                next.join();
                assertThat(Threading.enumerate()).doesNotContain(next);
            }
        });
        while (churn.threads().stream().anyMatch(NamedThread::isAlive)) {
            assertThat(Threading.enumerate())
                    .contains(steady)
                    .doesNotContain(ended, neverStarted)
                    .doesNotHaveDuplicates();
        }
        churn.close();
        end.countDown();
        steady.join();
    }

    @Test
    @Tag(Needs.VIRTUAL_THREADS)
    void enumerate_manyVirtualThreads_listsThemAll() throws Exception {
        var threads = IntStream.range(0, 20_000)
                .mapToObj(i -> ThreadKind.VIRTUAL.thread(end::await))
                .toList();
        threads.forEach(NamedThread::start);
        assertThat(Threading.enumerate().containsAll(threads)).isTrue();
        assertThat(Threading.activeCount()).isGreaterThanOrEqualTo(20_000);
        end.countDown();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(Threading.activeCount()).isLessThan(20_000);
    }

    @EachThreadKind
    void getIdent_isDifferentInEachThread(ThreadKind kind) throws Exception {
        var idents = new long[8];
        Bunch.start(kind, 8, index -> idents[index] = Threading.getIdent()).close();
        assertThat(idents).doesNotHaveDuplicates().doesNotContain(Threading.getIdent());
        assertThat(Threading.currentThread().getIdent()).hasValue(Threading.getIdent());
    }

    @Test
    void timeoutMax_isThatOfPython() {
        assertThat(Threading.TIMEOUT_MAX).isEqualTo(9223372036.0);
    }

    @Test
    void stackSize_set_appliesToEarlierBuildersWithoutAStackSize() throws Exception {
        var builder = NamedThread.builder().daemon(true);
        var own = NamedThread.builder().daemon(true).stackSize(1 << 20);
        Threading.stackSize(1L << 50); // too much for any system
        assertThatThrownBy(() -> builder.start(() -> {})).hasMessageStartingWith("can't start new thread: ");
        own.start(() -> {}).join();
        Threading.stackSize(0);
        builder.start(() -> {}).join();
    }

    @Test
    void stackSize_set_returnsThePreviousSizeAndIsUsed() throws Exception {
        assertThat(Threading.stackSize()).isZero();
        assertThat(Threading.stackSize(1 << 20)).isZero();
        assertThat(Threading.stackSize()).isEqualTo(1 << 20);
        assertThat(Threading.stackSize(1L << 50)).isEqualTo(1 << 20);
        var thread = new NamedThread(() -> {});
        assertThatThrownBy(thread::start).as("too large a stack").hasMessageStartingWith("can't start new");
        assertThat(Threading.stackSize(0)).isEqualTo(1L << 50);
        assertThat(Threading.stackSize(Threading.MIN_STACK_SIZE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void stackSize_negative_isRejectedAndChangesNothing(long bytes) {
        assertThatThrownBy(() -> Threading.stackSize(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be 0 or a positive value: " + bytes + " (expected bytes, or 0 for the default)");
        assertThat(Threading.stackSize()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 32_767})
    void stackSize_tooSmall_isRejectedAndChangesNothing(long bytes) {
        assertThatThrownBy(() -> Threading.stackSize(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size not valid: " + bytes + " bytes (expected 0, or at least 32768)");
        assertThat(Threading.stackSize()).isZero();
    }

    @EachThreadKind
    void sleep_lastsAtLeastTheGivenTime(ThreadKind kind) {
        kind.run(() -> {
            var begin = System.nanoTime();
            Threading.sleep(0.01);
            Threading.sleep(Duration.ofMillis(10));
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
        });
    }

    @Test
    void sleep_zeroTinyOrNegativeDuration_returnsImmediately() throws Exception {
        Threading.sleep(0);
        Threading.sleep(-0.0);
        Threading.sleep(1e-9);
        Threading.sleep(Double.MIN_VALUE);
        Threading.sleep(Duration.ZERO);
        Threading.sleep(Duration.ofDays(-1));
        Threading.sleep(Duration.ofSeconds(Long.MIN_VALUE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -1e-10, Double.NEGATIVE_INFINITY})
    void sleep_negativeSeconds_isRejected(double seconds) {
        assertThatThrownBy(() -> Threading.sleep(seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sleep length must be non-negative: " + seconds + " (expected seconds >= 0)");
    }

    @Test
    void sleep_nanOrNull_isRejected() {
        assertThatThrownBy(() -> Threading.sleep(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Threading.sleep(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("time: null (expected a value)");
    }

    @EachThreadKind
    void sleep_tooLongToCount_sleepsUntilInterrupted(ThreadKind kind) {
        try (var sleepers = Bunch.start(kind, 3, index -> {
            switch (index) {
                case 0 -> Interrupts.during(() -> Threading.sleep(1e300));
                case 1 -> Interrupts.during(() -> Threading.sleep(Double.POSITIVE_INFINITY));
                default -> Interrupts.during(() -> Threading.sleep(Duration.ofSeconds(Long.MAX_VALUE)));
            }
        })) {
            for (var sleeper : sleepers.threads()) {
                Await.parked(sleeper.toJavaThread());
                sleeper.interrupt();
            }
        }
    }

    @EachThreadKind
    void sleep_interruptedBefore_throws(ThreadKind kind) {
        kind.run(() -> {
            Interrupts.before(() -> Threading.sleep(0));
            Interrupts.before(() -> Threading.sleep(1));
            Interrupts.before(() -> Threading.sleep(Duration.ofSeconds(-1)));
        });
    }
}

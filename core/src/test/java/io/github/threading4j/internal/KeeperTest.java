package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeeperTest {
    private final Keeper keeper = new Keeper();

    private static Thread[] keeperThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("threading4j-keeper"))
                .toArray(Thread[]::new);
    }

    private static void awaitNoKeeperThread() {
        Await.until("no keeper thread", () -> keeperThreads().length == 0);
    }

    @Test
    void new_startsNoThread() {
        assertThat(keeper.isRunning()).isFalse();
    }

    @Test
    void retained_keepsOneNonDaemonThread_asLongAsThatLasts() {
        awaitNoKeeperThread();
        keeper.retain();
        keeper.retain();
        assertThat(keeperThreads()).hasSize(1);
        var thread = keeperThreads()[0];
        assertThat(thread.isDaemon()).isFalse();
        assertThat(thread.getContextClassLoader()).isNull();
        Await.until("it parks without a limit", () -> thread.getState() == Thread.State.WAITING);
        keeper.release();
        assertThat(keeper.isRunning()).isTrue();
        Await.until("it still does", () -> thread.getState() == Thread.State.WAITING);
        keeper.release();
        Await.until("it is gone", () -> !keeper.isRunning());
        Await.terminated(thread);
    }

    @Test
    void released_lingersAndThenEnds() {
        keeper.retain();
        keeper.release();
        var released = System.nanoTime();
        Await.until("it is gone", () -> !keeper.isRunning());
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - released))
                .isLessThan(Keeper.LINGER_MILLIS + 5_000); // generous: machines are busy
        awaitNoKeeperThread();
    }

    @Test
    void retainedAgainAndAgain_staysTheSameThread() {
        awaitNoKeeperThread();
        keeper.retain();
        var thread = keeperThreads()[0];
        var begin = System.nanoTime();
        var longestGap = 0L;
        for (var now = begin; now - begin < TimeUnit.MILLISECONDS.toNanos(5 * Keeper.LINGER_MILLIS); ) {
            var last = now;
            keeper.release();
            keeper.retain();
            now = System.nanoTime();
            longestGap = Math.max(longestGap, now - last);
        }
        if (longestGap < TimeUnit.MILLISECONDS.toNanos(Keeper.LINGER_MILLIS / 4)) { // else this machine was busy
            assertThat(keeperThreads()).containsExactly(thread);
        }
        assertThat(keeper.isRunning()).isTrue();
        keeper.release();
        awaitNoKeeperThread();
    }

    @Test
    void retainedAgain_afterItsEnd_startsAnother() {
        for (int i = 0; i < 3; i++) {
            keeper.retain();
            assertThat(keeper.isRunning()).isTrue();
            keeper.release();
            Await.until("it is gone", () -> !keeper.isRunning());
        }
        awaitNoKeeperThread();
    }

    @Test
    void interrupted_whileRetained_staysAndDoesNotSpin() {
        awaitNoKeeperThread();
        keeper.retain();
        var thread = keeperThreads()[0];
        Await.until("it parks without a limit", () -> thread.getState() == Thread.State.WAITING);
        thread.interrupt();
        Await.until("it took the interrupt", () -> !thread.isInterrupted());
        Await.until("it parks again", () -> thread.getState() == Thread.State.WAITING);
        assertThat(keeper.isRunning()).isTrue();
        keeper.release();
        awaitNoKeeperThread();
    }

    @Test
    void interrupted_whileItLingers_doesNotSpin() {
        Await.until("it took the interrupt before its first look", () -> {
            awaitNoKeeperThread();
            var begin = System.nanoTime();
            keeper.retain();
            var thread = keeperThreads()[0];
            thread.interrupt();
            while (thread.isInterrupted()) {
                Thread.onSpinWait();
            }
            var end = System.nanoTime();
            keeper.release();
            return end - begin < TimeUnit.MILLISECONDS.toNanos(Keeper.LINGER_MILLIS) / 2;
        });
        awaitNoKeeperThread();
    }

    @Test
    void retainAndRelease_byMany_neverLosesARetainAndEndsInTheEnd() {
        awaitNoKeeperThread();
        Bunch.start(ThreadKind.KERNEL, 4, index -> {
                    for (int i = 0; i < 20_000; i++) {
                        keeper.retain();
                        assertThat(keeper.isRunning()).isTrue();
                        keeper.release();
                    }
                })
                .close();
        Await.until("it is gone", () -> !keeper.isRunning());
        awaitNoKeeperThread();
    }
}

package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private final KeepAlive keepAlive = new KeepAlive();

    private static Thread[] keepAliveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("threading4j-keep-alive"))
                .toArray(Thread[]::new);
    }

    private static void awaitNoKeeperThread() {
        Await.until("no keep-alive thread", () -> keepAliveThreads().length == 0);
    }

    @Test
    void new_startsNoThread() {
        assertThat(keepAlive.isRunning()).isFalse();
    }

    @Test
    void retain_keepsOneNonDaemonThreadUntilReleased() {
        awaitNoKeeperThread();
        keepAlive.retain();
        keepAlive.retain();
        assertThat(keepAliveThreads()).hasSize(1);
        var thread = keepAliveThreads()[0];
        assertThat(thread.isDaemon()).isFalse();
        assertThat(thread.getContextClassLoader()).isNull();
        Await.until("the thread parks without a limit", () -> thread.getState() == Thread.State.WAITING);
        keepAlive.release();
        assertThat(keepAlive.isRunning()).isTrue();
        Await.until("the thread still parks without a limit", () -> thread.getState() == Thread.State.WAITING);
        keepAlive.release();
        Await.until("the keep-alive thread has ended", () -> !keepAlive.isRunning());
        Await.terminated(thread);
    }

    @Test
    void release_threadLingersAndEnds() {
        keepAlive.retain();
        keepAlive.release();
        var released = System.nanoTime();
        Await.until("the keep-alive thread has ended", () -> !keepAlive.isRunning());
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - released))
                .isLessThan(KeepAlive.LINGER_MILLIS + 5_000); // a generous margin for a busy machine
        awaitNoKeeperThread();
    }

    @Test
    void retainAndRelease_repeated_keepTheSameThread() {
        awaitNoKeeperThread();
        keepAlive.retain();
        var thread = keepAliveThreads()[0];
        var begin = System.nanoTime();
        var longestGap = 0L;
        for (var now = begin; now - begin < TimeUnit.MILLISECONDS.toNanos(5 * KeepAlive.LINGER_MILLIS); ) {
            var last = now;
            keepAlive.release();
            keepAlive.retain();
            now = System.nanoTime();
            longestGap = Math.max(longestGap, now - last);
        }
        // Checked only if no gap was long: on a busy machine, the thread may have ended while it was not retained.
        if (longestGap < TimeUnit.MILLISECONDS.toNanos(KeepAlive.LINGER_MILLIS / 4)) {
            assertThat(keepAliveThreads()).containsExactly(thread);
        }
        assertThat(keepAlive.isRunning()).isTrue();
        keepAlive.release();
        awaitNoKeeperThread();
    }

    @Test
    void retain_afterTheThreadEnded_startsAnother() {
        for (int i = 0; i < 3; i++) {
            keepAlive.retain();
            assertThat(keepAlive.isRunning()).isTrue();
            keepAlive.release();
            Await.until("the keep-alive thread has ended", () -> !keepAlive.isRunning());
        }
        awaitNoKeeperThread();
    }

    @Test
    void interrupt_whileRetained_isIgnored() {
        awaitNoKeeperThread();
        keepAlive.retain();
        var thread = keepAliveThreads()[0];
        Await.until("the thread parks without a limit", () -> thread.getState() == Thread.State.WAITING);
        thread.interrupt();
        Await.until("the thread has cleared the interrupt", () -> !thread.isInterrupted());
        Await.until("the thread parks again", () -> thread.getState() == Thread.State.WAITING);
        assertThat(keepAlive.isRunning()).isTrue();
        keepAlive.release();
        awaitNoKeeperThread();
    }

    @Test
    void interrupt_whileLingering_isIgnored() {
        Await.until("the thread has cleared the interrupt in time", () -> {
            awaitNoKeeperThread();
            var begin = System.nanoTime();
            keepAlive.retain();
            var thread = keepAliveThreads()[0];
            thread.interrupt();
            while (thread.isInterrupted()) {
                Thread.onSpinWait();
            }
            var end = System.nanoTime();
            keepAlive.release();
            return end - begin < TimeUnit.MILLISECONDS.toNanos(KeepAlive.LINGER_MILLIS) / 2;
        });
        awaitNoKeeperThread();
    }

    @Test
    void retainAndRelease_concurrently_loseNoCall() {
        awaitNoKeeperThread();
        Bunch.start(ThreadKind.PLATFORM, 4, index -> {
                    for (int i = 0; i < 20_000; i++) {
                        keepAlive.retain();
                        assertThat(keepAlive.isRunning()).isTrue();
                        keepAlive.release();
                    }
                })
                .close();
        Await.until("the keep-alive thread has ended", () -> !keepAlive.isRunning());
        awaitNoKeeperThread();
    }
}

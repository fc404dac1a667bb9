package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Await;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class JavaWaitTest {
    /**
     * A thread that already counts as terminated owns its own monitor for a moment, while the JVM wakes the threads in
     * {@code Thread.join}. A thread that has just acquired a monitor still counts as blocked for a moment. Both moments
     * are too short to be hit by chance, so this test simulates what the JVM reports.
     */
    @Test
    void waitForAMonitor_whoseOwnerHasEndedOrIsTheWaitingThread_isOver() throws Exception {
        var monitor = new Object();
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var owner = new Thread(() -> {
            synchronized (monitor) {
                held.countDown();
                awaitUninterruptibly(release);
            }
        });
        owner.start();
        held.await();
        var waiting = new Thread(() -> {
            synchronized (monitor) {
                // nothing to do
            }
        });
        waiting.start();
        Await.until("it is blocked", () -> waiting.getState() == Thread.State.BLOCKED);
        var ended = new Thread(() -> {});
        ended.start();
        ended.join();
        var info = ManagementFactory.getThreadMXBean().getThreadInfo(JavaThreads.id(waiting));

        assertThat(new JavaWait(waiting, owner, info).enders()).isEqualTo(new Enders.One(owner, true));
        assertThat(new JavaWait(waiting, ended, info).enders()).isEqualTo(Enders.Open.OVER);
        assertThat(new JavaWait(waiting, waiting, info).enders()).isEqualTo(Enders.Open.OVER);

        release.countDown();
        owner.join();
        waiting.join();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.testing.Await;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Threads beside a throwing watch; what they throw is kept. */
abstract class ThrowingWatchScene {
    final ConcurrentLinkedQueue<Finding> findings = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    Watch watch;

    @BeforeEach
    void startWatch() {
        watch = Insight.watch(WatchOptions.defaults().every(0.001).throwing(), findings::add);
    }

    @AfterEach
    void closeWatch() {
        watch.close();
    }

    final NamedThread start(Kinds kinds, int index, ThrowingRunnable<?> body) {
        return kinds.builder(index).name("thread-" + index).daemon(true).start(() -> {
            try {
                body.run();
            } catch (Throwable e) {
                thrown.add(e);
            }
            if (Thread.interrupted()) {
                thrown.add(new AssertionError("an interrupt is left"));
            }
        });
    }

    static void join(List<NamedThread> threads) {
        Await.until("the threads end", () -> threads.stream().noneMatch(NamedThread::isAlive));
    }

    final DeadlockException onlyException() {
        assertThat(thrown).hasSize(1);
        var exception = thrown.peek();
        assertThat(exception).isInstanceOf(DeadlockException.class);
        return (DeadlockException) exception;
    }

    static void take(RLock first, RLock second, CountDownLatch both, ConcurrentLinkedQueue<Boolean> finished)
            throws InterruptedException {
        try (var hold = first.hold()) {
            both.countDown();
            both.await();
            second.with(() -> finished.add(true));
        }
    }
}

package io.github.threading4j.insight;

import io.github.threading4j.NamedThread;
import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Threads that get into a deadlock, for use in a try-with-resources statement: {@code close} interrupts the threads
 * repeatedly until they have ended. Therefore, each deadlock must include an interruptible wait.
 */
final class Scene implements AutoCloseable {
    private final Kinds kinds;
    private final List<NamedThread> threads = new ArrayList<>();
    private final CountDownLatch all;

    /**
     * Creates a scene.
     *
     * @param kinds the kinds of its threads
     * @param meeting the number of threads that call {@link #meet()}
     */
    Scene(Kinds kinds, int meeting) {
        this.kinds = kinds;
        this.all = new CountDownLatch(meeting);
    }

    /** Starts a daemon thread. */
    NamedThread start(String name, ThrowingRunnable<?> body) {
        var builder = kinds.builder(threads.size()).name(name).daemon(true);
        var thread = builder.unstarted(() -> runUntilInterrupted(body));
        threads.add(thread); // first, since the thread may look up itself and the others
        thread.start();
        return thread;
    }

    private static void runUntilInterrupted(ThrowingRunnable<?> body) {
        try {
            body.run();
        } catch (Throwable e) {
            if (!(e instanceof InterruptedException || e instanceof WaitInterruptedException)) { // the end of the scene
                throw new AssertionError(e);
            }
        }
    }

    /** Waits until all threads have called this method, each holding its first lock. */
    void meet() throws InterruptedException {
        all.countDown();
        all.await();
    }

    List<NamedThread> threads() {
        return threads;
    }

    /** Waits until exactly the given number of deadlocks is found, with the given number of threads behind them. */
    List<Deadlock> deadlocks(int count, int behind) {
        var found = new AtomicReference<>(List.<Deadlock>of());
        Await.until(count + " deadlocks are found", () -> {
            found.set(Insight.findDeadlocks());
            return found.get().size() == count
                    && found.get().stream().mapToInt(Deadlock::behind).sum() == behind;
        });
        return found.get();
    }

    /** Waits until exactly one deadlock is found, and all threads of the scene are part of it. */
    Deadlock deadlock() {
        var found = new AtomicReference<Deadlock>();
        Await.until("one deadlock of " + threads.size() + " threads is found", () -> {
            var now = Insight.findDeadlocks();
            found.set(now.isEmpty() ? null : now.get(0));
            return now.size() == 1 && now.get(0).waiters().size() == threads.size();
        });
        return found.get();
    }

    @Override
    public void close() {
        Await.until("the threads end", () -> {
            threads.forEach(NamedThread::interrupt);
            return threads.stream().noneMatch(NamedThread::isAlive);
        });
    }
}

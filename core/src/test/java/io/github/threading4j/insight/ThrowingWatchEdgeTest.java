package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.Uncaught;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A throwing watch and interrupts, other watches, and threads of foreign classes. */
class ThrowingWatchEdgeTest extends ThrowingWatchScene {
    /** If a survey finds a thread of the deadlock in the middle of an interrupt, the next survey ends the deadlock. */
    @EachKinds
    @RaceHunt
    void rlocks_threadsAreInterruptedMeanwhile_areEndedNevertheless(Kinds kinds) throws Exception {
        Rounds.run(20, round -> {
            var a = new RLock();
            var b = new RLock();
            var both = new CountDownLatch(2);
            var finished = new ConcurrentLinkedQueue<Boolean>();
            var threads = List.of(
                    kinds.builder(0).daemon(true).start(() -> takeIgnoringDeadlock(a, b, both, finished)),
                    kinds.builder(1).daemon(true).start(() -> takeIgnoringDeadlock(b, a, both, finished)));
            both.await();
            for (var thread : threads) {
                thread.interrupt();
            }
            join(threads);
            assertThat(finished).hasSize(1);
        });
    }

    private static void takeIgnoringDeadlock(
            RLock first, RLock second, CountDownLatch both, ConcurrentLinkedQueue<Boolean> finished) {
        try (var hold = first.hold()) {
            both.countDown();
            awaitUninterruptibly(both);
            second.with(() -> finished.add(true));
        } catch (DeadlockException e) {
            // the other thread continues
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        var interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void once_endsOneDeadlock() throws Exception {
        watch.close();
        var locks = List.of(new RLock(), new RLock(), new RLock(), new RLock());
        var threads = new ArrayList<NamedThread>();
        for (var pair = 0; pair < 4; pair += 2) {
            var first = locks.get(pair);
            var second = locks.get(pair + 1);
            var both = new CountDownLatch(2);
            threads.add(start(Kinds.PLATFORM, pair, () -> takeInterruptibly(first, second, both)));
            threads.add(start(Kinds.PLATFORM, pair + 1, () -> takeInterruptibly(second, first, both)));
        }
        Await.until("both deadlocks exist", () -> Insight.findDeadlocks().size() == 2);
        try (var once =
                Insight.watch(WatchOptions.defaults().every(0.001).throwing().once(), findings::add)) {
            Await.until("a thread throws", () -> !thrown.isEmpty());
            Await.until("the watch has ended", () -> once.toString().startsWith("Watch[closed"));
        }
        assertThat(Insight.findDeadlocks()).hasSize(1);
        assertThat(thrown).hasSize(1);
        for (var thread : threads) {
            thread.interrupt();
        }
        join(threads);
        assertThat(findings).hasSize(1);
    }

    private static void takeInterruptibly(RLock first, RLock second, CountDownLatch both) throws InterruptedException {
        try (var hold = first.hold()) {
            both.countDown();
            both.await();
            second.acquireInterruptibly();
            second.release();
        }
    }

    /** A thread of a foreign class, whose interrupt method fails. */
    private static final class Unwilling extends Thread {
        Unwilling(Runnable body) {
            super(body);
            setDaemon(true);
        }

        @Override
        public void interrupt() {
            throw new IllegalStateException("interrupt");
        }
    }

    @Test
    void rlocks_oneThreadCantBeInterrupted_theOtherThrows(Uncaught uncaught) throws Exception {
        var a = new RLock();
        var b = new RLock();
        var both = new CountDownLatch(2);
        var finished = new ConcurrentLinkedQueue<Boolean>();
        var unwilling = new Unwilling(() -> takeIgnoringDeadlock(a, b, both, finished));
        unwilling.start();
        var willing = start(Kinds.PLATFORM, 0, () -> take(b, a, both, finished));
        join(List.of(willing));
        unwilling.join();
        assertThat(finished).hasSize(1);
        onlyException();
        uncaught.takeAll(); // the exception of interrupt, if that thread was tried first
    }
}

package io.github.threading4j;

import static io.github.threading4j.Threading.sleep;
import static io.github.threading4j.Threading.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Which calls a cancellation ends, and which not; for all waits, see {@code CancellableContract}. */
class CancelScopeCallsTest {
    private static CancelScope cancelled() {
        var scope = new CancelScope();
        scope.cancel();
        return scope;
    }

    @Test
    void uninterruptibleAcquires_inACancelledScope_acquire() throws Exception {
        assertThat(cancelled().with(() -> {
                    for (var lock : new Acquirable[] {new Lock(), new RLock(), new Condition()}) {
                        lock.acquire();
                        lock.release();
                        assertThat(lock.acquire(true)).isTrue();
                        lock.release();
                        lock.hold().close();
                        lock.with(() -> {});
                    }
                }))
                .isTrue();
    }

    @EachThreadKind
    void uninterruptibleAcquires_thatWaitInACancelledScope_areNotCancelled(ThreadKind kind) {
        for (var lock : new Acquirable[] {new Lock(), new RLock()}) {
            var scope = new CancelScope();
            assertThat(tryAcquire(lock)).isTrue();
            try (var waiter = Bunch.start(
                    kind,
                    index -> assertThat(scope.with(() -> lock.with(() -> {}))).isTrue())) {
                Await.waiting(waiter.thread(), lock);
                scope.cancel();
                Await.waiting(waiter.thread(), lock);
                lock.release();
            }
        }
    }

    private static boolean tryAcquire(Acquirable lock) {
        try {
            return lock.acquire(false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void callsThatDoNotWait_inACancelledScope_work() throws Exception {
        assertThat(cancelled().with(() -> {
                    var semaphore = new Semaphore();
                    assertThat(semaphore.acquire(false)).isTrue();
                    semaphore.release();
                    var queue = new Queue<String>();
                    queue.putNowait("item");
                    assertThat(queue.getNowait()).isEqualTo("item");
                    var event = new Event();
                    event.set();
                    assertThat(event.isSet()).isTrue();
                    assertThat(event.await()).isTrue(); // as for an interrupted thread
                }))
                .isTrue();
    }

    @Test
    void callsThatNeedNotWait_inACancelledScope_areCancelledWhereAnInterruptWouldBeNoticed() {
        var queue = new Queue<String>();
        queue.putNowait("item");
        var ended = new NamedThread(() -> {});
        ended.start();
        for (ThrowingRunnable<?> each : new ThrowingRunnable<?>[] {
            queue::get,
            () -> queue.put("more"),
            () -> new Semaphore().acquire(),
            () -> new Lock().acquire(1.0),
            () -> new Lock().acquire(0.0),
            () -> new RLock().acquireInterruptibly(),
            () -> new Queue<String>().join(),
            ended::join,
            () -> sleep(0),
            () -> new Barrier(1).await(),
            () -> new Event().await(0)
        }) {
            assertThatThrownBy(() -> cancelled().with(() -> {
                        each.run();
                        return 0;
                    }))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(queue.qsize()).isEqualTo(1);
    }

    @Test
    void ownTimeout_shorterThanTheDeadline_hasItsOwnAnswer() throws Exception {
        timeout(3_600, () -> {
            assertThat(new Event().await(0.001)).isFalse();
            assertThat(new Semaphore(0).acquire(Duration.ofMillis(1))).isFalse();
            assertThatThrownBy(() -> new Queue<String>().get(0.001)).isInstanceOf(QueueEmptyException.class);
        });
    }
}

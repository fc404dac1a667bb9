package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.RLock;
import io.github.threading4j.select.Select;
import io.github.threading4j.testing.Await;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A throwing watch can end the wait of a select. */
class ThrowingWatchSelectTest extends ThrowingWatchScene {
    private final RLock a = new RLock("A");
    private final RLock b = new RLock("B");

    @EachKinds
    void selects_inOppositeOrder_oneThreadThrowsAndTheOtherContinues(Kinds kinds) {
        var both = new CountDownLatch(2);
        var finished = new ConcurrentLinkedQueue<Boolean>();
        var threads = List.of(
                start(kinds, 0, () -> takeBySelect(a, b, both, finished)),
                start(kinds, 1, () -> takeBySelect(b, a, both, finished)));
        join(threads);
        assertThat(onlyException()).hasMessageContaining("waits for the first of Select[to acquire RLock[name=");
        assertThat(finished).hasSize(1);
        assertThat(a.locked()).isFalse();
        assertThat(b.locked()).isFalse();
        Await.until("the deadlock is reported", () -> findings.size() == 1);
    }

    private static void takeBySelect(
            RLock first, RLock second, CountDownLatch both, ConcurrentLinkedQueue<Boolean> finished)
            throws InterruptedException {
        try (var hold = first.hold()) {
            both.countDown();
            both.await();
            new Select<Void>()
                    .on(second, other -> {
                        other.close();
                        return null;
                    })
                    .await();
            finished.add(true);
        }
    }
}

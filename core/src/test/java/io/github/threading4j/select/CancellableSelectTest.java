package io.github.threading4j.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Event;
import io.github.threading4j.Semaphore;
import io.github.threading4j.contract.CancellableContract;
import io.github.threading4j.contract.CancellableWait;
import io.github.threading4j.contract.CancellableWait.Use;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;

/** The waits of a select. */
class CancellableSelectTest implements CancellableContract {
    @Override
    public List<CancellableWait> waits() {
        return List.of(
                select("await()", it -> assertThat(it.await()).isEqualTo("item")),
                select(
                        "await(double)",
                        it -> assertThat(it.await(3_600.0, () -> "none")).isEqualTo("item")),
                select(
                        "await(Duration)",
                        it -> assertThat(it.await(Duration.ofHours(1), () -> "none"))
                                .isEqualTo("item")));
    }

    @EachThreadKind
    void await_readyInACancelledScope_takesNothing(ThreadKind kind) {
        var queue = new Queue<String>();
        queue.putNowait("item");
        var select = new Select<String>().on(queue, item -> item);
        var scope = new CancelScope();
        scope.cancel();
        kind.run(() -> assertThat(scope.with(() -> {
                    select.await();
                }))
                .isFalse());
        assertThat(queue.qsize()).isOne();
    }

    private static CancellableWait select(String name, ThrowingConsumer<Select<String>> await) {
        return new CancellableWait("Select." + name, () -> {
            var queue = new Queue<String>();
            // A select is for one thread at a time, and each call of the contract may come from another thread.
            return Use.of(
                    () -> await.accept(new Select<String>()
                            .on(new Event(), () -> "event")
                            .on(new Semaphore(0), hold -> "permit")
                            .on(queue, item -> item)),
                    () -> queue.putNowait("item"));
        });
    }
}

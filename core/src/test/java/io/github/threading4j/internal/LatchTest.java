package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachKind;
import io.github.threading4j.testing.ThreadKind;
import org.junit.jupiter.api.Test;

class LatchTest {
    private final Object awaited = "the awaited";
    private final Thread holder = new Thread("holder");
    private final Latch latch = new Latch(WaitPoint.Kind.SIGNAL, awaited, holder);

    @Test
    void await_shut_tellsFalseWhenTimeIsUp() throws Exception {
        assertThat(latch.isOpen()).isFalse();
        assertThat(latch.await(0)).isFalse();
        assertThat(latch.await(-1)).isFalse();
        var begin = System.nanoTime();
        assertThat(latch.await(10_000_000)).isFalse();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(10_000_000);
    }

    @EachKind
    void open_releasesAllWhoWait_andAllWhoComeLater(ThreadKind kind) throws Exception {
        try (var waiters = Bunch.start(kind, 5, index -> {
            assertThat(latch.await(index == 0 ? Timeout.FOREVER : Timeout.FOREVER - index))
                    .isTrue();
        })) {
            Await.allWaiting(waiters, awaited);
            latch.open();
            latch.open();
        }
        assertThat(latch.isOpen()).isTrue();
        assertThat(latch.await(0)).isTrue();
        assertThat(latch.await(Timeout.FOREVER)).isTrue();
    }

    @EachKind
    void await_interrupted_throws_andOthersStillWait(ThreadKind kind) {
        kind.run(() -> Interrupts.before(() -> latch.await(Timeout.FOREVER)));
        kind.run(() -> Interrupts.before(() -> latch.await(1)));
        try (var patient = Bunch.start(
                        kind, index -> assertThat(latch.await(Timeout.FOREVER)).isTrue());
                var impatient = Bunch.start(kind, index -> Interrupts.during(() -> latch.await(Timeout.FOREVER)))) {
            Await.allWaiting(patient, awaited);
            Await.allWaiting(impatient, awaited);
            impatient.thread().interrupt();
            impatient.join();
            Await.allWaiting(patient, awaited);
            latch.open();
        }
    }

    @EachKind
    void waitPoint_tellsKindAwaitedAndHolder(ThreadKind kind) {
        try (var waiter = Bunch.start(kind, index -> latch.await(Timeout.FOREVER))) {
            Await.allWaiting(waiter, awaited);
            var point = WaitPoint.of(waiter.thread().toJavaThread());
            assertThat(point.kind()).isEqualTo(WaitPoint.Kind.SIGNAL);
            assertThat(point.awaited()).isSameAs(awaited);
            assertThat(point.holder()).isSameAs(holder);
            latch.open();
            assertThat(point.holder()).isNull();
        }
        assertThat(WaitPoint.of(Thread.currentThread())).isNull();
    }
}

package io.github.threading4j.contract;

import static io.github.threading4j.Threading.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Cancelled;
import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** How a wait behaves inside of a scope; each test runs for each wait and each kind of thread. */
public interface CancellableContract {
    /** Returns the waits that a cancellation ends. */
    List<CancellableWait> waits();

    /** Returns the waits in code that is not part of the library: only a deadline ends them. */
    default List<CancellableWait> foreignWaits() {
        return List.of();
    }

    /** A test for one object and one kind of thread. */
    @FunctionalInterface
    interface Body {
        void run(CancellableWait.Use use, ThreadKind kind) throws Exception;
    }

    private static Stream<DynamicTest> each(List<CancellableWait> waits, Body body) {
        return ThreadKind.available().stream()
                .flatMap(kind -> waits.stream()
                        .map(wait -> dynamicTest(
                                wait + " " + kind, () -> body.run(wait.create().get(), kind))));
    }

    private List<CancellableWait> all() {
        return Stream.concat(waits().stream(), foreignWaits().stream()).toList();
    }

    /** The wait had no effect if a second thread can wait and is woken. */
    private static void awaitAgain(CancellableWait.Use use, ThreadKind kind) throws Exception {
        CancellableWait.run(use.repair());
        awaitAndEnd(use, kind);
    }

    private static void awaitAndEnd(CancellableWait.Use use, ThreadKind kind) throws Exception {
        try (var second = Bunch.start(kind, index -> use.await().run())) {
            Await.parked(second.thread().toJavaThread());
            CancellableWait.run(use.end());
        }
    }

    @TestFactory
    default Stream<DynamicTest> cancel_whileAThreadWaits_endsTheWaitWithoutEffect() {
        return each(waits(), (use, kind) -> {
            var scope = new CancelScope();
            try (var waiter = Bunch.start(kind, index -> {
                assertThat(scope.with(() -> {
                            assertThatThrownBy(() -> use.await().run()).isInstanceOf(Cancelled.class);
                            CancelScope.check();
                        }))
                        .isFalse();
                assertThat(Thread.interrupted()).isFalse();
            })) {
                Await.parked(waiter.thread().toJavaThread());
                scope.cancel();
            }
            awaitAgain(use, kind);
        });
    }

    @TestFactory
    default Stream<DynamicTest> cancel_beforeTheWait_throwsWithoutEffect() {
        return each(all(), (use, kind) -> {
            var scope = new CancelScope();
            scope.cancel();
            kind.run(() -> assertThat(scope.with(() -> CancellableWait.run(use.await())))
                    .isFalse());
            awaitAgain(use, kind);
        });
    }

    @TestFactory
    default Stream<DynamicTest> deadline_passesDuringTheWait_throwsTimeoutException() {
        return each(all(), (use, kind) -> {
            kind.run(() -> assertThatThrownBy(
                            () -> timeout(0.02, () -> use.await().run()))
                    .isInstanceOf(TimeoutException.class)
                    .hasCauseInstanceOf(Cancelled.class));
            awaitAgain(use, kind);
        });
    }

    @TestFactory
    default Stream<DynamicTest> deadline_hasPassed_throwsTimeoutException() {
        return each(all(), (use, kind) -> {
            kind.run(() -> assertThatThrownBy(
                            () -> timeout(Duration.ZERO, () -> use.await().run()))
                    .isInstanceOf(TimeoutException.class));
            awaitAgain(use, kind);
        });
    }

    @TestFactory
    default Stream<DynamicTest> shield_inACancelledScope_waits() {
        return each(all(), (use, kind) -> {
            var scope = new CancelScope();
            scope.cancel();
            var shielded = new CancellableWait.Use(
                    () -> assertThat(scope.with(() -> CancelScope.shield(() -> CancellableWait.run(use.await()))))
                            .isTrue(),
                    use.repair(),
                    use.end());
            awaitAndEnd(shielded, kind);
        });
    }

    @TestFactory
    default Stream<DynamicTest> open_theWaitEnds_returns() {
        return each(all(), (use, kind) -> {
            var inScope = new CancellableWait.Use(
                    () -> assertThat(new CancelScope()
                                    .with(() -> timeout(3_600, () -> CancellableWait.run(use.await()))))
                            .isTrue(),
                    use.repair(),
                    use.end());
            awaitAndEnd(inScope, kind);
        });
    }

    @TestFactory
    default Stream<DynamicTest> interrupt_inAScope_throwsAsElsewhere() {
        return each(all(), (use, kind) -> {
            try (var waiter = Bunch.start(kind, index -> {
                assertThatThrownBy(
                                () -> new CancelScope().with(() -> use.await().run()))
                        .isInstanceOfAny(InterruptedException.class, WaitInterruptedException.class);
                Thread.interrupted();
            })) {
                Await.parked(waiter.thread().toJavaThread());
                waiter.thread().interrupt();
            }
            awaitAgain(use, kind);
        });
    }
}

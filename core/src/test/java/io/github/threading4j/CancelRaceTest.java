package io.github.threading4j;

import static io.github.threading4j.Threading.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A cancellation that coincides with something else: exactly one of the two happens, and no interrupt is left. */
class CancelRaceTest {
    /** Something that one thread takes and another one gives. */
    private interface Source {
        void take() throws Exception;

        void give() throws Exception;

        /** Returns whether what was given is still there. */
        boolean isThere() throws Exception;
    }

    private static Source semaphore() {
        var semaphore = new Semaphore(0);
        return new Source() {
            @Override
            public void take() throws Exception {
                semaphore.acquire();
            }

            @Override
            public void give() {
                semaphore.release();
            }

            @Override
            public boolean isThere() {
                return semaphore.getValue() == 1;
            }
        };
    }

    private static Source queue() {
        var queue = new Queue<String>();
        return new Source() {
            @Override
            public void take() throws Exception {
                assertThat(queue.get()).isEqualTo("item");
            }

            @Override
            public void give() {
                queue.putNowait("item");
            }

            @Override
            public boolean isThere() {
                return queue.qsize() == 1;
            }
        };
    }

    private static Source lock() {
        var lock = new Lock();
        lock.acquire();
        return new Source() {
            @Override
            public void take() throws Exception {
                lock.acquireInterruptibly();
            }

            @Override
            public void give() {
                lock.release();
            }

            @Override
            public boolean isThere() {
                return !lock.locked();
            }
        };
    }

    private static Source event() {
        var event = new Event();
        return new Source() {
            @Override
            public void take() throws Exception {
                event.await();
            }

            @Override
            public void give() {
                event.set();
            }

            @Override
            public boolean isThere() {
                return event.isSet();
            }
        };
    }

    /**
     * Runs one round: a thread takes in a scope that a second thread cancels, while a third one gives. Returns whether
     * it has taken.
     */
    private static boolean race(ThreadKind kind, Source source) throws Exception {
        var scope = new CancelScope();
        var taken = new AtomicBoolean();
        try (var taker = Bunch.start(kind, index -> {
            taken.set(scope.with(source::take));
            assertThat(Thread.interrupted()).isFalse();
        })) {
            Await.parked(taker.thread().toJavaThread());
            try (var canceller = Bunch.start(kind, index -> scope.cancel())) {
                source.give();
            }
        }
        return taken.get();
    }

    @EachThreadKind
    @RaceHunt
    void cancel_duringARelease_thePermitIsTakenOrThere(ThreadKind kind) throws Exception {
        Rounds.run(1_000, round -> {
            var it = semaphore();
            assertThat(race(kind, it)).isNotEqualTo(it.isThere());
        });
    }

    @EachThreadKind
    @RaceHunt
    void cancel_duringAPut_theItemIsTakenOrThere(ThreadKind kind) throws Exception {
        Rounds.run(1_000, round -> {
            var it = queue();
            assertThat(race(kind, it)).isNotEqualTo(it.isThere());
        });
    }

    @EachThreadKind
    @RaceHunt
    void cancel_duringAnUnlock_theLockIsTakenOrFree(ThreadKind kind) throws Exception {
        Rounds.run(1_000, round -> {
            var it = lock();
            assertThat(race(kind, it)).isNotEqualTo(it.isThere());
        });
    }

    @EachThreadKind
    @RaceHunt
    void cancel_duringASet_leavesNoInterrupt(ThreadKind kind) throws Exception {
        Rounds.run(1_000, round -> race(kind, event()));
    }

    /** A signal that the cancelled thread did not use goes to the next one. */
    @EachThreadKind
    @RaceHunt
    void cancel_duringASignal_oneOfTwoWaitersGetsIt(ThreadKind kind) throws Exception {
        Rounds.run(500, round -> {
            var condition = new Condition(new Lock());
            var scope = new CancelScope();
            var signalled = new AtomicBoolean();
            ThrowingRunnable<InterruptedException> await = () -> condition.with(() -> {
                condition.await();
            });
            try (var first = Bunch.start(kind, index -> {
                signalled.set(scope.with(await));
                assertThat(Thread.interrupted()).isFalse();
            })) {
                Await.waiting(first.thread(), condition);
                var second = Bunch.start(kind, index -> await.run());
                Await.waiting(second.thread(), condition);
                try (var canceller = Bunch.start(kind, index -> scope.cancel())) {
                    condition.with(() -> condition.signal());
                }
                first.join();
                if (signalled.get()) {
                    assertThat(second.thread().isAlive()).isTrue();
                    condition.with(() -> condition.signal());
                }
                second.join();
            }
        });
    }

    @EachThreadKind
    @RaceHunt
    void cancel_duringAnInterruptByAnother_losesNoInterrupt(ThreadKind kind) throws Exception {
        Rounds.run(1_000, round -> {
            var scope = new CancelScope();
            var event = new Event();
            var interrupted = new AtomicBoolean();
            try (var waiter = Bunch.start(kind, index -> {
                try {
                    assertThat(scope.with(() -> {
                                event.await();
                            }))
                            .isFalse();
                    while (!interrupted.get()) {
                        Thread.yield();
                    }
                    assertThat(Thread.interrupted()).isTrue();
                } catch (InterruptedException e) {
                    assertThat(Thread.interrupted()).isFalse();
                }
            })) {
                Await.waiting(waiter.thread(), event);
                Bunch.start(kind, 2, index -> {
                            if (index == 0) {
                                scope.cancel();
                            } else {
                                waiter.thread().interrupt();
                                interrupted.set(true);
                            }
                        })
                        .close();
            }
        });
    }

    /** Three scopes, with a shield between the outer one and the others, are cancelled at random by two threads. */
    @EachThreadKind
    @RaceHunt
    void cancel_ofNestedScopes_isTakenByTheRightOne(ThreadKind kind) throws Exception {
        Rounds.run(1_000, round -> {
            var scopes = new CancelScope[] {new CancelScope(), new CancelScope(), new CancelScope()};
            var event = new Event();
            try (var waiter = Bunch.start(kind, index -> {
                waitInside(scopes, event);
                assertThat(Thread.interrupted()).isFalse();
            })) {
                Bunch.start(kind, 2, index -> scopes[ThreadLocalRandom.current().nextInt(3)].cancel())
                        .close();
                event.set();
            }
        });
    }

    private static void waitInside(CancelScope[] scopes, Event event) throws InterruptedException {
        var outer = scopes[0].with(() -> {
            var middle = CancelScope.shield(() -> scopes[1].with(() -> {
                var inner = scopes[2].with(() -> {
                    event.await();
                });
                assertThat(inner || scopes[2].isCancelled()).isTrue();
            }));
            assertThat(middle || scopes[1].isCancelled()).isTrue();
            CancelScope.check();
        });
        assertThat(outer || scopes[0].isCancelled()).isTrue();
    }

    /** The same, with code in between that only an interrupt ends. */
    @EachThreadKind
    @RaceHunt
    void cancel_duringAnInterruptibleBlock_leavesNoInterrupt(ThreadKind kind) throws Exception {
        Rounds.run(1_000, round -> {
            var scope = new CancelScope();
            var go = new CountDownLatch(1);
            try (var waiter = Bunch.start(kind, index -> {
                var unused = scope.with(() -> CancelScope.interruptible(() -> go.await()));
                assertThat(Thread.interrupted()).isFalse();
            })) {
                try (var canceller = Bunch.start(kind, index -> scope.cancel())) {
                    go.countDown();
                }
            }
        });
    }

    /** A deadline is observed by the waiting thread itself, also if the wait ends at that moment. */
    @EachThreadKind
    @RaceHunt
    void deadline_duringARelease_thePermitIsTakenOrThere(ThreadKind kind) throws Exception {
        Rounds.run(1_000, round -> {
            var semaphore = new Semaphore(0);
            var taken = new AtomicBoolean();
            try (var taker = Bunch.start(kind, index -> {
                try {
                    timeout(1e-6 * (round % 200), () -> semaphore.acquire());
                    taken.set(true);
                } catch (TimeoutException e) {
                    assertThat(Thread.interrupted()).isFalse();
                }
            })) {
                semaphore.release();
            }
            assertThat(semaphore.getValue()).isEqualTo(taken.get() ? 0 : 1);
        });
    }
}

package io.github.threading4j.taskgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Cancelled;
import io.github.threading4j.Event;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Future;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Groups and tasks that are cancelled, by a call, a scope around the block, or an interrupt of the owner. */
class TaskGroupCancelTest {
    @EachThreadKind
    void cancel_endsTheBlockWithoutAnException(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var futures = new ArrayList<Future<?>>();
            group.with(() -> {
                futures.add(group.submit(Groups::waitForever));
                futures.add(group.submit(() -> new LinkedBlockingQueue<Integer>().take()));
                group.cancel();
                Groups.waitForever();
            });
            assertThat(futures).allMatch(Future::cancelled);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
    }

    @EachThreadKind
    void cancel_byATask_whileTheOwnerWaits_endsTheBlock(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            group.with(() -> {
                var owner = Threading.currentThread();
                group.submit(Groups::waitForever);
                group.submit(() -> {
                    Await.parked(owner.toJavaThread());
                    group.cancel();
                });
            });
        });
    }

    @EachThreadKind
    void cancel_bodyHasAValue_returnsIt(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            int value = group.with(() -> {
                group.submit(Groups::waitForever);
                group.cancel();
                return 5;
            });
            assertThat(value).isEqualTo(5);
        });
    }

    @EachThreadKind
    void cancel_bodyHasNoValue_throwsCancellationException(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.builder(kind).name("g").build();
            assertThatThrownBy(() -> {
                        int unused = group.with(() -> {
                            group.cancel();
                            Groups.waitForever();
                            return 5;
                        });
                    })
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("the task group was cancelled: TaskGroup[name=g, ended, cancelled]")
                    .hasCauseInstanceOf(Cancelled.class);
        });
    }

    @EachThreadKind
    void cancel_bodyAsksForACancelledFuture_isNoFailure(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            group.with(() -> {
                var task = group.submit(Groups::waitForever);
                group.cancel();
                Await.until("the task is cancelled", task::cancelled);
                task.result();
            });
        });
    }

    @EachThreadKind
    void cancel_beforeWith_cancelsTheFirstWait(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            group.cancel();
            var reached = new AtomicInteger();
            group.with(() -> {
                reached.incrementAndGet();
                Groups.waitForever();
                reached.incrementAndGet();
            });
            assertThat(reached).hasValue(1);
        });
    }

    @EachThreadKind
    void submit_afterTheCancellation_returnsACancelledTaskThatNeverRuns(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var ran = new AtomicInteger();
            group.with(() -> {
                group.cancel();
                for (var i = 0; i < 10; i++) {
                    assertThat(group.submit(ran::incrementAndGet).cancelled()).isTrue();
                }
            });
            assertThat(ran).hasValue(0);
        });
    }

    @EachThreadKind
    void futureCancel_ofARunningTask_cancelsThatTaskOnly(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var other = new Event();
            group.with(() -> {
                var stays = group.submit(() -> other.await());
                var task = group.submit(Groups::waitForever);
                Await.until("the task runs", task::running);
                assertThat(task.cancel()).as("without an interrupt").isFalse();
                assertThat(task.cancel(true)).isTrue();
                assertThat(task.cancelled()).isTrue();
                assertThat(task.awaitTermination(Await.SECONDS)).isTrue();
                assertThat(stays.done()).isFalse();
                assertThat(group.submit(() -> 1).result()).isOne();
                other.set();
            });
        });
    }

    @EachThreadKind
    void futureCancel_taskFailsInItsCleanup_isAFailure(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var failure = new IllegalStateException("cleanup");
            assertThatThrownBy(() -> group.with(() -> {
                        var running = new Event();
                        var task = group.submit(() -> {
                            running.set();
                            try {
                                Groups.waitForever();
                            } finally {
                                Groups.<Void, RuntimeException>fail(failure);
                            }
                        });
                        running.await();
                        assertThat(task.cancel(true)).isTrue();
                    }))
                    .isInstanceOfSatisfying(
                            ExceptionGroup.class,
                            thrown -> assertThat(thrown.exceptions()).containsExactly(failure));
        });
    }

    @EachThreadKind
    void futureCancel_beforeTheTaskStarts_neverRunsIt(ThreadKind kind) {
        kind.run(() -> {
            var ran = new AtomicInteger();
            var started = new AtomicInteger();
            for (var i = 0; i < 200; i++) {
                var group = Groups.of(kind);
                group.with(() -> {
                    var task = group.submit(ran::incrementAndGet);
                    if (!task.cancel()) {
                        started.incrementAndGet();
                    }
                });
            }
            assertThat(ran).hasValue(started.get());
        });
    }

    @EachThreadKind
    void taskThatSwallowsTheCancellation_isCancelledAtItsNextWait(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var swallowed = new AtomicInteger();
            group.with(() -> {
                var running = new Event();
                group.submit(() -> {
                    running.set();
                    while (swallowed.get() < 3) {
                        try {
                            Groups.waitForever();
                        } catch (Cancelled e) {
                            swallowed.incrementAndGet();
                        }
                    }
                    Groups.waitForever();
                });
                running.await();
                group.cancel();
            });
            assertThat(swallowed).hasValue(3);
        });
    }

    @EachThreadKind
    void taskThatSwallowsAForeignInterrupt_isCancelledAtItsNextWait(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var swallowed = new AtomicInteger();
            group.with(() -> {
                var running = new Event();
                group.submit(() -> {
                    running.set();
                    try {
                        new LinkedBlockingQueue<Integer>().poll(1000, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        swallowed.incrementAndGet();
                    }
                    Groups.waitForever();
                });
                running.await();
                group.cancel();
            });
            assertThat(swallowed).hasValue(1);
        });
    }

    @EachThreadKind
    void closeFailsAfterTheCancellation_isAFailure(ThreadKind kind) {
        var ofTask = new IllegalStateException("close by a task");
        var ofBody = new IllegalStateException("close by the body");
        var thrown = Groups.thrown(kind, group -> {
            var running = new Event();
            group.submit(() -> {
                try (AutoCloseable failing = () -> Groups.fail(ofTask)) {
                    running.set();
                    Groups.waitForever();
                }
            });
            running.await();
            try (AutoCloseable failing = () -> Groups.fail(ofBody)) {
                group.cancel();
                Groups.waitForever();
            }
        });
        assertThat(thrown instanceof ExceptionGroup failures ? failures.exceptions() : allOf(thrown))
                .containsExactlyInAnyOrder(ofTask, ofBody);
    }

    /** Returns an exception and its suppressed ones. */
    private static List<Throwable> allOf(Throwable thrown) {
        return Stream.concat(Stream.of(thrown), Stream.of(thrown.getSuppressed()))
                .toList();
    }
}

package io.github.threading4j.taskgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Cancelled;
import io.github.threading4j.Event;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Future;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Groups inside of scopes, deadlines, shields and other groups. */
class TaskGroupScopesTest {
    @EachThreadKind
    void deadline_cancelsTasksAndBody_andTimeoutThrows(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var futures = new ArrayList<Future<?>>();
            assertThatThrownBy(() -> Threading.timeout(
                            0.05,
                            () -> group.with(() -> {
                                futures.add(group.submit(Groups::waitForever));
                                futures.add(group.submit(() -> Groups.waitElsewhere()));
                            })))
                    .isInstanceOf(TimeoutException.class)
                    .hasCauseInstanceOf(Cancelled.class);
            assertThat(futures).allMatch(Future::cancelled);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
    }

    @EachThreadKind
    void outerScope_aTaskFails_theFailureWins(ThreadKind kind) {
        kind.run(() -> {
            var scope = new CancelScope();
            var group = Groups.of(kind);
            var failure = new IllegalStateException("in the cleanup");
            assertThatThrownBy(() -> scope.with(() -> group.with(() -> {
                        var running = new Event();
                        group.submit(() -> {
                            running.set();
                            try {
                                Groups.waitForever();
                            } finally {
                                Groups.<Void, RuntimeException>fail(failure);
                            }
                        });
                        running.await();
                        scope.cancel();
                        Groups.waitForever();
                    })))
                    .isInstanceOf(ExceptionGroup.class)
                    .hasCause(failure);
        });
    }

    @EachThreadKind
    void scopeCancelled_butAllWorkIsDone_returnsTheValue(ThreadKind kind) {
        kind.run(() -> {
            var scope = new CancelScope();
            var group = Groups.of(kind);
            int value = scope.with(() -> group.with(() -> {
                var task = group.submit(() -> 1);
                Await.until("the task is done", task::done);
                scope.cancel();
                return 2;
            }));
            assertThat(value).isEqualTo(2);
        });
    }

    @EachThreadKind
    void scopeCancelled_afterTheGroup_returnsTheValueOfTheBody(ThreadKind kind) {
        kind.run(() -> {
            var scope = new CancelScope();
            var group = Groups.of(kind);
            int value = scope.with(() -> group.with(() -> {
                var loser = group.submit(Groups::waitForever);
                group.cancel();
                Await.until("the task is cancelled", loser::cancelled);
                scope.cancel();
                return 2;
            }));
            assertThat(value).isEqualTo(2);
        });
    }

    @EachThreadKind
    void outerScope_cancelsTheTasks_andTheBlockPassesItOn(ThreadKind kind) {
        kind.run(() -> {
            var scope = new CancelScope();
            var group = Groups.of(kind);
            var task = new AtomicReference<Future<?>>();
            var after = new AtomicInteger();
            assertThat(scope.with(() -> {
                        group.with(() -> {
                            task.set(group.submit(Groups::waitForever));
                            Await.until("the task runs", task.get()::running);
                            scope.cancel();
                            Await.until("the task is cancelled", task.get()::cancelled);
                            // The body returns normally, but a task was cut short.
                        });
                        after.incrementAndGet();
                    }))
                    .isFalse();
            assertThat(after).hasValue(0);
        });
    }

    @EachThreadKind
    void taskInAShield_runsToItsEnd(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var shielded = new Event();
            var go = new Event();
            var done = new AtomicInteger();
            group.with(() -> {
                group.submit(() -> CancelScope.shield(() -> {
                    shielded.set();
                    go.await();
                    done.incrementAndGet();
                }));
                shielded.await();
                group.cancel();
                go.set();
            });
            assertThat(done).hasValue(1);
        });
    }

    @EachThreadKind
    void groupInAGroup_inATimeout_inAShield_eachEndsItsOwn(ThreadKind kind) {
        kind.run(() -> {
            var scope = new CancelScope();
            var outer = Groups.of(kind);
            var inner = Groups.of(kind);
            var events = new ArrayList<String>();
            assertThat(scope.with(() -> CancelScope.shield(() -> {
                        scope.cancel(); // no effect inside the shield
                        try {
                            Threading.timeout(
                                    100,
                                    () -> outer.with(() -> {
                                        var task = outer.submit(() -> {
                                            try {
                                                inner.with(() -> inner.submit(Groups::waitForever));
                                            } catch (Cancelled e) {
                                                events.add("inner cancelled");
                                                throw e;
                                            }
                                        });
                                        Await.until(
                                                "the inner task runs",
                                                () -> inner.toString().contains("unfinished=1"));
                                        outer.submit(() -> Groups.fail(new IllegalStateException("outer")));
                                        task.result();
                                    }));
                        } catch (ExceptionGroup e) {
                            events.add(e.getCause().getMessage());
                        }
                    })))
                    .isTrue();
            assertThat(events).containsExactly("inner cancelled", "outer");
        });
    }

    @EachThreadKind
    void innerGroupFails_outerGroupFails_withANestedExceptionGroup(ThreadKind kind) {
        kind.run(() -> {
            var outer = Groups.of(kind);
            var failure = new IllegalStateException("inner");
            assertThatThrownBy(() -> outer.with(() -> {
                        outer.submit(() -> {
                            var inner = Groups.of(kind);
                            inner.with(() -> inner.submit(() -> Groups.fail(failure)));
                        });
                        outer.submit(Groups::waitForever);
                    }))
                    .isInstanceOfSatisfying(
                            ExceptionGroup.class,
                            thrown -> assertThat(thrown.exceptions())
                                    .singleElement()
                                    .isInstanceOf(ExceptionGroup.class)
                                    .satisfies(nested -> assertThat(nested).hasCause(failure)));
        });
    }

    @EachThreadKind
    void innerBodyInAForeignWait_outerGroupFails_failuresOfInnerTasksAreKept(ThreadKind kind) {
        kind.run(() -> {
            var outer = Groups.of(kind);
            var inner = Groups.of(kind);
            var first = new IllegalStateException("outer");
            var cleanup = new IllegalStateException("inner cleanup");
            assertThatThrownBy(() -> outer.with(() -> {
                        var running = new Event();
                        outer.submit(() -> inner.with(() -> {
                            inner.submit(() -> {
                                running.set();
                                try {
                                    Groups.waitForever();
                                } finally {
                                    Groups.<Void, RuntimeException>fail(cleanup);
                                }
                            });
                            Groups.waitElsewhere();
                        }));
                        running.await();
                        outer.submit(() -> Groups.fail(first));
                    }))
                    .isInstanceOfSatisfying(ExceptionGroup.class, thrown -> {
                        assertThat(thrown.exceptions()).hasSize(2).contains(first);
                        assertThat(thrown.exceptions().get(1)).hasCause(cleanup);
                    });
        });
    }

    @EachThreadKind
    void innerGroupFailsByAnInterrupt_whenCancelled_isAFailure(ThreadKind kind) {
        var interrupt = new InterruptedException("of a task");
        var close = new IllegalStateException("close");
        interrupt.addSuppressed(close);
        var thrown = Groups.thrown(kind, outer -> {
            var failed = new Event();
            outer.submit(() -> {
                try {
                    var inner = Groups.of(kind);
                    inner.with(() -> inner.submit(() -> Groups.fail(interrupt)));
                } finally {
                    failed.set();
                    while (!outer.toString().contains("cancelled")) {
                        Thread.onSpinWait();
                    }
                }
            });
            failed.await();
            outer.cancel();
        });
        assertThat(thrown).hasCauseInstanceOf(ExceptionGroup.class).hasRootCause(interrupt);
    }
}

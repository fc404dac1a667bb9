package io.github.threading4j.taskgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.futures.Future;
import io.github.threading4j.insight.DeadlockException;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TaskGroupTest {
    @EachThreadKind
    void with_returnsTheValueOfTheBody_onceAllThreadsHaveEnded(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var threads = new ConcurrentLinkedQueue<NamedThread>();
            var go = new Event();
            var value = group.with(() -> {
                for (var i = 0; i < 10; i++) {
                    group.submit(() -> {
                        threads.add(Threading.currentThread());
                        go.await();
                    });
                }
                var seven = group.submit(() -> 7);
                go.set();
                return seven.result();
            });
            assertThat(value).isEqualTo(7);
            assertThat(threads).hasSize(10).noneMatch(NamedThread::isAlive);
            assertThat(threads).allMatch(thread -> thread.isVirtual() == (kind == ThreadKind.VIRTUAL));
        });
    }

    @EachThreadKind
    void with_bodyWithoutValue_waitsForTasks(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var go = new Event();
            var ran = new AtomicInteger();
            var owner = new AtomicReference<NamedThread>();
            try (var block = Bunch.start(kind, index -> {
                owner.set(Threading.currentThread());
                group.with(() -> {
                    group.submit(() -> {
                        go.await();
                        ran.incrementAndGet();
                    });
                });
                assertThat(ran).hasValue(1);
            })) {
                Await.until("the owner waits for its group", () -> isWaiting(owner.get(), group));
                go.set();
            }
        });
    }

    private static boolean isWaiting(NamedThread owner, TaskGroup group) {
        var blocker = owner == null ? null : Blocker.of(owner.toJavaThread());
        return blocker != null && blocker.awaited().toString().equals(group.toString());
    }

    @EachThreadKind
    void with_nullAsValue_returnsNull(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            Object value = group.with(() -> group.submit(() -> (Object) null).result());
            assertThat(value).isNull();
        });
    }

    @EachThreadKind
    void submit_fromTasksAndOtherThreads_whileTheGroupIsOpen(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var sum = new AtomicInteger();
            group.with(() -> {
                group.submit(() -> {
                    sum.addAndGet(1);
                    group.submit(() -> group.submit(() -> sum.addAndGet(10)));
                });
                try (var other = Bunch.start(kind, index -> group.submit(() -> sum.addAndGet(100)))) {
                    other.join();
                }
            });
            assertThat(sum).hasValue(111);
        });
    }

    @EachThreadKind
    void submit_byATaskAfterTheBodyHasEnded_isAccepted(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var ran = new Event();
            group.with(() -> {
                var owner = Threading.currentThread();
                group.submit(() -> {
                    Await.parked(owner.toJavaThread());
                    group.submit(ran::set);
                });
            });
            assertThat(ran.isSet()).isTrue();
        });
    }

    @Test
    void submit_beforeWithOrAfterItsEnd_isRejected() throws Exception {
        var group = new TaskGroup("g");
        assertThatThrownBy(() -> group.submit(() -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the task group has not been entered: TaskGroup[name=g, new]"
                        + " (expected a submit while its body or one of its tasks is running)");
        group.with(() -> {});
        assertThatThrownBy(() -> group.submit(() -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the task group is finished: TaskGroup[name=g, ended]"
                        + " (expected a submit while its body or one of its tasks is running)");
    }

    @EachThreadKind
    void with_calledAgain_isRejected(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.builder(kind).name("g").build();
            group.with(() -> {
                assertThatThrownBy(() -> group.with(() -> {}))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("the task group has already been entered: TaskGroup[name=g, unfinished=1]"
                                + " (expected a new group for each block)");
                assertThat(group.submit(() -> {
                                    assertThatThrownBy(() -> group.with(() -> {}))
                                            .isInstanceOf(IllegalStateException.class);
                                    return 1;
                                })
                                .result())
                        .isOne();
            });
            assertThatThrownBy(() -> group.with(() -> 1)).isInstanceOf(IllegalStateException.class);
        });
    }

    @EachThreadKind
    void task_runsInACopyOfTheSubmittersContext(ThreadKind kind) {
        var variable = new ContextVar<>("variable", "default");
        kind.run(() -> {
            Threading.setThreadInheritContext(false);
            try {
                variable.set("owner");
                var group = Groups.of(kind);
                group.with(() -> {
                    var seen = group.submit(() -> {
                        var before = variable.get();
                        variable.set("task");
                        return before + " " + group.submit(() -> variable.get()).result();
                    });
                    assertThat(seen.result()).isEqualTo("owner task");
                    assertThat(variable.get()).isEqualTo("owner");
                });
            } finally {
                Threading.setThreadInheritContext(true);
            }
        });
    }

    @EachThreadKind
    void names_consistOfTheGroupsNameAndANumber(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.builder(kind).name("search").build();
            var names = new ArrayList<String>();
            group.with(() -> {
                for (var i = 0; i < 2; i++) {
                    names.add(group.submit(() -> Threading.currentThread().getName())
                            .result());
                }
            });
            assertThat(names).containsExactly("search_0", "search_1");
            assertThat(new TaskGroup().toString()).matches("TaskGroup\\[name=TaskGroup-\\d+, new]");
            assertThat(new TaskGroup("").toString()).matches("TaskGroup\\[name=TaskGroup-\\d+, new]");
        });
    }

    @EachThreadKind
    void thread_isADaemonLikeTheOwner(ThreadKind kind) {
        for (var daemon : List.of(true, false)) {
            var seen = new AtomicReference<Boolean>();
            var owner = kind.builder().daemon(daemon).start(() -> {
                var group = Groups.of(kind);
                group.with(() ->
                        group.submit(() -> seen.set(Threading.currentThread().isDaemon())));
            });
            joined(owner);
            assertThat(seen).hasValue(daemon);
        }
    }

    private static void joined(NamedThread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @EachThreadKind
    void toString_showsTheState(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.builder(kind).name("g").build();
            assertThatThrownBy(() -> group.with(() -> {
                        assertThat(group).hasToString("TaskGroup[name=g, unfinished=1]");
                        var failing = group.submit(() -> Groups.fail(new IllegalStateException("task")));
                        Await.until(
                                "the task has ended",
                                () -> failing.done() && group.toString().contains("=1,"));
                        assertThat(group).hasToString("TaskGroup[name=g, unfinished=1, failures=1, cancelled]");
                    }))
                    .isInstanceOf(ExceptionGroup.class);
            assertThat(group).hasToString("TaskGroup[name=g, ended, failures=1, cancelled]");
        });
    }

    @EachThreadKind
    void group_doesNotRetainTasksThatHaveEnded(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var stay = new Event();
            group.with(() -> {
                group.submit(() -> stay.await());
                var gone = new WeakReference<>(group.submit(() -> new byte[1]));
                for (var i = 0; i < 100; i++) {
                    group.submit(() -> 1).result();
                }
                Await.collected("the future of the first task", () -> gone.get() == null);
                stay.set();
            });
        });
    }

    @EachThreadKind
    void future_ofARunningTask_namesItsThread(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var go = new Event();
            group.with(() -> {
                Future<Integer> future = group.submit(() -> {
                    go.await();
                    return 3;
                });
                Await.until("the task runs", future::running);
                assertThat(future.done()).isFalse();
                go.set();
                assertThat(future.result()).isEqualTo(3);
                assertThat(future.awaitTermination(0)).isTrue();
            });
        });
    }

    @EachThreadKind
    void task_thatWaitsForItself_getsAnException(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var self = new SimpleQueue<Future<Integer>>();
            assertThatThrownBy(() -> group.with(() -> {
                        self.put(group.submit(() -> self.get().result()));
                    }))
                    .hasCauseInstanceOf(DeadlockException.class)
                    .cause()
                    .hasMessage("deadlock: the task waits for itself: Future[running]");
        });
    }

    @EachThreadKind
    void future_thatIsKept_doesNotRetainTheGroup(ThreadKind kind) throws Exception {
        var kept = new ArrayList<Future<Integer>>();
        var group = new AtomicReference<>(Groups.of(kind));
        kind.run(() -> {
            var running = group.get();
            running.with(() -> kept.add(running.submit(() -> 1)));
        });
        assertThat(kept.get(0).result()).isOne();
        var gone = new WeakReference<>(group.getAndSet(null));
        Await.collected("the group", () -> gone.get() == null);
    }
}

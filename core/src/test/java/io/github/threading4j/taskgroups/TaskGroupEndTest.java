package io.github.threading4j.taskgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.threading4j.Event;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The wait at the end of a block. */
class TaskGroupEndTest {
    @EachThreadKind
    void tasksThatIgnoreTheCancellation_areNamedInAWarning(ThreadKind kind) {
        kind.run(() -> {
            var builder = Groups.builder(kind).name("slow");
            builder.patience = 1;
            var group = builder.build();
            var failure = new IllegalStateException("first");
            try (var log = CapturedLog.of(TaskGroup.class)) {
                assertThatThrownBy(() -> group.with(() -> {
                            var running = new Event();
                            group.submit(() -> {
                                running.set();
                                while (log.events().isEmpty()) {
                                    Thread.onSpinWait();
                                }
                            });
                            running.await();
                            throw failure;
                        }))
                        .isSameAs(failure);
                assertThat(log.messages(Level.WARN))
                        .singleElement()
                        .asString()
                        .startsWith("tasks have not ended although they were cancelled:"
                                + " TaskGroup[name=slow, unfinished=1, failures=1, cancelled] (expected tasks")
                        .contains("\nslow_0\n    at ");
                assertThat(log.events().get(0).getThrowableProxy().getMessage()).isEqualTo("first");
            }
        });
    }

    @EachThreadKind
    void loggerFails_theBlockWaitsNevertheless(ThreadKind kind, Uncaught uncaught) {
        var failure = new AssertionError("the logger");
        var ended = new AtomicInteger();
        kind.run(() -> {
            var builder = Groups.builder(kind);
            builder.patience = 1;
            var group = builder.build();
            var go = new Event();
            try (var log = CapturedLog.of(TaskGroup.class)) {
                log.alsoDoing(event -> {
                    go.set();
                    throw failure;
                });
                group.with(() -> {
                    var running = new Event();
                    group.submit(() -> {
                        running.set();
                        while (!go.isSet()) {
                            Thread.onSpinWait();
                        }
                        ended.incrementAndGet();
                    });
                    running.await();
                    group.cancel();
                });
            }
        });
        assertThat(ended).hasValue(1);
        assertThat(uncaught.take().exception()).isSameAs(failure);
    }

    @EachThreadKind
    void manyTasks_endWithTheirBlock(ThreadKind kind) {
        var tasks = kind == ThreadKind.VIRTUAL ? 10_000 : 200;
        kind.run(() -> {
            var ended = new AtomicInteger();
            var all = Groups.of(kind);
            all.with(() -> {
                for (var i = 0; i < tasks; i++) {
                    all.submit(ended::incrementAndGet);
                }
            });
            assertThat(ended).hasValue(tasks);
            var failing = Groups.of(kind);
            var failure = new IllegalStateException("one of many");
            var futures = new ArrayList<Future<?>>();
            assertThatThrownBy(() -> failing.with(() -> {
                        for (var i = 0; i < tasks; i++) {
                            futures.add(failing.submit(Groups::waitForever));
                        }
                        failing.submit(() -> Groups.fail(failure));
                    }))
                    .hasCause(failure);
            assertThat(futures).hasSize(tasks).allMatch(Future::cancelled);
            assertThat(Threading.enumerate())
                    .noneMatch(thread -> thread.getName().startsWith("TaskGroup-"));
        });
    }

    @EachThreadKind
    void ownerInterrupted_whileItWaits_cancelsTheGroup_andThrows(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            var cancelled = new AtomicInteger();
            var failure = new IllegalStateException("cleanup");
            assertThatThrownBy(() -> group.with(() -> {
                        var owner = Threading.currentThread();
                        var running = new Event();
                        group.submit(() -> {
                            running.set();
                            try {
                                Groups.waitForever();
                            } finally {
                                cancelled.incrementAndGet();
                                Groups.<Void, RuntimeException>fail(failure);
                            }
                        });
                        running.await();
                        group.submit(() -> {
                            Await.parked(owner.toJavaThread());
                            owner.interrupt();
                        });
                    }))
                    .isInstanceOf(InterruptedException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(failure));
            assertThat(cancelled).hasValue(1);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
    }

    @EachThreadKind
    void bodyInterrupted_cancelsTheGroup_andThrows(ThreadKind kind) {
        kind.run(() -> {
            var group = Groups.of(kind);
            assertThatThrownBy(() -> group.with(() -> {
                        var task = group.submit(Groups::waitForever);
                        Threading.currentThread().interrupt();
                        task.result();
                    }))
                    .isInstanceOf(InterruptedException.class)
                    .hasNoSuppressedExceptions();
        });
    }

    @Test
    void noMoreThreads_submitFails_andTheBlockEndsWithTheOthers() throws Exception {
        for (var accepted = 0; accepted < 4; accepted++) {
            var group = new TaskGroup("g");
            var futures = new ArrayList<Future<?>>();
            var last = accepted;
            assertThatThrownBy(() -> group.with(() -> submit(group, last, futures)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("can't start new thread: NamedThread[name=g_" + last)
                    .hasCauseInstanceOf(OutOfMemoryError.class);
            assertThat(group).hasToString("TaskGroup[name=g, ended, failures=1, cancelled]");
            assertThat(futures).hasSize(accepted).allMatch(Future::cancelled);
        }
    }

    @Test
    void noMoreThreads_bodyGoesOn_theCountIsRight() throws Exception {
        var group = new TaskGroup("g");
        group.with(() -> {
            assertThatThrownBy(() -> submit(group, 0, new ArrayList<>())).isInstanceOf(IllegalStateException.class);
            assertThat(group).hasToString("TaskGroup[name=g, unfinished=1]");
            assertThat(group.submit(() -> 5).result()).isEqualTo(5);
        });
        assertThat(group).hasToString("TaskGroup[name=g, ended]");
    }

    /** Submits some tasks, and then one for which the system has no thread. */
    private static void submit(TaskGroup group, int accepted, List<Future<?>> futures) {
        for (var i = 0; i < accepted; i++) {
            futures.add(group.submit(Groups::waitForever));
        }
        Threading.stackSize(1L << 50); // larger than the address space
        try {
            group.submit(() -> {});
        } finally {
            Threading.stackSize(0);
        }
    }

    @EachThreadKind
    void block_inATaskOfAPool(ThreadKind kind) throws Exception {
        try (var pool = new ThreadPoolExecutor(1)) {
            var sum = pool.submit(() -> {
                var group = Groups.of(kind);
                return group.with(() ->
                        group.submit(() -> 1).result() + group.submit(() -> 2).result());
            });
            assertThat(sum.result()).isEqualTo(3);
        }
    }
}

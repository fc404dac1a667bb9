package io.github.threading4j.taskgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Barrier;
import io.github.threading4j.Cancelled;
import io.github.threading4j.Event;
import io.github.threading4j.ThreadExit;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Future;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What a group throws when its body or its tasks fail, and what happens to the others. */
class TaskGroupFailureTest {
    private static final String MESSAGE = "unhandled errors in a TaskGroup";

    private final IOException first = new IOException("first");
    private final IllegalStateException second = new IllegalStateException("second");

    @EachThreadKind
    void taskFails_othersAndBodyAreCancelled_andTheGroupThrows(ThreadKind kind) {
        var cancelled = new AtomicInteger();
        var thrown = Groups.thrown(kind, group -> {
            var ready = new Barrier(4);
            for (var i = 0; i < 3; i++) {
                group.submit(() -> {
                    ready.await();
                    try {
                        Groups.waitForever();
                    } catch (Cancelled e) {
                        cancelled.incrementAndGet();
                        throw e;
                    }
                });
            }
            ready.await();
            group.submit(() -> Groups.fail(first));
            try {
                Groups.waitForever();
            } catch (Cancelled e) {
                cancelled.incrementAndGet();
                throw e;
            }
        });
        Groups.assertGroup(thrown, first);
        assertThat(thrown).hasMessage(MESSAGE + " (1 sub-exception)").hasCause(first);
        assertThat(cancelled).hasValue(4);
    }

    @EachThreadKind
    void taskFails_whileTheOwnerWaits_theGroupThrows(ThreadKind kind) {
        Groups.assertGroup(
                Groups.thrown(kind, group -> {
                    var owner = Threading.currentThread();
                    group.submit(Groups::waitForever);
                    group.submit(() -> {
                        Await.parked(owner.toJavaThread());
                        throw first;
                    });
                }),
                first);
    }

    @EachThreadKind
    void taskFails_bodyReturnsNevertheless_theGroupThrows(ThreadKind kind) {
        Groups.assertGroup(
                Groups.thrown(kind, group -> {
                    var task = group.submit(() -> Groups.fail(first));
                    Await.until("the task has failed", task::done);
                }),
                first);
    }

    @EachThreadKind
    void twoTasksFail_theGroupHasBoth_inTheOrderTheyFailed(ThreadKind kind) {
        Groups.assertGroup(
                Groups.thrown(kind, group -> {
                    var running = new Event();
                    var later = group.submit(() -> {
                        running.set();
                        try {
                            Groups.waitForever();
                        } finally {
                            Groups.<Void, RuntimeException>fail(second); // an error in the cleanup
                        }
                    });
                    running.await();
                    group.submit(() -> Groups.fail(first));
                    later.result();
                }),
                first,
                second);
    }

    @EachThreadKind
    void exceptionOfAnInterruptedForeignWait_whenCancelled_isNotAFailure(ThreadKind kind) {
        Groups.assertGroup(
                Groups.thrown(kind, group -> {
                    var running = new Barrier(4);
                    group.submit(() -> {
                        running.await();
                        Groups.waitElsewhere();
                    });
                    group.submit(() -> {
                        running.await();
                        try {
                            Groups.waitElsewhere();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException("wrapped", e);
                        }
                    });
                    group.submit(() -> {
                        running.await();
                        try {
                            Groups.waitForever();
                        } catch (Cancelled e) {
                            throw new ClosedByInterruptException();
                        }
                    });
                    running.await();
                    group.submit(() -> Groups.fail(first));
                }),
                first);
    }

    @EachThreadKind
    void cancelledTask_hasACancelledFuture(ThreadKind kind) {
        var futures = new ArrayList<Future<?>>();
        Groups.thrown(kind, group -> {
            futures.add(group.submit(Groups::waitForever));
            futures.add(group.submit(() -> Groups.waitElsewhere()));
            Await.until("both run", () -> futures.stream().allMatch(Future::running));
            group.submit(() -> Groups.fail(first));
        });
        assertThat(futures).hasSize(2).allMatch(Future::cancelled);
    }

    @EachThreadKind
    void failedFuture_impliesACancelledGroup(ThreadKind kind) {
        var seen = new AtomicReference<String>();
        Groups.thrown(kind, group -> {
            var task = group.submit(() -> Groups.fail(first));
            task.addDoneCallback(done -> seen.set(group.toString()));
            Await.until("the task has failed", task::done);
            assertThat(group.toString()).contains("failures=1, cancelled");
        });
        assertThat(seen.get()).contains("failures=1, cancelled");
    }

    @EachThreadKind
    void failureOfATask_isNotReportedAsUnretrieved(ThreadKind kind) {
        Groups.assertGroup(Groups.thrown(kind, group -> group.submit(() -> Groups.fail(second))), second);
        System.gc(); // an unretrieved exception would be reported, and fail this test
    }

    @EachThreadKind
    void cancellationException_whenNotCancelled_isAFailure(ThreadKind kind) {
        var cancellation = new CancellationException("elsewhere");
        Groups.assertGroup(Groups.thrown(kind, group -> group.submit(() -> Groups.fail(cancellation))), cancellation);
        assertThat(Groups.thrown(kind, group -> Groups.fail(cancellation))).isSameAs(cancellation);
    }

    @EachThreadKind
    void interruptedException_whenNotCancelled_isAFailure(ThreadKind kind) {
        var interrupt = new InterruptedException("elsewhere");
        Groups.assertGroup(Groups.thrown(kind, group -> group.submit(() -> Groups.fail(interrupt))), interrupt);
    }

    @EachThreadKind
    void exit_endsATaskSilently(ThreadKind kind) {
        assertThat(Groups.thrown(kind, group -> {
                    var task = group.submit(Threading::exit);
                    Await.until("the task has ended", task::done);
                    assertThat(task.exception()).isInstanceOf(ThreadExit.class);
                    assertThat(group.submit(() -> 1).result()).isOne();
                }))
                .isNull();
    }

    @EachThreadKind
    void errorOfATask_isAFailure(ThreadKind kind) {
        var error = new AssertionError("error");
        Groups.assertGroup(Groups.thrown(kind, group -> group.submit(() -> Groups.fail(error))), error);
    }

    @EachThreadKind
    void callbackOfAFuture_runsBeforeTheBlockEnds(ThreadKind kind) {
        var called = new AtomicInteger();
        Groups.thrown(kind, group -> {
            for (var i = 0; i < 10; i++) {
                group.submit(() -> 1).addDoneCallback(done -> called.incrementAndGet());
            }
        });
        assertThat(called).hasValue(10);
    }
}

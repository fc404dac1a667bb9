package io.github.threading4j.taskgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/** What a group throws if its body fails. */
class TaskGroupBodyFailureTest {
    private final IOException first = new IOException("first");
    private final IllegalStateException second = new IllegalStateException("second");

    @EachThreadKind
    void bodyFailsFirst_itsExceptionIsThrown_withLaterFailuresSuppressed(ThreadKind kind) {
        var thrown = Groups.thrown(kind, group -> {
            var running = new Event();
            group.submit(() -> {
                running.set();
                try {
                    Groups.waitForever();
                } finally {
                    Groups.<Void, RuntimeException>fail(second);
                }
            });
            running.await();
            throw first;
        });
        assertThat(thrown).isSameAs(first);
        assertThat(first.getSuppressed()).containsExactly(second);
    }

    @EachThreadKind
    void bodyFails_itsTypeIsKept(ThreadKind kind) {
        kind.run(() -> {
            try {
                new TaskGroup().with(() -> {
                    throw first;
                });
            } catch (IOException e) { // compiles only because of the type
                assertThat(e).isSameAs(first);
            }
        });
    }

    @EachThreadKind
    void bodyFailsWithTheExceptionOfATask_itIsInTheGroupOnce(ThreadKind kind) {
        Groups.assertGroup(
                Groups.thrown(
                        kind, group -> group.submit(() -> Groups.fail(second)).result()),
                second);
    }

    @EachThreadKind
    void bodyFailsWithTheWrappedExceptionOfATask_itIsInTheGroupOnce(ThreadKind kind) {
        Groups.assertGroup(
                Groups.thrown(kind, group -> {
                    var task = group.submit(() -> Groups.fail(first));
                    Await.until("the task has failed", task::done);
                    task.result(); // a CompletionException
                }),
                first);
    }

    @EachThreadKind
    void bodyFailsAfterATask_forAnotherReason_theGroupHasBoth(ThreadKind kind) {
        Groups.assertGroup(
                Groups.thrown(kind, group -> {
                    var task = group.submit(() -> Groups.fail(first));
                    Await.until("the task has failed", task::done);
                    throw second;
                }),
                first,
                second);
    }

    @EachThreadKind
    void bodyGetsACancelledFuture_becauseATaskFailed_onlyTheFailureIsInTheGroup(ThreadKind kind) {
        Groups.assertGroup(
                Groups.thrown(kind, group -> {
                    var waiting = group.submit(Groups::waitForever);
                    group.submit(() -> Groups.fail(first));
                    Await.until("the other task is cancelled", waiting::cancelled);
                    waiting.result(); // a CancellationException
                }),
                first);
    }

    @EachThreadKind
    void failuresThatTheBodysExceptionCanNotHold_areReported(ThreadKind kind, Uncaught uncaught) {
        var rigid = new RuntimeException("rigid", null, false, false) {
            private static final long serialVersionUID = 1L;
        };
        var thrown = Groups.thrown(kind, group -> {
            var running = new Event();
            group.submit(() -> {
                running.set();
                try {
                    Groups.waitForever();
                } finally {
                    Groups.<Void, RuntimeException>fail(second);
                }
            });
            running.await();
            throw rigid;
        });
        assertThat(thrown).isSameAs(rigid);
        assertThat(uncaught.take().exception()).isSameAs(second);
    }

    @EachThreadKind
    void taskFailsWithTheExceptionOfAnotherTask_itIsInTheGroupOnce(ThreadKind kind) {
        Groups.assertGroup(
                Groups.thrown(kind, group -> {
                    var one = group.submit(() -> Groups.fail(second));
                    Await.until("the task has failed", one::done);
                    throw new CompletionException(second);
                }),
                second);
    }
}

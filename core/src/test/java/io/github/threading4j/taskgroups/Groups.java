package io.github.threading4j.taskgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Creates task groups for tests, and what their tasks do. */
final class Groups {
    private Groups() {}

    /** Returns a group whose tasks run in threads of a kind. */
    static TaskGroup of(ThreadKind kind) {
        return builder(kind).build();
    }

    static TaskGroupBuilder builder(ThreadKind kind) {
        return TaskGroup.builder().virtual(kind == ThreadKind.VIRTUAL);
    }

    /** Waits until the wait is cancelled or interrupted. */
    static void waitForever() throws InterruptedException {
        new Event().await();
    }

    /** Waits in code that is not part of the library, until the thread is interrupted. */
    static void waitElsewhere() throws InterruptedException {
        new LinkedBlockingQueue<Integer>().take();
    }

    /** Throws any exception, checked or not. */
    @SuppressWarnings("unchecked") // the cast is erased
    static <T, X extends Throwable> T fail(Throwable exception) throws X {
        throw (X) exception;
    }

    /** Runs the block of a group in a thread of a kind; returns what it throws. */
    static Throwable thrown(ThreadKind kind, Body body) {
        var thrown = new AtomicReference<Throwable>();
        kind.run(() -> {
            var group = Groups.of(kind);
            try {
                group.with(() -> body.run(group));
            } catch (Throwable e) {
                thrown.set(e);
            }
            assertThat(Thread.interrupted())
                    .as("interrupt status after the block")
                    .isFalse();
        });
        return thrown.get();
    }

    /** The body of a block, with the group as its parameter. */
    interface Body {
        void run(TaskGroup group) throws Exception;
    }

    /** Asserts that an exception is a group of exceptions. */
    static void assertGroup(Throwable thrown, Throwable... exceptions) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        ExceptionGroup.class,
                        group -> assertThat(group.exceptions()).containsExactly(exceptions))
                .hasMessageStartingWith("unhandled errors in a TaskGroup");
    }
}

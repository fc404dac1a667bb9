package io.github.threading4j.stress.scenarios;

import io.github.threading4j.futures.Future;
import io.github.threading4j.taskgroups.ExceptionGroup;
import io.github.threading4j.taskgroups.TaskGroup;
import org.jspecify.annotations.Nullable;

/** The operations of a task group that the scenarios use, for a {@link TaskGroup} or a twin. */
public interface GroupApi {
    /** The future of a task. */
    interface Task {
        /** Returns whether the task has ended. */
        boolean done();

        /** Waits for the end of the task, and throws its exception. */
        void result();
    }

    /** Returned by {@link #with} if the exception of a task counts as that of the body. */
    int ONE_OF_BODY = 100;

    /** Runs a body, and waits for the tasks; returns the number of exceptions that the block throws. */
    int with(Runnable body);

    /** Submits a task; returns null if it is rejected. */
    @Nullable Task submit(Runnable task);

    /** Cancels the group. */
    void cancel();

    /** Returns whether the group was cancelled. */
    boolean isCancelled();

    /** Returns a group whose tasks run in platform threads. */
    static GroupApi group() {
        TaskGroup group = new TaskGroup();
        return new GroupApi() {
            @Override
            public int with(Runnable body) {
                try {
                    group.with(body::run);
                    return 0;
                } catch (ExceptionGroup e) {
                    return e.exceptions().size();
                } catch (Failure e) {
                    return ONE_OF_BODY;
                } catch (InterruptedException e) {
                    throw new AssertionError("nobody interrupts the owner", e);
                }
            }

            @Override
            public @Nullable Task submit(Runnable task) {
                try {
                    return task(group.submit(task::run));
                } catch (IllegalStateException e) {
                    return null;
                }
            }

            @Override
            public void cancel() {
                group.cancel();
            }

            @Override
            public boolean isCancelled() {
                return group.toString().contains("cancelled");
            }
        };
    }

    private static Task task(Future<?> future) {
        return new Task() {
            @Override
            public boolean done() {
                return future.done();
            }

            @Override
            public void result() {
                try {
                    future.result();
                } catch (InterruptedException e) {
                    throw new AssertionError("nobody interrupts the owner", e);
                }
            }
        };
    }

    /** The exception of a task. Each one is a new object without a stack trace. */
    final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Creates the exception. */
        public Failure() {
            super("a task fails", null, false, false);
        }
    }
}

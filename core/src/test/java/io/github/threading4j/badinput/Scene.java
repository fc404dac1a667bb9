package io.github.threading4j.badinput;

import io.github.threading4j.Event;
import io.github.threading4j.function.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The environment of one call: an object in a state, and how to leave that state. */
final class Scene {
    private final Deque<Target> atRelease = new ArrayDeque<>();
    private final Deque<Target> atEnd = new ArrayDeque<>();
    private Target beforeCall = () -> {};
    private Target afterCall = () -> {};

    /** The object under test, or null for a static method or a constructor. */
    @Nullable Object object;

    /** The exception that the bad argument throws when it is called, or null. */
    @Nullable Throwable thrown;

    /** Registers actions to run before and after the call under test, in the thread that makes that call. */
    void around(Target before, Target after) {
        beforeCall = before;
        afterCall = after;
    }

    /**
     * Registers a step that takes the object out of its state. It runs after the call or, if the call waits, to end the
     * call.
     */
    void atRelease(Target step) {
        atRelease.push(step);
    }

    /** Registers a step to run at the very end. */
    void atEnd(Target step) {
        atEnd.push(step);
    }

    /** Returns a task that lasts until the object is taken out of its state. */
    Work work() {
        var work = new Work(new Event(), new Event());
        atRelease(work.end::set);
        return work;
    }

    /**
     * A task that lasts until {@code end} is set.
     *
     * @param begun set when the task has begun
     * @param end the event that ends the task
     */
    record Work(Event begun, Event end) implements Target {
        @Override
        public void run() {
            begun.set();
            try {
                end.await();
            } catch (InterruptedException e) {
                // an interrupt ends the task, too
            }
        }

        /** Runs the task, and returns a value. */
        Integer call() {
            run();
            return 1;
        }

        /** Waits until a thread runs the task. */
        void awaitBegin() throws InterruptedException {
            begun.await();
        }
    }

    void enter() throws Exception {
        beforeCall.run();
    }

    void leave() throws Exception {
        afterCall.run();
    }

    void release() {
        runAll(atRelease);
    }

    void end() {
        release();
        runAll(atEnd);
    }

    /** Runs the steps, ignoring those that fail because the call itself has taken the object out of its state. */
    private void runAll(Deque<Target> steps) {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (IllegalArgumentException | IllegalStateException | IllegalMonitorStateException e) {
                // the call itself has taken the object out of its state
            } catch (Exception e) {
                throw new AssertionError("cannot leave the state of " + object, e);
            }
        }
    }
}

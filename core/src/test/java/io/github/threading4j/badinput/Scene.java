package io.github.threading4j.badinput;

import io.github.threading4j.Event;
import io.github.threading4j.function.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What one call needs: an object in a state, arguments, and how to leave that state. */
final class Scene {
    private final Deque<Target> atRelease = new ArrayDeque<>();
    private final Deque<Target> atEnd = new ArrayDeque<>();
    private Target beforeCall = () -> {};
    private Target afterCall = () -> {};

    /** What is called, or null for a static method or a constructor. */
    @Nullable Object object;

    /** What the spoiled argument throws when it is called, or null. */
    @Nullable Throwable thrown;

    /** Has the calling thread do something before the call, and something after it. */
    void around(Target before, Target after) {
        beforeCall = before;
        afterCall = after;
    }

    /** Has the object go out of use, after the call or for it to end. */
    void atRelease(Target step) {
        atRelease.push(step);
    }

    /** Has something done when all is over. */
    void atEnd(Target step) {
        atEnd.push(step);
    }

    /** Something to do that takes until the object goes out of use. */
    Work work() {
        var work = new Work(new Event(), new Event());
        atRelease(work.end::set);
        return work;
    }

    /**
     * A task that lasts.
     *
     * @param begun set when it has begun
     * @param end what it waits for
     */
    record Work(Event begun, Event end) implements Target {
        @Override
        public void run() {
            begun.set();
            try {
                end.await();
            } catch (InterruptedException e) {
                // that is an end, too
            }
        }

        /** As a task with a value. */
        Integer call() {
            run();
            return 1;
        }

        /** Waits until somebody is at it. */
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

    /** A call that has returned may have led out of the state already. */
    private void runAll(Deque<Target> steps) {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (IllegalArgumentException | IllegalStateException | IllegalMonitorStateException e) {
                // it has
            } catch (Exception e) {
                throw new AssertionError("can't lead out of the state of " + object, e);
            }
        }
    }
}

package io.github.threading4j.stress.twins.lifecycle;

import io.github.threading4j.function.Target;
import io.github.threading4j.stress.scenarios.LastActionOfThread;
import io.github.threading4j.stress.scenarios.ThreadApi;
import java.util.concurrent.TimeUnit;

/** A simple implementation of a thread, which each twin breaks in a different place. */
class SimpleThread implements ThreadApi {
    final Thread thread;
    private final Target target;

    SimpleThread(Target target) {
        this.target = target;
        this.thread = new Thread(this::live);
        thread.setDaemon(true);
    }

    void live() {
        try {
            target.run();
        } catch (Exception e) {
            fail(e);
        }
    }

    /** Replaces the excepthook. */
    void fail(Exception e) {
        if (e instanceof LastActionOfThread words) {
            words.say();
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public boolean join(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
        return !thread.isAlive();
    }

    @Override
    public boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public boolean isListed() {
        return isAlive();
    }

    @Override
    public int count() {
        return isAlive() ? 1 : 0;
    }
}

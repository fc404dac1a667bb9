package io.github.threading4j.examples;

import io.github.threading4j.Event;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;

/** A queued task can be cancelled, a running task cannot; in Java, a running task can be interrupted. */
public final class CancellingTasks {
    private CancellingTasks() {}

    private static void cancelTwo(Future<?> running, Future<?> waiting) {
        System.out.println("the second is cancelled: " + waiting.cancel());
        System.out.println("the first, which runs, is cancelled: " + running.cancel());
    }

    private static void interrupt(Future<?> running) throws InterruptedException {
        System.out.println("the first is interrupted: " + running.cancel(true));
        System.out.println("the first has ended: " + running.awaitTermination(10));
    }

    public static void main(String[] args) throws InterruptedException {
        var executor = new ThreadPoolExecutor(1);
        var started = new Event();
        var running = executor.submit(() -> {
            started.set();
            return new Event().await();
        });
        var second = executor.submit(() -> 2);
        var third = executor.submit(() -> 3);
        started.await();
        cancelTwo(running, second);
        executor.shutdown(false, true);
        System.out.println("the shutdown has cancelled the third: " + third.cancelled());
        interrupt(running); // not in Python
    }
}

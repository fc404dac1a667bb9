package io.github.threading4j.examples;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;

/** A worker performs a step at intervals until an event is set; then it stops immediately. */
public final class StoppableWorker {
    private static final Event stop = new Event();
    private static final Event warm = new Event();

    static void work() throws InterruptedException {
        var beats = 0;
        while (!stop.await(0.02)) {
            beats++;
            if (beats == 3) {
                warm.set();
            }
        }
        System.out.println("stopped, after 3 beats or more");
    }

    public static void main(String[] args) throws InterruptedException {
        var worker = new NamedThread(StoppableWorker::work);
        worker.start();
        warm.await();
        stop.set();
        worker.join();
        System.out.println("the worker has ended");
    }
}

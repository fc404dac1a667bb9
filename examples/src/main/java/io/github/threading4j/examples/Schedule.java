package io.github.threading4j.examples;

import io.github.threading4j.sched.Scheduler;

/** A scheduler runs events in the order of their times, and simultaneous events in the order of their priorities. */
public final class Schedule {
    public static void main(String[] args) throws InterruptedException {
        var scheduler = new Scheduler();
        var start = System.nanoTime() / 1e9;
        scheduler.enterabs(start + 0.2, 1, () -> System.out.println("lunch"));
        scheduler.enterabs(start + 0.1, 2, () -> System.out.println("coffee"));
        scheduler.enterabs(start + 0.1, 1, () -> System.out.println("breakfast"));
        var supper = scheduler.enter(60, 1, () -> System.out.println("supper"));
        scheduler.enter(0.3, 1, () -> scheduler.cancel(supper));
        System.out.println(scheduler.getQueue().size() + " events");
        scheduler.run();
        System.out.println(scheduler.getQueue().size() + " events");
    }
}

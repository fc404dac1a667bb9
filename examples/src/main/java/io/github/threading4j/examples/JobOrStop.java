package io.github.threading4j.examples;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.select.Select;
import java.util.List;

/** A worker waits for a job or for the signal to stop, whichever comes first, without polling. */
public final class JobOrStop {
    private static final Queue<String> jobs = new Queue<>();
    private static final Event stop = new Event();

    static void work() throws InterruptedException {
        var next = new Select<Boolean>().on(stop, () -> false).on(jobs, job -> {
            System.out.println("done: " + job);
            jobs.taskDone();
            return true;
        });
        while (next.await()) {}
        System.out.println("stopped");
    }

    public static void main(String[] args) throws InterruptedException {
        var worker = new NamedThread(JobOrStop::work);
        worker.start();
        for (var job : List.of("sweep", "dust", "polish")) {
            jobs.put(job);
        }
        jobs.join();
        stop.set();
        worker.join();
    }
}

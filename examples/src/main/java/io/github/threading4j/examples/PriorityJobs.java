package io.github.threading4j.examples;

import io.github.threading4j.NamedThread;
import io.github.threading4j.queue.PriorityQueue;
import java.util.Comparator;

/** A worker runs the most urgent job first; jobs of the same priority run in FIFO order. */
public final class PriorityJobs {
    private static int counter;

    private record Job(int priority, int number, String name) {
        static final Comparator<Job> URGENT_FIRST =
                Comparator.comparingInt(Job::priority).thenComparingInt(Job::number);
    }

    private PriorityJobs() {}

    private static void submit(PriorityQueue<Job> jobs, int priority, String name) throws InterruptedException {
        jobs.put(new Job(priority, counter++, name)); // the number breaks ties
    }

    private static void work(PriorityQueue<Job> jobs) throws InterruptedException {
        while (true) {
            try (var task = jobs.getTask()) {
                System.out.println(task.item().priority() + ": " + task.item().name());
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var jobs = new PriorityQueue<Job>(Job.URGENT_FIRST);
        submit(jobs, 3, "sweep the floor");
        submit(jobs, 1, "put out the fire");
        submit(jobs, 2, "answer the phone");
        submit(jobs, 1, "close the windows");
        NamedThread.builder().daemon(true).start(() -> work(jobs));
        jobs.join();
        submit(jobs, 2, "go home");
        jobs.join();
        System.out.println("all jobs are done");
    }
}

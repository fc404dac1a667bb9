package io.github.threading4j.examples;

import io.github.threading4j.NamedThread;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueShutDownException;
import java.util.stream.Stream;

/** Three workers take jobs until the queue is shut down, without a sentinel for each worker. */
public final class UntilShutdown {
    private UntilShutdown() {}

    static void work(Queue<Integer> jobs, PriorityQueue<Integer> squares) throws InterruptedException {
        for (int job : jobs.untilShutdown()) {
            squares.put(job * job);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var jobs = new Queue<Integer>();
        var squares = new PriorityQueue<Integer>();
        var workers = Stream.generate(() -> new NamedThread(() -> work(jobs, squares)))
                .limit(3)
                .toList();
        workers.forEach(NamedThread::start);
        for (int job = 1; job < 6; job++) {
            jobs.put(job);
        }
        jobs.join();
        System.out.println("all jobs are done: " + squares.qsize() + " squares");
        jobs.put(6);
        jobs.shutdown();
        try {
            jobs.put(7);
        } catch (QueueShutDownException e) {
            System.out.println("no job is accepted any more");
        }
        for (var worker : workers) {
            worker.join();
        }
        while (!squares.empty()) {
            System.out.println(squares.get());
        }
    }
}

package io.github.threading4j.examples;

import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.Timer;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A scheduler runs each job when it is due, once or repeatedly, until the job is cancelled or the scheduler ends. */
public final class JobScheduler {
    private final Condition changed = new Condition(); // guards the fields below
    private final PriorityQueue<Job> jobs = new PriorityQueue<>(Comparator.comparingDouble(job -> job.due));
    private boolean isOpen = true;
    private final ThreadPoolExecutor pool;
    private final NamedThread clock = new NamedThread(this::run, "clock");

    private static final class Job {
        private final String name;
        private final ThrowingConsumer<Job> work;
        private double due;
        private final double every; // 0 to run once
        private final Event cancelled = new Event();
        private final Event done = new Event();

        Job(String name, ThrowingConsumer<Job> work, double due, double every) {
            this.name = name;
            this.work = work;
            this.due = due;
            this.every = every;
        }

        void cancel() {
            cancelled.set();
        }
    }

    private JobScheduler(int workers) {
        pool = ThreadPoolExecutor.builder()
                .maxWorkers(workers)
                .threadNamePrefix("job")
                .build();
        clock.start();
    }

    private static double now() {
        return System.nanoTime() / 1e9;
    }

    private Job schedule(String name, double delay, double every, ThrowingConsumer<Job> work) {
        var job = new Job(name, work, now() + delay, every);
        if (!add(job)) {
            throw new IllegalStateException("the scheduler is shut down: " + name);
        }
        return job;
    }

    private boolean add(Job job) {
        try (var hold = changed.hold()) {
            if (isOpen) {
                jobs.add(job);
                changed.signal();
            }
            return isOpen;
        }
    }

    @SuppressWarnings("CheckReturnValue") // the loop checks again, however the wait ended
    private @Nullable Job nextJob() throws InterruptedException {
        try (var hold = changed.hold()) {
            while (isOpen && tooEarly() > 0) {
                changed.await(tooEarly());
            }
            return isOpen ? jobs.remove() : null;
        }
    }

    private double tooEarly() {
        return jobs.isEmpty() ? Threading.TIMEOUT_MAX : jobs.element().due - now();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // perform reports exceptions
    private void run() throws InterruptedException {
        for (var job = nextJob(); job != null; job = nextJob()) {
            var due = job;
            pool.submit(() -> perform(due));
        }
    }

    private void perform(Job job) {
        if (!job.cancelled.isSet()) {
            try {
                job.work.accept(job);
            } catch (Exception e) {
                System.out.println(job.name + " failed: " + e.getMessage());
            }
        }
        job.due += job.every;
        if (job.every == 0 || job.cancelled.isSet() || !add(job)) {
            job.done.set();
        }
    }

    private int shutdown() throws InterruptedException {
        try (var hold = changed.hold()) {
            isOpen = false;
            changed.signalAll();
        }
        clock.join();
        pool.shutdown(); // waits for running jobs
        return jobs.size();
    }

    private static void fail(Job job) {
        throw new IllegalArgumentException("no space left");
    }

    private static void search(Job job) throws InterruptedException {
        System.out.println(job.cancelled.await(60.0) ? "the search was cancelled" : "nothing found");
    }

    private static void runOnce(JobScheduler scheduler) throws InterruptedException {
        scheduler.schedule("report", 60.0, 0, job -> System.out.println("never printed"));
        scheduler.schedule("backup", 0, 0, JobScheduler::fail).done.await();

        scheduler
                .schedule("greeting", 0.05, 0, job -> System.out.println("hello, a moment later"))
                .done
                .await();
        var surprise = scheduler.schedule("surprise", 0.2, 0, job -> System.out.println("never printed"));
        surprise.cancel();
        surprise.done.await();
    }

    private static void runAgain(JobScheduler scheduler) throws InterruptedException {
        var ticks = new ArrayList<String>();
        ThrowingConsumer<Job> tick = job -> {
            ticks.add(job.name);
            System.out.println(job.name + " " + ticks.size());
            if (ticks.size() == 3) {
                job.cancel();
            }
        };
        scheduler.schedule("tick", 0, 0.01, tick).done.await();
    }

    private static void endInTime(JobScheduler scheduler) throws InterruptedException {
        var running = scheduler.schedule("search", 0, 0, JobScheduler::search);
        var limit = new Timer(0.05, running::cancel);
        limit.start();
        running.done.await();
        var noLimit = new Timer(60.0, running::cancel);
        noLimit.start();
        noLimit.cancel();
    }

    private static void endInPeace(JobScheduler scheduler) throws InterruptedException {
        var saving = new Event();
        var mayEnd = new Event();
        scheduler.schedule("save", 0, 0, job -> {
            saving.set();
            mayEnd.await();
            System.out.println("saved");
        });
        saving.await();
        new Timer(0.05, mayEnd::set).start();
        var left = scheduler.shutdown();
        System.out.println("shut down, and " + left + " job has not begun");
        try {
            scheduler.schedule("too late", 0, 0, JobScheduler::fail);
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var scheduler = new JobScheduler(2);
        runOnce(scheduler);
        runAgain(scheduler);
        endInTime(scheduler);
        endInPeace(scheduler);
    }
}

package io.github.threading4j.stress.soak;

import io.github.threading4j.Semaphore;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.stress.KeepAliveCheck;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Runs a million tasks on a pool of two workers, ten thousand at a time. Each task submits another one. Every task runs
 * once, and the heap does not grow.
 *
 * <p>Arguments: the number of tasks, by default 1,000,000; and {@code kernel} for platform threads or {@code user} for
 * virtual threads. Exits with 0 only if no check fails. Run it with a small heap, {@code -Xmx64m}.
 */
public final class PoolSoak {
    private static final int WORKERS = 2;
    private static final int UNDER_WAY = 10_000;
    private static final int STEPS = 10;
    private static final double MEGABYTE = 1 << 20;
    private static final double MOST_GROWTH_MB = 8;

    private final int tasks;
    private final ThreadPoolExecutor pool;
    private final Semaphore room = new Semaphore(UNDER_WAY);

    /** For each task, the number of its runs plus twice the number of runs of the task that it submits. */
    private final AtomicIntegerArray runs;

    private PoolSoak(int tasks, ThreadPoolExecutor pool) {
        this.tasks = tasks;
        this.pool = pool;
        this.runs = new AtomicIntegerArray(tasks);
    }

    /** Runs the soak test. */
    public static void main(String[] args) throws InterruptedException {
        int tasks = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        boolean user = args.length > 1 && args[1].equals("user");
        System.out.printf("Java %s, %s threads, %,d tasks%n", Runtime.version(), user ? "user" : "platform", tasks);
        var builder = ThreadPoolExecutor.builder().maxWorkers(WORKERS);
        try (ThreadPoolExecutor pool = (user ? builder.virtual() : builder).build()) {
            new PoolSoak(tasks, pool).run();
            KeepAliveCheck.requireReleased(); // an idle pool has released the keep-alive thread
        }
        KeepAliveCheck.requireReleased();
    }

    private void run() throws InterruptedException {
        submit(0, tasks / STEPS); // warms up
        double first = 0;
        long start = System.nanoTime();
        for (int step = 1; step < STEPS; step++) {
            submit(step * (tasks / STEPS), (step + 1) * (tasks / STEPS));
            double heap = heapInMegabytes();
            first = step == 1 ? heap : first;
            System.out.printf("%,d tasks, each with a nested task: heap %.1f MB%n", (step + 1) * (tasks / STEPS), heap);
            if (heap - first > MOST_GROWTH_MB) {
                throw new IllegalStateException("the heap has grown from %.1f to %.1f MB".formatted(first, heap));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        check();
        System.out.printf("all have run, %.2f M/s%n", 2.0 * (STEPS - 1) * (tasks / STEPS) / seconds / 1e6);
    }

    /** Submits a range of tasks, and waits until they and the tasks that they submit have run. */
    private void submit(int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            int number = i;
            room.acquire();
            pool.submit(() -> {
                runs.addAndGet(number, 1);
                pool.submit(() -> {
                    runs.addAndGet(number, 2);
                    room.release();
                });
            });
        }
        for (int i = 0; i < UNDER_WAY; i++) {
            room.acquire();
        }
        room.release(UNDER_WAY);
    }

    private static double heapInMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    private void check() {
        for (int i = 0; i < tasks / STEPS * STEPS; i++) {
            if (runs.get(i) != 3) {
                throw new IllegalStateException(
                        "runs of task %d + 2 * runs of its nested task: %d (expected 3)".formatted(i, runs.get(i)));
            }
        }
    }
}

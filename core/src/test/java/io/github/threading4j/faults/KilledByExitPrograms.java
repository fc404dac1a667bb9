package io.github.threading4j.faults;

import io.github.threading4j.Barrier;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Semaphore;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.queue.Queue;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;

/** The programs of {@link KilledByExitTest}, which exit while threads hold locks or run tasks. */
final class KilledByExitPrograms {
    private KilledByExitPrograms() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "exit" -> exit();
            case "task" -> task(() -> System.exit(4));
            case "signal" ->
                task(() -> new ProcessBuilder("sh", "-c", "kill -TERM $PPID")
                        .start()
                        .waitFor());
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void atExit(Step step) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                step.run();
            } catch (Exception e) {
                e.printStackTrace();
            }
        }));
    }

    private static void exit() throws Exception {
        var lock = new Lock();
        var permits = new Semaphore(1);
        var barrier = new Barrier(2);
        var queue = new Queue<String>();
        var executor = new ThreadPoolExecutor(2);
        atExit(() -> {
            System.out.println("lock: " + lock.acquire(0.01) + ", permits: " + permits.acquire(Duration.ofMillis(10))
                    + ", barrier: " + meets(barrier));
            System.out.println("queue: " + queue.qsize() + " item, " + queue.getUnfinishedTasks() + " unfinished");
            System.out.println("a new task: " + executor.submit(() -> 7).result());
        });
        var held = new Event();
        queue.put("work");
        NamedThread.builder().start(() -> {
            try (var first = lock.hold();
                    var second = permits.hold()) {
                held.set();
                new Event().await();
            } finally {
                System.out.println("never");
            }
        });
        held.await();
        System.exit(3);
    }

    private static boolean meets(Barrier barrier) throws InterruptedException {
        try {
            barrier.await(0.01);
            return true;
        } catch (BrokenBarrierException e) {
            return false;
        }
    }

    /** Lets a task end the program. The task is blocked from then on, so its future remains running. */
    private static void task(Step end) throws Exception {
        var executor = new ThreadPoolExecutor(1);
        var submitted = new Event();
        Future<?> future = executor.submit(() -> {
            submitted.await();
            end.run();
            new Event().await();
            System.out.println("never");
        });
        atExit(() -> System.out.println("hook: " + (future.running() ? "running" : future.toString())));
        submitted.set();
        future.result();
    }
}

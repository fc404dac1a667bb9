package consumer;

import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.queue.Queue;
import java.util.List;

/** Uses a bit of everything, and lets a thread fail, which must be reported with and without a log provider. */
public final class Consumer {
    private static int counter;

    private Consumer() {}

    public static void main(String[] args) throws InterruptedException {
        var lock = new Lock();
        var jobs = new Queue<Integer>(2);
        var worker = new NamedThread(
                () -> {
                    for (int job : jobs.untilShutdown()) {
                        lock.with(() -> counter += job);
                    }
                },
                "worker");
        worker.start();
        try (var pool = new ThreadPoolExecutor(2)) {
            for (int square : pool.map(n -> n * n, List.of(1, 2, 3))) {
                jobs.put(square);
            }
        }
        jobs.shutdown();
        worker.join();
        var failing = new NamedThread(
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                "failing");
        failing.start();
        failing.join();
        System.out.println("sum " + counter + (Consumer.class.getModule().isNamed() ? ", in a module" : ""));
    }
}

package io.github.threading4j.examples;

import io.github.threading4j.Barrier;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import java.util.concurrent.BrokenBarrierException;
import java.util.stream.Stream;

/** Three workers go through three phases, and each phase begins after all workers have ended the previous one. */
public final class Phases {
    private static final int WORKERS = 3;
    private static final int PHASES = 3;

    private static final Lock lock = new Lock();
    private static int done;

    static void report() {
        System.out.println("phase " + done / WORKERS + ": all " + WORKERS + " workers are done");
    }

    private static final Barrier barrier = new Barrier(WORKERS, Phases::report);

    static void work() throws InterruptedException, BrokenBarrierException {
        for (int i = 0; i < PHASES; i++) {
            lock.with(() -> done++);
            barrier.await();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var workers = Stream.generate(() -> new NamedThread(Phases::work))
                .limit(WORKERS)
                .toList();
        for (var worker : workers) {
            worker.start();
        }
        for (var worker : workers) {
            worker.join();
        }
        System.out.println(done + " pieces of work");
    }
}

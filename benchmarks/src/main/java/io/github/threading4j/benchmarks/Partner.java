package io.github.threading4j.benchmarks;

import java.util.concurrent.BrokenBarrierException;

/** The other side of a benchmark that needs two: repeats a step in a thread of its own until it is stopped. */
final class Partner {
    /** What the other side does again and again. */
    interface Step {
        void run() throws Exception;
    }

    private final Thread thread;

    Partner(Step step) {
        thread = new Thread(() -> {
            try {
                while (true) {
                    step.run();
                }
            } catch (InterruptedException | BrokenBarrierException stopped) {
                // the end of the benchmark
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}

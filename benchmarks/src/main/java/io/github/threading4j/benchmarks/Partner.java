package io.github.threading4j.benchmarks;

import java.util.concurrent.BrokenBarrierException;

/** The second thread of a benchmark: repeats a step in its own thread until it is stopped. */
final class Partner {
    /** The repeated step. */
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
                // expected at the end of the benchmark
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

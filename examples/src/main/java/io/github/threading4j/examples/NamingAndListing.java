package io.github.threading4j.examples;

import static io.github.threading4j.Threading.activeCount;
import static io.github.threading4j.Threading.enumerate;

import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.NamedThreadBuilder;
import java.util.List;

/** Threads have names, and are listed while they are alive. */
public final class NamingAndListing {
    private static final Lock gate = new Lock();

    private static final class Worker extends NamedThread {
        Worker(NamedThreadBuilder builder) {
            super(builder);
        }

        @Override
        public void run() {
            gate.with(() -> {});
        }
    }

    static void showThreads() {
        System.out.println("threads alive: " + activeCount());
        for (var thread : enumerate()) {
            var kind = thread.isDaemon() ? "daemon" : "not a daemon";
            System.out.println("  " + thread.getName() + ", " + kind);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        gate.acquire();
        var workers = List.of(
                new Worker(NamedThread.builder()),
                new Worker(NamedThread.builder().name("red")),
                new Worker(NamedThread.builder().name("blue").daemon(true)));
        for (var worker : workers) {
            worker.start();
        }
        showThreads();

        workers.get(1).setName("green");
        showThreads();

        gate.release();
        for (var worker : workers) {
            worker.join();
        }
        showThreads();
    }
}

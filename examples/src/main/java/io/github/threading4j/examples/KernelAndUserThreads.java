package io.github.threading4j.examples;

import static io.github.threading4j.Threading.sleep;

import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.NamedThreadBuilder;
import java.util.stream.Stream;

/**
 * Many threads sleep at the same time. In Python, all threads are platform threads, which older texts call kernel
 * threads. The port adds virtual threads, once called user threads.
 */
public final class KernelAndUserThreads {
    private static final class Sleepers {
        private final Lock lock = new Lock();
        private int slept;

        void nap() throws InterruptedException {
            sleep(0.1);
            lock.with(() -> slept++);
        }

        void sleepAll(String kind, int count, NamedThreadBuilder builder) throws InterruptedException {
            var threads = Stream.generate(() -> builder.unstarted(this::nap))
                    .limit(count)
                    .toList();
            for (var thread : threads) {
                thread.start();
            }
            for (var thread : threads) {
                thread.join();
            }
            System.out.println(slept + " " + kind + " threads have slept at the same time");
        }
    }

    public static void main(String[] args) throws InterruptedException {
        new Sleepers().sleepAll("platform", 100, NamedThread.builder());
        try {
            new Sleepers().sleepAll("virtual", 10_000, NamedThread.builder().virtual());
        } catch (UnsupportedOperationException e) { // before Java 21
            System.out.println(e.getMessage());
        }
    }
}

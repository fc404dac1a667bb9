package io.github.threading4j.benchmarks;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.NamedThreadBuilder;
import io.github.threading4j.Threading;
import io.github.threading4j.internal.JavaThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows that memory does not grow with the number of threads ever started, and that all live threads are listed. Before
 * and after very many threads have started and ended, collects garbage and prints the used heap.
 */
public final class ThreadsEverStarted {
    private static final int BATCH = 1000;

    private ThreadsEverStarted() {}

    /**
     * Starts 100,000 platform threads and, from Java 21 on, 1,000,000 virtual threads, and then 100,000 virtual threads
     * that are alive at the same time.
     *
     * @param args a divisor of these numbers, for a quick run
     * @throws InterruptedException never
     */
    public static void main(String... args) throws InterruptedException {
        var divisor = args.length == 0 ? 1 : Integer.parseInt(args[0]);
        System.out.println("Java " + Runtime.version());
        comeAndGo("platform", NamedThread.builder(), 100_000 / divisor);
        if (JavaThreads.supportsVirtual()) {
            comeAndGo("virtual", NamedThread.builder().virtual(), 1_000_000 / divisor);
            liveAtOnce(100_000 / divisor);
        }
    }

    private static void comeAndGo(String kind, NamedThreadBuilder builder, int count) throws InterruptedException {
        startAndJoin(builder, BATCH); // one-time allocations, such as classes, are not counted
        var before = heap();
        var begin = System.nanoTime();
        for (var started = 0; started < count; started += BATCH) {
            startAndJoin(builder, BATCH);
        }
        var seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%,d %s threads came and went in %.1f s: heap %,d bytes before, %,d after, %d listed%n",
                count,
                kind,
                seconds,
                before,
                heap(),
                Threading.activeCount());
    }

    private static void startAndJoin(NamedThreadBuilder builder, int count) throws InterruptedException {
        var threads = new ArrayList<NamedThread>(count);
        for (var i = 0; i < count; i++) {
            threads.add(builder.start(Threading::currentThread));
        }
        join(threads);
    }

    private static void liveAtOnce(int count) throws InterruptedException {
        var before = heap();
        var end = new Event();
        var threads = new ArrayList<NamedThread>(count);
        for (var i = 0; i < count; i++) {
            threads.add(NamedThread.builder().virtual().start(end::await));
        }
        var listed = Threading.enumerate();
        var all = listed.containsAll(threads.subList(0, 10)) && listed.size() == count + 1;
        var waiting = heap();
        end.set();
        join(threads);
        threads.clear();
        listed.clear();
        System.out.printf(
                Locale.ROOT,
                "%,d virtual threads waited at the same time: all listed: %b, %d bytes each; after their end %d listed,"
                        + " heap %,d bytes before, %,d after%n",
                count,
                all,
                (waiting - before) / count,
                Threading.activeCount(),
                before,
                heap());
    }

    private static void join(List<NamedThread> threads) throws InterruptedException {
        for (var thread : threads) {
            thread.join();
        }
    }

    /** Returns the memory of live objects, in bytes. */
    private static long heap() throws InterruptedException {
        for (var i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50); // the JVM's own threads need time to process the cleared references
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

package io.github.threading4j.stress.soak;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.stress.KeepAliveCheck;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * A million virtual threads wait for one event, and one {@code set()} releases them all. The program measures how much
 * more memory a waiting thread takes than a parked one.
 *
 * <p>{@code java -Xmx8g -cp jcstress.jar io.github.threading4j.stress.soak.EventAtScale [threads]}, on Java 21 or
 * later. Exits with 0 only if all threads were released.
 */
public final class EventAtScale {
    private final int size;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean open;

    private EventAtScale(int size) {
        this.size = size;
    }

    /** Runs a warm-up, then parked threads, then waiting threads. */
    public static void main(String[] args) throws InterruptedException {
        JavaThreads.requireVirtual();
        var size = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        System.out.printf("%d virtual threads, Java %s, heap %d MB%n", size, Runtime.version(), megabytes());
        new EventAtScale(Math.min(size, 20_000)).run("warm-up, parked"); // loads classes
        new EventAtScale(Math.min(size, 20_000)).run("warm-up, in event.await()");
        var parked = new EventAtScale(size).run("bare threads, parked");
        var waiting = new EventAtScale(size).run("bare threads, in event.await()");
        var named = new EventAtScale(size).run("NamedThreads, in event.await()");
        System.out.printf(
                "event.await() takes %d bytes more than the parked thread's %d; a NamedThread another %d%n",
                waiting - parked, parked, named - waiting);
        KeepAliveCheck.requireReleased();
    }

    private static long megabytes() {
        return Runtime.getRuntime().maxMemory() >> 20;
    }

    /** Runs one group of threads, and returns the number of bytes per thread. */
    private long run(String crowd) throws InterruptedException {
        var event = new Event();
        Runnable park = this::parkUntilOpen;
        Runnable await = () -> awaitAndCount(event);
        IntFunction<Thread> start = switch (crowd.substring(crowd.indexOf(',') + 2)) {
            case "parked" -> i -> startBare(park);
            default -> crowd.startsWith("Named") ? i -> startNamed(await) : i -> startBare(await);
        };
        var threads = new Thread[size];
        var before = usedBytes();
        var startBegin = System.nanoTime();
        for (int i = 0; i < size; i++) {
            threads[i] = start.apply(i);
        }
        awaitParked(threads);
        var startSeconds = secondsSince(startBegin);
        var each = (usedBytes() - before) / size;
        var releaseSeconds = release(threads, event);
        System.out.printf(
                "%s: %d bytes each; started in %.2f s, released in %.2f s%n",
                crowd, each, startSeconds, releaseSeconds);
        return each;
    }

    private static Thread startBare(Runnable task) {
        var thread = JavaThreads.newVirtual(task);
        thread.start();
        return thread;
    }

    private static Thread startNamed(Runnable task) {
        return NamedThread.builder().virtual().daemon(true).start(task::run).toJavaThread();
    }

    private void parkUntilOpen() {
        begun.incrementAndGet();
        while (!open) {
            LockSupport.park(this);
        }
        ended.incrementAndGet();
    }

    private void awaitAndCount(Event event) {
        begun.incrementAndGet();
        try {
            if (event.await()) {
                ended.incrementAndGet();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("unexpected interrupt", e);
        }
    }

    private void awaitParked(Thread[] threads) {
        while (begun.get() < size) {
            Thread.yield();
        }
        for (var thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.yield();
            }
        }
    }

    private double release(Thread[] threads, Event event) throws InterruptedException {
        var begin = System.nanoTime();
        open = true;
        event.set();
        for (var thread : threads) {
            LockSupport.unpark(thread);
        }
        for (var thread : threads) {
            thread.join();
        }
        if (ended.get() != size) {
            throw new IllegalStateException("not released: " + (size - ended.get()) + " (expected none)");
        }
        return secondsSince(begin);
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Returns the used memory after repeated garbage collections, once they free no more memory. */
    private static long usedBytes() {
        var runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}

package io.github.threading4j.stress.soak;

import io.github.threading4j.NamedThread;
import io.github.threading4j.NamedThreadBuilder;
import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueShutDownException;
import io.github.threading4j.stress.KeepAliveCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Ten producers and ten consumers move ten million numbers through a queue, once completely, and once until the queue
 * is shut down at a random moment. No number is lost or duplicated.
 *
 * <p>Arguments: the count of numbers, by default 10,000,000; a seed, by default 1; and {@code kernel} for platform
 * threads or {@code user} for virtual threads. Exits with 0 only if no check fails.
 */
public final class QueueSoak {
    private static final int THREADS = 10;
    private static final double LIMIT_SECONDS = 600;
    private static final int BITS = 32;

    private final Queue<Integer> queue;
    private final int numbers;
    private final int shutdownAfter;
    private final boolean immediate;

    // One bit for each number.
    private final AtomicIntegerArray put;
    private final AtomicIntegerArray taken;

    private final AtomicLong takenCount = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();

    private QueueSoak(Queue<Integer> queue, int numbers, int shutdownAfter, boolean immediate) {
        this.queue = queue;
        this.numbers = numbers;
        this.shutdownAfter = shutdownAfter;
        this.immediate = immediate;
        this.taken = new AtomicIntegerArray(numbers / BITS + 1);
        this.put = new AtomicIntegerArray(numbers / BITS + 1);
    }

    /** Runs the soak test. */
    public static void main(String[] args) throws InterruptedException {
        int numbers = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        boolean user = args.length > 2 && args[2].equals("user");
        Random random = new Random(seed);
        System.out.printf(
                "Java %s, %s threads, %,d numbers, seed %d%n",
                Runtime.version(), user ? "user" : "platform", numbers, seed);
        for (int maxsize : new int[] {0, 1000}) {
            List<Supplier<Queue<Integer>>> queues = List.of(
                    () -> new Queue<>(maxsize), () -> new LifoQueue<>(maxsize), () -> new PriorityQueue<>(maxsize));
            for (Supplier<Queue<Integer>> create : queues) {
                new QueueSoak(create.get(), numbers, Integer.MAX_VALUE, false).run(user);
                new QueueSoak(create.get(), numbers, random.nextInt(numbers), false).run(user);
                new QueueSoak(create.get(), numbers, random.nextInt(numbers), true).run(user);
            }
        }
        KeepAliveCheck.requireReleased();
    }

    private void run(boolean user) throws InterruptedException {
        String what = queue.toString();
        long start = System.nanoTime();
        List<NamedThread> producers = start(user, this::produce);
        List<NamedThread> consumers = start(user, index -> consume());
        joinAll(producers);
        queue.shutdown();
        joinAll(consumers);
        double seconds = (System.nanoTime() - start) / 1e9;
        check();
        System.out.printf(
                "%s, %s: put %,d, taken %,d, %.1f s, %.2f M/s%n",
                what,
                shutdownAfter == Integer.MAX_VALUE ? "to the end" : immediate ? "immediate end" : "early end",
                count(put),
                takenCount.get(),
                seconds,
                takenCount.get() / seconds / 1e6);
    }

    private static List<NamedThread> start(boolean user, IndexedTarget target) {
        NamedThreadBuilder builder = user ? NamedThread.builder().virtual() : NamedThread.builder();
        List<NamedThread> threads = new ArrayList<>();
        IntStream.range(0, THREADS)
                .forEach(index -> threads.add(builder.daemon(true).start(() -> target.run(index))));
        return threads;
    }

    private interface IndexedTarget {
        void run(int index) throws Exception;
    }

    private static void joinAll(List<NamedThread> threads) throws InterruptedException {
        for (NamedThread thread : threads) {
            if (!thread.join(LIMIT_SECONDS)) {
                throw new IllegalStateException("does not end: " + thread);
            }
        }
    }

    private void produce(int index) throws InterruptedException {
        try {
            for (int number = index; number < numbers; number += THREADS) {
                queue.put(number);
                set(put, number);
            }
        } catch (QueueShutDownException end) {
            // expected: the number was not put
        }
    }

    private void consume() {
        for (int number : queue.untilShutdown()) {
            if (!set(taken, number)) {
                doubled.incrementAndGet();
            }
            if (takenCount.incrementAndGet() == shutdownAfter) {
                queue.shutdown(immediate);
            }
        }
    }

    private void check() {
        long lost = 0;
        long fromNowhere = 0;
        for (int i = 0; i < put.length(); i++) {
            lost += Integer.bitCount(put.get(i) & ~taken.get(i));
            fromNowhere += Integer.bitCount(taken.get(i) & ~put.get(i));
        }
        boolean mayLose = immediate && shutdownAfter != Integer.MAX_VALUE;
        if (doubled.get() > 0
                || fromNowhere > 0
                || !queue.empty()
                || queue.getUnfinishedTasks() != 0
                || lost > 0 && !mayLose) {
            throw new IllegalStateException(
                    "%d duplicated, %d lost, %d never put, in %s".formatted(doubled.get(), lost, fromNowhere, queue));
        }
    }

    private static long count(AtomicIntegerArray bits) {
        return IntStream.range(0, bits.length())
                .mapToLong(i -> Integer.bitCount(bits.get(i)))
                .sum();
    }

    /** Sets a bit; returns false if it was already set. */
    private static boolean set(AtomicIntegerArray bits, int number) {
        int bit = 1 << number % BITS;
        return (bits.getAndUpdate(number / BITS, old -> old | bit) & bit) == 0;
    }
}

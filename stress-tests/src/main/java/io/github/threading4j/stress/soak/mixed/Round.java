package io.github.threading4j.stress.soak.mixed;

import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.Condition;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.stress.KeepAliveCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A round. For a while, threads use new primitives and are interrupted at random; then the primitives are checked. */
final class Round {
    private static final int TAKERS = 10;
    private static final int GIVERS = 2;
    private static final long PATIENCE_SECONDS = 30;

    private static final List<Supplier<Part>> PARTS = List.of(
            LockPart::ofLock,
            LockPart::ofRLock,
            LockPart::ofJavaLock,
            () -> new SemaphorePart(new Semaphore(2)),
            () -> new SemaphorePart(Semaphore.fair(1)),
            () -> new SemaphorePart(new BoundedSemaphore(2)),
            () -> new ConditionPart(new Condition()),
            () -> new ConditionPart(new Condition(new Lock())),
            () -> new ConditionPart(new Condition(new ReentrantLock())),
            EventPart::new,
            BarrierPart::new,
            () -> new QueuePart(new Queue<>()),
            () -> new QueuePart(new Queue<>(4)),
            () -> new QueuePart(new LifoQueue<>(4)),
            () -> new QueuePart(new PriorityQueue<>()),
            () -> new FuturePart(new ThreadPoolExecutor(2)),
            () -> new ThreadPart(false));
    private static final List<Supplier<Part>> USER_PARTS = List.of(
            () -> new FuturePart(
                    ThreadPoolExecutor.builder().maxWorkers(2).virtual().build()),
            () -> new ThreadPart(true));

    private final Random random;
    private final Set<NamedThread> before = Set.copyOf(Threading.enumerate());
    private final List<Part> parts;
    private final List<NamedThread> takers = new ArrayList<>();
    private final List<NamedThread> givers = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong operations = new AtomicLong();
    private volatile boolean over;

    Round(long seed) {
        this.random = new Random(seed);
        this.parts = choose(random);
    }

    /** Returns a few random parts, so that threads meet often; in some rounds, returns all parts. */
    private static List<Part> choose(Random random) {
        List<Supplier<Part>> all = new ArrayList<>(PARTS);
        if (JavaThreads.supportsVirtual()) {
            all.addAll(USER_PARTS);
        }
        Collections.shuffle(all, random);
        int number = random.nextInt(8) == 0 ? all.size() : 1 + random.nextInt(3);
        return all.stream().limit(number).map(Supplier::get).toList();
    }

    /**
     * Runs the round for the given time, and returns the number of operations. Throws {@link AssertionError} if a check
     * fails.
     */
    long run(long millis) throws InterruptedException {
        start();
        interruptUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
        over = true;
        joinAll(givers);
        for (Part part : parts) {
            await("a thread waits for something that is available: " + part, () -> !part.isStuck());
        }
        for (Part part : parts) {
            part.end();
        }
        joinAll(takers);
        await("threads are left", () -> before.containsAll(Threading.enumerate()));
        KeepAliveCheck.requireReleased();
        parts.forEach(Part::check);
        if (!failures.isEmpty()) {
            throw new AssertionError("an operation failed", failures.peek());
        }
        return operations.get();
    }

    private void start() {
        for (int i = 0; i < TAKERS; i++) {
            takers.add(start(i, (part, choice) -> part.take(choice)));
        }
        for (int i = 0; i < GIVERS; i++) {
            givers.add(start(i, (part, choice) -> part.give(choice)));
        }
    }

    private interface Step {
        void run(Part part, Random choice) throws Exception;
    }

    private NamedThread start(int number, Step step) {
        Random choice = new Random(random.nextLong());
        var builder = NamedThread.builder();
        boolean user = number % 2 == 1 && JavaThreads.supportsVirtual();
        return (user ? builder.virtual() : builder).start(() -> act(choice, step));
    }

    private void act(Random choice, Step step) {
        while (!over) {
            try {
                step.run(parts.get(choice.nextInt(parts.size())), choice);
            } catch (InterruptedException e) {
                // expected: the operation had no effect
            } catch (Throwable e) {
                failures.add(e);
                return;
            }
            operations.incrementAndGet();
        }
    }

    private void interruptUntil(long end) {
        while (System.nanoTime() - end < 0 && failures.isEmpty()) {
            LockSupport.parkNanos(random.nextInt(200_000));
            takers.get(random.nextInt(TAKERS)).toJavaThread().interrupt();
        }
    }

    private void joinAll(List<NamedThread> threads) throws InterruptedException {
        for (NamedThread thread : threads) {
            await("a thread does not end: " + thread, () -> !thread.isAlive());
        }
    }

    private void await(String complaint, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(complaint + waits());
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private String waits() {
        StringBuilder all = new StringBuilder();
        for (NamedThread thread : Threading.enumerate()) {
            all.append("%n  %s waits for %s".formatted(thread, Blocker.of(thread.toJavaThread())));
        }
        return all.toString();
    }
}

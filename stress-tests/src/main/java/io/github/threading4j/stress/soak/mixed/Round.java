package io.github.threading4j.stress.soak.mixed;

import io.github.threading4j.Acquirable;
import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.Condition;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.WaitPoint;
import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** New primitives, used for a while by threads that are interrupted, and then looked after. */
final class Round {
    private static final int TAKERS = 10;
    private static final int GIVERS = 2;
    private static final long PATIENCE_SECONDS = 30;

    private final long seed;
    private final Random random;
    private final Set<NamedThread> before = Set.copyOf(Threading.enumerate());
    private final List<Part> parts;
    private final List<NamedThread> takers = new ArrayList<>();
    private final List<NamedThread> givers = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong interrupts = new AtomicLong();
    private volatile boolean over;

    Round(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.parts = parts();
    }

    private static List<Part> parts() {
        Lock lock = new Lock();
        RLock rlock = new RLock();
        ReentrantLock javaLock = new ReentrantLock();
        List<Part> parts = new ArrayList<>(List.of(
                new LockPart(lock, lock::locked),
                new LockPart(rlock, rlock::locked),
                new LockPart(Acquirable.of(javaLock), javaLock::isLocked),
                new SemaphorePart(new Semaphore(2)),
                new SemaphorePart(Semaphore.fair(1)),
                new SemaphorePart(new BoundedSemaphore(2)),
                new ConditionPart(new Condition()),
                new ConditionPart(new Condition(new Lock())),
                new ConditionPart(new Condition(new ReentrantLock())),
                new EventPart(),
                new BarrierPart(),
                new QueuePart(new Queue<>()),
                new QueuePart(new Queue<>(4)),
                new QueuePart(new LifoQueue<>(4)),
                new QueuePart(new PriorityQueue<>()),
                new FuturePart(ThreadPoolExecutor.builder().maxWorkers(2).build()),
                new ThreadPart(false)));
        if (JavaThreads.supportsVirtual()) {
            parts.add(new FuturePart(
                    ThreadPoolExecutor.builder().maxWorkers(2).virtual().build()));
            parts.add(new ThreadPart(true));
        }
        return parts;
    }

    /** Runs it for that long, and returns what was seen; an {@link AssertionError} says what did not hold. */
    String run(long millis) throws InterruptedException {
        start();
        interruptUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
        over = true;
        joinAll(givers);
        for (Part part : parts) {
            await("somebody waits for what is there: " + part, () -> !part.isStuck());
        }
        for (Part part : parts) {
            part.end();
        }
        joinAll(takers);
        parts.forEach(Part::check);
        await("threads are left", () -> before.containsAll(Threading.enumerate()));
        if (!failures.isEmpty()) {
            throw new AssertionError("seed " + seed, failures.peek());
        }
        return "seed %d: %,d operations, %,d of them interrupted".formatted(seed, operations.get(), interrupts.get());
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
                interrupts.incrementAndGet();
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
                throw new AssertionError("seed " + seed + ": " + complaint + waits());
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private String waits() {
        StringBuilder all = new StringBuilder();
        for (NamedThread thread : Threading.enumerate()) {
            all.append("%n  %s waits for %s".formatted(thread, WaitPoint.of(thread.toJavaThread())));
        }
        return all.toString();
    }
}

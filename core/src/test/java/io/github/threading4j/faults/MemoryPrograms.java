package io.github.threading4j.faults;

import io.github.threading4j.Barrier;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.function.Target;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.MapOptions;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The programs of {@link MemoryTest}: what each does while there is no memory at all, and tells when there is some again. */
final class MemoryPrograms {
    private static final int TASKS = 4;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private static final AtomicReference<Object[]> HOARD = new AtomicReference<>();

    private MemoryPrograms() {}

    public static void main(String[] args) throws Exception {
        hoard(); // once before, so that what is needed for it is loaded
        giveBack();
        switch (args[0]) {
            case "put" -> put();
            case "get" -> {
                get(() -> {}); // once before, as above
                get(MemoryPrograms::hoard);
            }
            case "executor" -> executor();
            case "threadPool" -> threadPool();
            case "map" -> map();
            case "mapBegins" -> mapBegins();
            case "start" -> start();
            case "barrier" -> barrier();
            case "waits" -> {
                waits(() -> {}); // once before, as above
                waits(MemoryPrograms::hoard);
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Takes all memory, to the last few bytes. */
    private static void hoard() {
        for (int size = 1 << 20; size > 0; size /= 4) {
            try {
                while (true) {
                    var link = new Object[size];
                    do {
                        link[0] = HOARD.get();
                    } while (!HOARD.compareAndSet((Object[]) link[0], link));
                }
            } catch (OutOfMemoryError e) {
                // so much for that size
            }
        }
    }

    private static void giveBack() {
        HOARD.set(null);
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Does something where there is no memory, and nothing around it that needs some; returns whether that failed. */
    private static boolean failsWithoutMemory(Step step) throws Exception {
        return failsAfter(MemoryPrograms::hoard, step);
    }

    private static boolean failsAfter(Runnable before, Step step) throws Exception {
        before.run();
        try {
            step.run();
            return false;
        } catch (OutOfMemoryError e) {
            return true;
        } finally {
            giveBack();
        }
    }

    private static void put() throws Exception {
        for (var queue : List.of(new Queue<String>(), new LifoQueue<String>(), new PriorityQueue<String>())) {
            var puts = new int[1];
            Step fill = () -> {
                while (true) {
                    queue.put("item");
                    puts[0]++;
                }
            };
            var failed = failsWithoutMemory(fill);
            var tooMany = queue.qsize() - puts[0] + queue.getUnfinishedTasks() - puts[0];
            queue.put("item");
            for (int i = 0; i <= puts[0]; i++) {
                queue.get(0);
                queue.taskDone();
            }
            System.out.println("failed: " + failed + ", too many: " + tooMany + ", joined: " + queue.join(0) + ", "
                    + queue.empty());
        }
    }

    private static void get(Runnable before) throws Exception {
        for (var queue : List.of(new Queue<String>(), new LifoQueue<String>(), new PriorityQueue<String>())) {
            fillBeyondWhatIsKept(queue);
            Step takeAll = () -> {
                for (var left = queue.qsize(); left > 0; left--) {
                    queue.getNowait();
                    queue.taskDone();
                }
            };
            var failed = failsAfter(before, takeAll);
            System.out.println("failed: " + failed + ", joined: " + queue.join(0) + ", " + queue.empty());
            fillBeyondWhatIsKept(queue);
            failed = failsAfter(before, () -> queue.shutdown(true));
            System.out.println("failed: " + failed + ", joined: " + queue.join(0) + ", " + queue.empty());
        }
    }

    private static void fillBeyondWhatIsKept(Queue<String> queue) throws Exception {
        for (var i = 0; i < 2_000; i++) {
            queue.put("item");
        }
    }

    /** Submits tasks that each take all memory; returns how many have not ended after a long time without any. */
    private static int left(Function<Callable<Integer>, BooleanSupplier> submit) throws InterruptedException {
        var go = new Event();
        var ends = new ArrayList<BooleanSupplier>();
        for (int i = 0; i < TASKS; i++) {
            ends.add(submit.apply(() -> {
                go.await();
                hoard();
                return new int[1 << 20].length;
            }));
        }
        go.set();
        var left = TASKS;
        for (var begin = System.nanoTime();
                left > 0 && System.nanoTime() - begin < PATIENCE_NANOS; ) { // without memory
            Thread.yield();
            left = 0;
            for (int i = 0; i < TASKS; i++) {
                left += ends.get(i).getAsBoolean() ? 0 : 1;
            }
        }
        giveBack();
        return left;
    }

    private static void executor() throws Exception {
        try (var executor = new ThreadPoolExecutor(2)) {
            executor.submit(() -> new int[1 << 30]).exception(); // once before, as above
            var futures = new ArrayList<Future<Integer>>();
            var left = left(task -> {
                var future = executor.submit(task);
                futures.add(future);
                return future::done;
            });
            System.out.println("left: " + left);
            for (var future : futures) {
                System.out.println(future.exception() instanceof OutOfMemoryError);
            }
            System.out.println("after: " + executor.submit(() -> 1).result(10));
        }
    }

    private static void threadPool() throws Exception {
        try (var pool = new ThreadPool(2)) {
            pool.applyAsync(() -> new int[1 << 30]).await();
            System.out.println("left: " + left(task -> pool.applyAsync(task)::ready));
            System.out.println("after: " + pool.apply(() -> 1));
        }
    }

    private static void map() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            System.out.println(
                    "took: " + executor.map(n -> n, List.of(0)).findFirst().orElseThrow());
            var go = new Event();
            var failure = new IllegalStateException();
            var results = executor.map(
                            n -> {
                                go.await();
                                hoard();
                                throw failure;
                            },
                            List.of(0),
                            MapOptions.defaults().timeout(10))
                    .iterator();
            awaitMemory(executor, go);
            try {
                results.next();
            } catch (RuntimeException e) {
                System.out.println("thrown: " + (e == failure));
            }
        }
    }

    private static void mapBegins() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            executor.map(n -> n, List.of(1, 2)).toList(); // once before, as above
            var go = new Event();
            Target hoarding = () -> {
                go.await();
                hoard();
            };
            var before = executor.submit(hoarding); // both are kept, since even their few bytes might do
            var results = executor.map(n -> n, List.of(1), MapOptions.defaults().timeout(10))
                    .iterator();
            awaitMemory(executor, go);
            try {
                results.next(); // some bytes were left
            } catch (CancellationException e) {
                // or none were
            }
            System.out.println("ended");
            System.out.println("after: " + executor.map(n -> n, List.of(1, 2)).toList());
            Reference.reachabilityFence(before);
            Reference.reachabilityFence(hoarding);
        }
    }

    /** Lets the one worker of a pool run what it has, without memory, and waits until there is some again. */
    private static void awaitMemory(ThreadPoolExecutor executor, Event go) {
        var last = executor.submit(MemoryPrograms::giveBack);
        go.set();
        while (!last.done()) {
            Thread.yield();
        }
    }

    private static void start() throws Exception {
        var first = new NamedThread(() -> {}); // so that what is needed for it is loaded
        first.start();
        first.toJavaThread().join(); // the few bytes that its end gives back would do for the other one
        var thread = new NamedThread(() -> System.out.println("ran"));
        System.out.println("failed: " + failsWithoutMemory(thread::start) + ", alive: " + thread.isAlive());
        Reference.reachabilityFence(first);
        thread.start();
        thread.join();
    }

    private static void barrier() throws Exception {
        var barrier = new Barrier(1);
        barrier.await();
        System.out.println("failed: " + failsWithoutMemory(barrier::await) + ", broken: " + barrier.isBroken());
        barrier.reset();
        System.out.println("after: " + barrier.await(10.0));
    }

    /** A thread begins to wait where there is no memory for that; whether it does or fails is the JDK's affair. */
    private static void waits(Step takeMemory) throws Exception {
        var lock = new Lock();
        var reentrant = new RLock();
        var condition = new Condition();
        var permits = new Semaphore(0);
        var event = new Event();
        var meeting = new Barrier(2);
        wait(takeMemory, "lock", lock::acquire, lock::release, lock::acquire, lock::release);
        wait(
                takeMemory,
                "reentrant lock",
                reentrant::acquire,
                reentrant::release,
                reentrant::acquire,
                reentrant::release);
        wait(takeMemory, "semaphore", () -> {}, permits::release, permits::acquire, permits::release);
        permits.acquire();
        wait(takeMemory, "event", () -> {}, event::set, event::await, () -> {});
        wait(
                takeMemory,
                "condition",
                () -> {},
                () -> condition.with(condition::signalAll),
                () -> condition.with(() -> {
                    condition.await(0.5);
                }),
                () -> {});
        wait(takeMemory, "barrier", () -> {}, () -> meeting.await(10.0), meeting::await, () -> {});
        System.out.println("free: " + !lock.locked() + " " + !reentrant.locked() + " " + permits.getValue() + " "
                + condition + " " + meeting.getNWaiting());
    }

    /** Another thread waits where there is no memory; once there is, this one lets it go, and both are to end. */
    private static void wait(Step takeMemory, String what, Step before, Step letGo, Step waiting, Step after)
            throws Exception {
        var begin = new Event();
        var begun = new AtomicBoolean();
        var ended = new AtomicBoolean();
        var waiter = NamedThread.builder().daemon(true).start(() -> {
            begin.await();
            begun.set(true);
            try {
                waiting.run();
                after.run();
            } catch (OutOfMemoryError | BrokenBarrierException e) {
                // it could not even begin, or the other one could not
            }
            ended.set(true);
        });
        before.run();
        takeMemory.run();
        begin.set();
        var thread = waiter.toJavaThread();
        while (!begun.get() || thread.getState() == Thread.State.RUNNABLE) {
            Thread.yield(); // it waits in the end, or fails and ends
        }
        giveBack();
        try {
            letGo.run();
        } catch (BrokenBarrierException e) {
            // the other one failed
        }
        waiter.join(10);
        System.out.println(what + " ended: " + ended);
    }
}

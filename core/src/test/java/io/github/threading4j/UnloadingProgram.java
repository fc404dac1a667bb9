package io.github.threading4j;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.Futures;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.sched.Scheduler;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * The application of {@link ClassUnloadingTest} that has its own class loader. It uses every class of the library in
 * its own threads and in the container's threads, and is then dropped.
 */
public final class UnloadingProgram implements Consumer<ExecutorService> {
    private static final Local<UnloadingProgram> LOCAL = new Local<>();
    private static final Local<UnloadingProgram> NEVER_SET = new Local<>();
    private static final ContextVar<UnloadingProgram> VARIABLE = new ContextVar<>("application");
    private static final Lock LOCK = new Lock("application");
    private static final Queue<Object> QUEUE = new Queue<>(2);
    private static final ThreadPoolExecutor EXECUTOR = new ThreadPoolExecutor(2);

    private static int failures;

    @Override
    public void accept(ExecutorService container) {
        try {
            use();
            container.submit(this::useInAnotherThread).get();
            container.submit(this::useInAnotherThread).get();
            startThreads();
        } catch (Exception e) {
            throw new AssertionError("the program has failed", e);
        }
    }

    private Object useInAnotherThread() throws Exception {
        use();
        return "a value of a class that everybody has";
    }

    private void use() throws Exception {
        synchronize();
        LOCAL.set(this);
        LOCAL.delete(); // or the container's thread would keep a value of the application's class
        NEVER_SET.isSet();
        VARIABLE.set(this); // stays set: contexts belong to the library, not to the thread
        QUEUE.put(Threading.currentThread());
        QUEUE.get();
        QUEUE.asBlockingQueue().add("item");
        QUEUE.untilShutdown().iterator().next();
        new SimpleQueue<>().put(this);
        new PriorityQueue<String>().put("first");
        usePool(new ThreadPoolExecutor(1)); // not closed: the idle worker has to detect that the pool is unreachable
        useTheRest();
        Threading.enumerate();
    }

    private static void usePool(ThreadPoolExecutor pool) throws Exception {
        List<Future<String>> futures = List.of(pool.submit(() -> "done"), pool.submit(() -> "done, too"));
        Futures.await(futures);
        pool.map(n -> n + 1, List.of(1, 2)).toList();
        Futures.asCompleted(futures, 60).toList();
    }

    private static void useTheRest() throws Exception {
        Context.copyContext().run(() -> VARIABLE.get());
        try (var pool = new ThreadPool(1)) {
            pool.map(n -> n + 1, List.of(1, 2));
            pool.noMoreTasks();
            pool.join();
        }
        var scheduler = new Scheduler();
        scheduler.enter(0.001, 1, () -> failures++);
        scheduler.run();
        FaultHandler.dumpTracebackLater(60);
        FaultHandler.cancelDumpTracebackLater();
    }

    private static void synchronize() throws Exception {
        LOCK.with(() -> Threading.activeCount());
        var owned = new RLock();
        try (var hold = owned.hold()) {
            owned.getOwner();
            new Condition(owned).await(0.001);
        }
        new Event().await(0.001);
        new Semaphore(1).acquire();
        new Barrier(1, () -> {}).await();
    }

    private static void startThreads() throws Exception {
        Threading.setExcepthook(args -> failures++);
        var failing = new NamedThread(() -> {
            throw new IllegalStateException("on purpose");
        });
        failing.start();
        failing.join();
        var builder = NamedThread.builder().daemon(false);
        (JavaThreads.supportsVirtual() ? builder.virtual() : builder)
                .start(() -> Threading.sleep(0.001))
                .join();
        var timer = new Timer(60, () -> {});
        timer.start();
        timer.cancel();
        timer.join();
        var ticks = new Event();
        try (var clock = RepeatingTimer.fixedDelay(0.001, ticks::set)) {
            clock.start();
            ticks.await();
        }
        try (EXECUTOR) { // the static field still refers to the executor after it has been closed
            EXECUTOR.submit(() -> failures).result();
        }
    }
}

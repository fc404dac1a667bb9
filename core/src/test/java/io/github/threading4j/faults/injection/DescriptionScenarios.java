package io.github.threading4j.faults.injection;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Barrier;
import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.Local;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.RepeatingTimer;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.Timer;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.faulthandler.DumpOptions;
import io.github.threading4j.futures.DoneAndNotDone;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.MapOptions;
import io.github.threading4j.futures.StuckTask;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.futures.WhenFull;
import io.github.threading4j.lowlevel.LowLevelThreading;
import io.github.threading4j.pool.AsyncOptions;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.sched.ScheduledEvent;
import io.github.threading4j.sched.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/** Constructors and descriptions, which either return or fail without side effects. */
final class DescriptionScenarios {
    private DescriptionScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Description");
        describes(book, "locks", locks());
        describes(book, "queues", queues());
        describes(book, "threads", threads());
        describes(book, "options", options());
        describes(book, "records", records());
        return book.written();
    }

    private static void describes(Scenarios.Book book, String name, List<Callable<?>> creates) {
        book.add("descriptions of " + name, trial -> {
            for (var create : creates) {
                var created = trial.tryGet(create);
                if (created != null) {
                    trial.attempt(created::toString);
                    trial.attempt(created::hashCode);
                }
            }
        });
    }

    private static List<Callable<?>> locks() {
        return List.of(
                Lock::new,
                () -> new Lock("lock"),
                RLock::new,
                () -> new RLock("lock"),
                () -> {
                    var held = new RLock("held");
                    held.acquire();
                    return held;
                },
                ReadWriteLock::new,
                () -> new ReadWriteLock("lock").read(),
                () -> {
                    var held = ReadWriteLock.fair("held").write();
                    held.acquire();
                    return held;
                },
                () -> new Lock().asJavaLock(),
                () -> new RLock().asJavaLock(),
                () -> Acquirable.of(new ReentrantLock()),
                () -> new Semaphore(2, "semaphore"),
                () -> Semaphore.fair(2),
                () -> Semaphore.fair(2, "fair"),
                () -> new BoundedSemaphore(2, "bounded"),
                () -> BoundedSemaphore.fair(2),
                () -> BoundedSemaphore.fair(2, "fair"),
                Condition::new,
                () -> new Condition("condition"),
                () -> new Condition(new Lock("lock"), "condition"),
                () -> new Condition(new ReentrantLock()),
                Event::new,
                () -> new Event("event"),
                () -> new Barrier(2, "barrier"),
                () -> new Barrier(2, 1.5),
                () -> new Barrier(2, () -> {}, Duration.ofSeconds(1), "barrier"),
                LowLevelThreading::allocateLock,
                () -> new Lock().hold());
    }

    private static List<Callable<?>> queues() {
        return List.of(
                Queue::new,
                () -> new Queue<Integer>(3, "queue"),
                () -> new LifoQueue<Integer>(3, "queue"),
                () -> new LifoQueue<Integer>(),
                () -> new PriorityQueue<Integer>(),
                () -> new PriorityQueue<Integer>(3),
                () -> new PriorityQueue<Integer>(Comparator.reverseOrder()),
                () -> new PriorityQueue<Integer>(3, Comparator.reverseOrder()),
                () -> new PriorityQueue<Integer>(3, Comparator.reverseOrder(), "queue"),
                () -> new SimpleQueue<Integer>(),
                () -> new SimpleQueue<Integer>("queue"),
                () -> new Queue<Integer>().asBlockingQueue(),
                () -> new Queue<Integer>().untilShutdown(),
                () -> {
                    var queue = new Queue<Integer>();
                    queue.put(1);
                    return queue.getTask();
                });
    }

    private static final class Subclass extends NamedThread {
        Subclass() {
            super();
        }

        Subclass(String name) {
            super(name);
        }
    }

    private static List<Callable<?>> threads() {
        return List.of(
                Subclass::new,
                () -> new Subclass("subclass"),
                () -> new NamedThread(() -> {}, "thread"),
                () -> {
                    var thread = new NamedThread(() -> {});
                    thread.setName("renamed");
                    return thread.getName();
                },
                () -> NamedThread.builder().stackSize(1 << 20),
                () -> new Local<Integer>(),
                () -> new Local<>(() -> 1),
                () -> new Timer(Duration.ofSeconds(1), () -> {}),
                () -> RepeatingTimer.fixedDelay(Duration.ofSeconds(1), () -> {}),
                () -> RepeatingTimer.fixedRate(Duration.ofSeconds(1), () -> {}),
                Threading::mainThread,
                Threading::currentThread,
                () -> ThreadPoolExecutor.builder().threadNamePrefix("pool").build(),
                () -> new ThreadPoolExecutor().threads(),
                () -> {
                    Threading.sleep(0.00001);
                    return "slept";
                },
                () -> {
                    Threading.sleep(Duration.ofNanos(1));
                    return "slept";
                },
                ThreadPool::builder);
    }

    private static List<Callable<?>> options() {
        return List.of(
                () -> DumpOptions.defaults().repeat().exit().to(System.err),
                () -> MapOptions.defaults().timeout(Duration.ofSeconds(1)).chunksize(2),
                () -> MapOptions.defaults().timeout(1.0).buffersize(3),
                () -> AsyncOptions.defaults().chunksize(2),
                AsyncOptions::defaults,
                WhenFull::await,
                () -> WhenFull.await(1.0),
                () -> WhenFull.await(Duration.ofSeconds(1)),
                WhenFull::reject,
                WhenFull::callerRuns);
    }

    private static List<Callable<?>> records() {
        return List.of(
                () -> new ExceptHookArgs(new IllegalStateException("message"), null),
                () -> new ContextVar<>("var", 1),
                () -> new ContextVar<String>("var"),
                () -> new DoneAndNotDone<Future<Integer>>(Set.of(), Set.of()),
                () -> new StuckTask(
                        new Future<>(), Thread.currentThread(), List.of(new Throwable().getStackTrace()[0])),
                () -> new ScheduledEvent(1.0, 2, 3, () -> {}),
                () -> new Scheduler(() -> 1.0),
                () -> new Scheduler(() -> 1.0, seconds -> {}));
    }
}

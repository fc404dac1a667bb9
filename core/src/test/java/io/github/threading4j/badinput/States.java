package io.github.threading4j.badinput;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Barrier;
import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.CancelScope;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.Local;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadLock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.RepeatingTimer;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.Timer;
import io.github.threading4j.WriteLock;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.faulthandler.DumpOptions;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.sched.ScheduledEvent;
import io.github.threading4j.sched.Scheduler;
import io.github.threading4j.select.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The objects under test: each type in all its states, such as idle, in use or ended. */
final class States {
    /** A type, a state, and how to create an object in that state. */
    record State(Class<?> type, String name, Value.Maker maker) {}

    private static final Class<?> JAVA_LOCK = new Lock().asJavaLock().getClass();
    private static final Class<?> BLOCKING_QUEUE =
            new Queue<>().asBlockingQueue().getClass();
    private static final Class<?> EXECUTOR_SERVICE =
            new ThreadPoolExecutor(1).asExecutorService().getClass();

    /** The classes of the views, whose methods users call through JDK interfaces. */
    static final List<Class<?>> VIEWS = List.of(JAVA_LOCK, BLOCKING_QUEUE, EXECUTOR_SERVICE);

    private static final List<State> ALL = new ArrayList<>();

    private States() {}

    static {
        locks();
        conditions();
        signals();
        threads();
        contexts();
        schedulers();
        values();
        views();
        QueueStates.addTo(ALL);
        FutureStates.addTo(ALL);
        GroupStates.addTo(ALL);
    }

    /** Returns the states of all objects that have the methods of a type. */
    static List<State> of(Class<?> type) {
        return ALL.stream().filter(state -> type.isAssignableFrom(state.type)).toList();
    }

    private static void add(Class<?> type, String state, Value.Maker maker) {
        ALL.add(new State(type, state, maker));
    }

    private static void locks() {
        add(CancelScope.class, "new", scene -> new CancelScope());
        add(Lock.class, "free", scene -> new Lock());
        add(Lock.class, "held", scene -> held(scene, new Lock("held")));
        add(RLock.class, "free", scene -> new RLock());
        add(RLock.class, "held", scene -> held(scene, new RLock("held")));
        add(RLock.class, "held by the caller", scene -> heldByCaller(scene, new RLock("held")));
        add(ReadWriteLock.class, "free", scene -> new ReadWriteLock());
        add(ReadWriteLock.class, "written", scene -> written(scene, new ReadWriteLock("written")));
        add(ReadWriteLock.class, "read", scene -> read(scene, ReadWriteLock.fair("read")));
        add(ReadLock.class, "free", scene -> new ReadWriteLock().read());
        add(
                ReadLock.class,
                "written",
                scene -> written(scene, new ReadWriteLock("written")).read());
        add(
                ReadLock.class,
                "read",
                scene -> read(scene, new ReadWriteLock("read")).read());
        add(WriteLock.class, "free", scene -> new ReadWriteLock().write());
        add(
                WriteLock.class,
                "written",
                scene -> written(scene, new ReadWriteLock("written")).write());
        add(
                WriteLock.class,
                "read",
                scene -> read(scene, new ReadWriteLock("read")).write());
        add(Semaphore.class, "free", scene -> new Semaphore(2));
        add(Semaphore.class, "held", scene -> held(scene, new Semaphore(1)));
        add(Semaphore.class, "held, fair", scene -> held(scene, Semaphore.fair(1)));
        add(BoundedSemaphore.class, "bounded, free", scene -> new BoundedSemaphore(2));
        add(BoundedSemaphore.class, "bounded, held", scene -> held(scene, new BoundedSemaphore(1)));
        add(Acquirable.class, "of a Java lock", scene -> Acquirable.of(new ReentrantLock()));
        add(Acquirable.class, "of a Java lock, held", scene -> held(scene, Acquirable.of(new ReentrantLock())));
    }

    /** Acquires a lock in the thread that prepares the scene. */
    private static <A extends Acquirable> A held(Scene scene, A lock) throws InterruptedException {
        lock.acquire();
        scene.atRelease(lock::release);
        return lock;
    }

    private static ReadWriteLock written(Scene scene, ReadWriteLock lock) throws InterruptedException {
        held(scene, lock.write());
        return lock;
    }

    private static ReadWriteLock read(Scene scene, ReadWriteLock lock) throws InterruptedException {
        held(scene, lock.read());
        return lock;
    }

    private static <A extends Acquirable> A heldByCaller(Scene scene, A lock) {
        scene.around(lock::acquire, lock::release);
        return lock;
    }

    private static void conditions() {
        add(Condition.class, "free", scene -> new Condition());
        add(Condition.class, "held", scene -> held(scene, new Condition("held")));
        add(Condition.class, "held by the caller", scene -> heldByCaller(scene, new Condition()));
        add(Condition.class, "of a Lock, held by the caller", scene -> {
            var condition = heldByCaller(scene, new Condition(new Lock()));
            // If the caller waits for the lock that it holds, this release by another thread ends the wait.
            scene.atRelease(condition::release);
            return condition;
        });
        add(
                Condition.class,
                "of a Java lock, held by the caller",
                scene -> heldByCaller(scene, new Condition(new ReentrantLock())));
    }

    private static void signals() {
        add(Event.class, "unset", scene -> new Event());
        add(Event.class, "set", scene -> {
            var event = new Event();
            event.set();
            return event;
        });
        add(Select.class, "not ready", scene -> {
            var event = new Event();
            scene.atRelease(event::set);
            return new Select<>().on(event, () -> 1);
        });
        add(Select.class, "ready", scene -> {
            var event = new Event();
            event.set();
            return new Select<>().on(event, () -> 1);
        });
        add(Barrier.class, "empty", scene -> new Barrier(2));
        add(Barrier.class, "broken", scene -> {
            var barrier = new Barrier(2);
            barrier.abort();
            return barrier;
        });
        add(Local.class, "unset", scene -> new Local<>());
        add(Local.class, "with an initializer", scene -> new Local<>(() -> 1));
    }

    private static void threads() {
        add(NamedThread.class, "new", scene -> new NamedThread(() -> {}, "new"));
        add(NamedThread.class, "running", scene -> {
            var work = scene.work();
            var thread = new NamedThread(work, "running");
            thread.start();
            work.awaitBegin();
            scene.atEnd(thread::join);
            return thread;
        });
        add(NamedThread.class, "ended", scene -> {
            var thread = new NamedThread(() -> {}, "ended");
            thread.start();
            thread.join();
            return thread;
        });
        add(NamedThread.class, "foreign", scene -> {
            var thread = Threading.currentThread();
            var name = thread.getName();
            scene.atEnd(() -> thread.setName(name));
            return thread;
        });
        add(NamedThread.class, "timer", scene -> new Timer(1e8, () -> {}));
        add(NamedThread.class, "running timer", scene -> {
            var timer = RepeatingTimer.fixedDelay(1e8, () -> {});
            timer.start();
            scene.atEnd(timer::close);
            return timer;
        });
        add(io.github.threading4j.NamedThreadBuilder.class, "new", scene -> NamedThread.builder());
        add(io.github.threading4j.ExceptHook.class, "default", scene -> Threading.getDefaultExcepthook());
    }

    private static void contexts() {
        add(ContextVar.class, "with a default", scene -> new ContextVar<>("variable", 1));
        add(ContextVar.class, "without a default", scene -> new ContextVar<>("variable"));
        add(Context.class, "new", scene -> new Context());
        add(Context.class, "entered", States::enteredContext);
    }

    /** Returns a context that another thread has entered. */
    static Context enteredContext(Scene scene) throws InterruptedException {
        var context = new Context();
        var work = scene.work();
        var thread = new NamedThread(() -> context.run(work::call), "in a context");
        thread.start();
        work.awaitBegin();
        scene.atRelease(thread::join);
        scene.atRelease(work.end()::set);
        return context;
    }

    private static void schedulers() {
        add(Scheduler.class, "empty", scene -> new Scheduler());
        add(Scheduler.class, "with an event", scene -> {
            var scheduler = new Scheduler();
            var event = scheduler.enter(1e8, 1, () -> {});
            scene.atRelease(() -> scheduler.cancel(event));
            return scheduler;
        });
        add(Scheduler.class, "running", scene -> {
            var scheduler = new Scheduler();
            var event = scheduler.enter(1e8, 1, () -> {});
            var thread = new NamedThread(scheduler::run, "scheduler");
            thread.start();
            scene.atRelease(() -> scheduler.cancel(event));
            scene.atEnd(thread::join);
            scene.atEnd(() -> scheduler.getQueue().forEach(scheduler::cancel));
            return scheduler;
        });
        add(ScheduledEvent.class, "new", scene -> new ScheduledEvent(1, 2, 3, () -> {}));
    }

    /** The views of this library's objects as JDK interfaces. */
    private static void views() {
        add(JAVA_LOCK, "free", scene -> new Lock().asJavaLock());
        add(JAVA_LOCK, "held", scene -> held(scene, new Lock()).asJavaLock());
        add(BLOCKING_QUEUE, "empty", scene -> new Queue<>().asBlockingQueue());
        add(
                BLOCKING_QUEUE,
                "full",
                scene -> QueueStates.filled(scene, new Queue<>(1)).asBlockingQueue());
        add(EXECUTOR_SERVICE, "idle", scene -> FutureStates.executor(scene).asExecutorService());
        add(
                EXECUTOR_SERVICE,
                "busy",
                scene -> FutureStates.busy(scene, FutureStates.executor(scene)).asExecutorService());
    }

    private static void values() {
        add(DumpOptions.class, "default", scene -> DumpOptions.defaults());
        add(ExceptHookArgs.class, "new", scene -> new ExceptHookArgs(new Exception(), null));
        add(
                io.github.threading4j.SerializedIterator.class,
                "new",
                scene -> Threading.serializeIterator(List.of(1, 2).iterator()));
        add(
                io.github.threading4j.SerializedIterator.class,
                "ended",
                scene -> Threading.serializeIterator(List.of().iterator()));
    }
}

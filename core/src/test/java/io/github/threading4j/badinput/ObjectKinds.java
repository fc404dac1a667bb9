package io.github.threading4j.badinput;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.NamedThread;
import io.github.threading4j.NamedThreadBuilder;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.contextvars.Token;
import io.github.threading4j.faulthandler.DumpOptions;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.MapOptions;
import io.github.threading4j.futures.ReturnWhen;
import io.github.threading4j.futures.WhenFull;
import io.github.threading4j.insight.Deadlock;
import io.github.threading4j.insight.Finding;
import io.github.threading4j.insight.HeldAtEnd;
import io.github.threading4j.insight.RecordOptions;
import io.github.threading4j.insight.SnapshotOptions;
import io.github.threading4j.insight.WaitSnapshot;
import io.github.threading4j.insight.Waiter;
import io.github.threading4j.insight.WatchOptions;
import io.github.threading4j.pool.AsyncOptions;
import io.github.threading4j.pool.ImapOptions;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.sched.ScheduledEvent;
import io.github.threading4j.sched.Scheduler;
import io.github.threading4j.taskgroups.ExceptionGroup;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The values for the parameter types, in this library and in the JDK, whose objects have a state. */
final class ObjectKinds {
    private final Map<Class<?>, List<Value>> kinds;

    private ObjectKinds(Map<Class<?>, List<Value>> kinds) {
        this.kinds = kinds;
    }

    static void addTo(Map<Class<?>, List<Value>> kinds) {
        var objects = new ObjectKinds(kinds);
        objects.signals();
        objects.ours();
        objects.oursWithAnOwner();
        objects.ofJava();
    }

    private void kind(Class<?> type, Value... values) {
        kinds.put(type, List.of(values));
    }

    private static Value value(String label, Object value) {
        return Value.of(label, value);
    }

    private static Value made(String label, Callable<?> maker) {
        return Value.of(label, maker);
    }

    private void signals() {
        kind(Event.class, made("good", Event::new));
        kind(
                Queue.class,
                made("good", Queue::new),
                made("of-a-java-queue", () -> Queue.of(new LinkedBlockingQueue<>())));
        kind(SimpleQueue.class, made("good", SimpleQueue::new));
    }

    private void ours() {
        kind(
                Acquirable.class,
                made("good", RLock::new),
                made("a-condition", Condition::new),
                made("a-semaphore", Semaphore::new),
                made("a-read-lock", () -> new ReadWriteLock().read()),
                made("without-conditions", () -> Acquirable.of(new ReentrantReadWriteLock().readLock())));
        kind(NamedThread.class, made("good", () -> new NamedThread(() -> {})), made("ended", ObjectKinds::endedThread));
        kind(NamedThreadBuilder.class, made("good", NamedThread::builder));
        kind(ExceptHookArgs.class, made("good", () -> new ExceptHookArgs(new Exception("meant to be handled"), null)));
        kind(
                DumpOptions.class,
                value("good", DumpOptions.defaults().to(new PrintStream(OutputStream.nullOutputStream()))));
        kind(Future.class, made("good", Future::new), made("ended", Kinds::done));
        kind(
                MapOptions.class,
                value("good", MapOptions.defaults()),
                value("timeout-0", MapOptions.defaults().timeout(0)));
        kind(
                AsyncOptions.class,
                value("good", AsyncOptions.defaults()),
                value("chunksize-2", AsyncOptions.defaults().chunksize(2)));
        kind(
                ImapOptions.class,
                value("good", ImapOptions.defaults()),
                value("buffersize-1", ImapOptions.defaults().buffersize(1)));
        kind(ExceptionGroup.class, made("good", GroupStates::exceptions));
        kind(ReturnWhen.class, value("good", ReturnWhen.ALL_COMPLETED));
        kind(WhenFull.class, value("good", WhenFull.reject()));
        kind(Deadlock.Kind.class, value("good", Deadlock.Kind.CYCLE));
        kind(Deadlock.Certainty.class, value("good", Deadlock.Certainty.ONLY_THEY));
        kind(Deadlock.class, value("good", FutureStates.DEADLOCK));
        kind(Waiter.class, made("good", FutureStates::waiter));
        kind(WatchOptions.class, value("good", WatchOptions.defaults()));
        kind(RecordOptions.class, value("good", RecordOptions.defaults()));
        kind(HeldAtEnd.End.class, value("good", HeldAtEnd.End.TASK));
        ofSnapshots();
    }

    private void ofSnapshots() {
        kind(Finding.class, value("good", FutureStates.DEADLOCK));
        kind(SnapshotOptions.class, value("good", SnapshotOptions.defaults()));
        kind(WaitSnapshot.class, value("good", SnapshotStates.WAIT));
        kind(Instant.class, value("good", Instant.EPOCH), value("max", Instant.MAX));
        kind(Thread.State.class, value("good", Thread.State.RUNNABLE));
        kind(Long.class, value("good", 1L), value("0", 0L));
        kind(Appendable.class, made("good", StringBuilder::new));
    }

    private void oursWithAnOwner() {
        kind(Context.class, made("good", Context::new), new Value("entered", States::enteredContext));
        kind(ContextVar.class, made("good", () -> new ContextVar<>("good", 1)));
        kind(
                Token.class,
                new Value("good", scene -> variable(scene).set(2)),
                new Value("used", scene -> {
                    var token = variable(scene).set(2);
                    token.close();
                    return token;
                }),
                made("of-another-variable", () -> new ContextVar<Integer>("another").set(2)),
                new Value(
                        "of-another-context",
                        scene -> new Context().run(() -> variable(scene).set(2))));
        kind(
                ScheduledEvent.class,
                new Value("good", scene -> scheduler(scene).enter(1e8, 1, () -> {})),
                new Value("cancelled", scene -> {
                    var scheduler = scheduler(scene);
                    var event = scheduler.enter(1e8, 1, () -> {});
                    scheduler.cancel(event);
                    return event;
                }),
                made("foreign", () -> new Scheduler().enter(1e8, 1, () -> {})));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // a token is passed only to methods of a ContextVar
    private static ContextVar<Integer> variable(Scene scene) {
        return (ContextVar<Integer>) scene.object;
    }

    /** Returns the scheduler under test, or a new one if the object under test is not a scheduler. */
    private static Scheduler scheduler(Scene scene) {
        return scene.object instanceof Scheduler scheduler ? scheduler : new Scheduler();
    }

    private static Thread endedJavaThread() throws InterruptedException {
        var thread = new Thread(() -> {});
        thread.start();
        thread.join();
        return thread;
    }

    private static NamedThread endedThread() throws InterruptedException {
        var thread = new NamedThread(() -> {});
        thread.start();
        thread.join();
        return thread;
    }

    private void ofJava() {
        kind(TimeUnit.class, value("good", TimeUnit.SECONDS));
        kind(Thread.class, made("good", () -> new Thread(() -> {})), made("ended", ObjectKinds::endedJavaThread));
        kind(
                java.util.concurrent.locks.Lock.class,
                made("good", ReentrantLock::new),
                made("without-conditions", () -> new ReentrantReadWriteLock().readLock()));
        kind(BlockingQueue.class, made("good", LinkedBlockingQueue::new));
        kind(java.util.concurrent.Executor.class, value("good", (java.util.concurrent.Executor) Runnable::run));
        kind(
                ExecutorService.class,
                new Value("good", scene -> {
                    var service = Executors.newSingleThreadExecutor();
                    scene.atEnd(service::shutdownNow);
                    return service;
                }),
                made("ended", () -> {
                    var service = Executors.newSingleThreadExecutor();
                    service.shutdownNow();
                    return service;
                }));
        kind(PrintStream.class, value("good", new PrintStream(OutputStream.nullOutputStream())), made("closed", () -> {
            var stream = new PrintStream(OutputStream.nullOutputStream());
            stream.close();
            return stream;
        }));
    }
}

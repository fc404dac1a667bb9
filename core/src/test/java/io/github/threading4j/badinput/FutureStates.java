package io.github.threading4j.badinput;

import io.github.threading4j.futures.DoneAndNotDone;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.MapOptions;
import io.github.threading4j.futures.StuckTask;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.futures.ThreadPoolExecutorBuilder;
import io.github.threading4j.futures.WhenFull;
import io.github.threading4j.insight.Deadlock;
import io.github.threading4j.insight.Held;
import io.github.threading4j.insight.HeldAtEnd;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.insight.LockOrderInversion;
import io.github.threading4j.insight.LongWait;
import io.github.threading4j.insight.RecordOptions;
import io.github.threading4j.insight.Recording;
import io.github.threading4j.insight.Waiter;
import io.github.threading4j.insight.WatchOptions;
import io.github.threading4j.pool.AsyncOptions;
import io.github.threading4j.pool.AsyncResult;
import io.github.threading4j.pool.ImapOptions;
import io.github.threading4j.pool.ImapResults;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.pool.ThreadPoolBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Futures, executors and pools in all their states. */
final class FutureStates {
    static final Deadlock DEADLOCK =
            new Deadlock(Deadlock.Kind.CYCLE, Deadlock.Certainty.ONLY_THEY, List.of(), 0, List.of());

    private FutureStates() {}

    static void addTo(List<States.State> states) {
        futures(states);
        executors(states);
        pools(states);
        states.add(new States.State(
                ThreadPoolExecutorBuilder.class,
                "new",
                scene -> ThreadPoolExecutor.builder().maxWorkers(1)));
        states.add(new States.State(MapOptions.class, "default", scene -> MapOptions.defaults()));
        states.add(new States.State(DoneAndNotDone.class, "empty", scene -> new DoneAndNotDone<>(Set.of(), Set.of())));
        states.add(new States.State(StuckTask.class, "new", scene -> new StuckTask(new Future<>(), null, List.of())));
        states.add(new States.State(Deadlock.class, "new", scene -> DEADLOCK));
        states.add(new States.State(WatchOptions.class, "default", scene -> WatchOptions.defaults()));
        states.add(new States.State(
                LongWait.class, "new", scene -> new LongWait(waiter(), Duration.ofSeconds(1), 0, List.of())));
        states.add(new States.State(Held.class, "new", scene -> new Held("a lock", null, List.of())));
        states.add(new States.State(
                LockOrderInversion.Edge.class,
                "new",
                scene -> new LockOrderInversion.Edge("held", "acquired", "thread", List.of())));
        states.add(new States.State(LockOrderInversion.class, "new", scene -> new LockOrderInversion(List.of())));
        states.add(new States.State(RecordOptions.class, "default", scene -> RecordOptions.defaults()));
        states.add(new States.State(Recording.class, "open", scene -> Insight.record(RecordOptions.defaults())));
        states.add(new States.State(
                HeldAtEnd.class,
                "new",
                scene -> new HeldAtEnd(HeldAtEnd.End.THREAD, Thread.currentThread(), "name", List.of())));
        states.add(new States.State(Waiter.class, "new", scene -> waiter()));
        SnapshotStates.addTo(states);
    }

    static Waiter waiter() {
        return new Waiter(Thread.currentThread(), "name", "for", null, List.of(), List.of());
    }

    private static void futures(List<States.State> states) {
        states.add(new States.State(Future.class, "pending", scene -> new Future<>()));
        states.add(new States.State(Future.class, "running", scene -> running(new Future<>())));
        states.add(new States.State(Future.class, "done", scene -> {
            var future = new Future<Object>();
            future.setResult("result");
            return future;
        }));
        states.add(new States.State(Future.class, "failed", scene -> {
            var future = new Future<Object>();
            future.setException(new IllegalStateException("failed"));
            return future;
        }));
        states.add(new States.State(Future.class, "cancelled", scene -> {
            var future = new Future<Object>();
            future.cancel();
            return future;
        }));
        states.add(new States.State(Future.class, "of a running task", scene -> {
            var work = scene.work();
            var future = executor(scene).submit(work::call);
            work.awaitBegin();
            return future;
        }));
    }

    private static Future<Object> running(Future<Object> future) {
        future.setRunningOrNotifyCancel();
        return future;
    }

    static ThreadPoolExecutor executor(Scene scene) {
        return closed(scene, new ThreadPoolExecutor(1));
    }

    private static <E extends Executor> E closed(Scene scene, E executor) {
        scene.atEnd(executor::close);
        return executor;
    }

    private static void executors(List<States.State> states) {
        states.add(new States.State(ThreadPoolExecutor.class, "idle", FutureStates::executor));
        states.add(new States.State(ThreadPoolExecutor.class, "busy", scene -> busy(scene, executor(scene))));
        states.add(new States.State(ThreadPoolExecutor.class, "full", scene -> {
            var builder = ThreadPoolExecutor.builder().maxWorkers(1).maxQueued(0, WhenFull.reject());
            return busy(scene, closed(scene, builder.build()));
        }));
        states.add(new States.State(ThreadPoolExecutor.class, "shut down", scene -> {
            var executor = executor(scene);
            executor.shutdown();
            return executor;
        }));
        states.add(new States.State(Executor.class, "over a service", FutureStates::overService));
        states.add(new States.State(Executor.class, "over a service, busy", scene -> busy(scene, overService(scene))));
    }

    private static Executor overService(Scene scene) {
        return closed(scene, Executor.over(Executors.newSingleThreadExecutor()));
    }

    static <E extends Executor> E busy(Scene scene, E executor) throws InterruptedException {
        var work = scene.work();
        var unused = executor.submit((Callable<Integer>) work::call);
        work.awaitBegin();
        return executor;
    }

    private static void pools(List<States.State> states) {
        states.add(new States.State(ThreadPool.class, "idle", FutureStates::pool));
        states.add(new States.State(ThreadPool.class, "busy", scene -> busy(scene, pool(scene))));
        states.add(new States.State(ThreadPool.class, "without more tasks", scene -> {
            var pool = pool(scene);
            pool.noMoreTasks();
            pool.join();
            return pool;
        }));
        states.add(new States.State(ThreadPool.class, "terminated", scene -> {
            var pool = pool(scene);
            pool.terminate();
            pool.join();
            return pool;
        }));
        states.add(new States.State(
                ThreadPoolBuilder.class, "new", scene -> ThreadPool.builder().processes(1)));
        states.add(new States.State(AsyncOptions.class, "default", scene -> AsyncOptions.defaults()));
        states.add(new States.State(AsyncResult.class, "ready", scene -> {
            var result = pool(scene).applyAsync(() -> 1);
            result.await();
            return result;
        }));
        states.add(new States.State(AsyncResult.class, "not ready", scene -> {
            var pool = busy(scene, pool(scene));
            return pool.applyAsync(() -> 1);
        }));
        states.add(new States.State(ImapOptions.class, "default", scene -> ImapOptions.defaults()));
        states.add(new States.State(ImapResults.class, "not ready", scene -> {
            var pool = busy(scene, pool(scene));
            return pool.imap(n -> n, List.of(1, 2, 3));
        }));
        states.add(new States.State(ImapResults.class, "ended", scene -> {
            var results = pool(scene).imap(n -> n, List.of());
            results.iterator().forEachRemaining(any -> {});
            return results;
        }));
    }

    private static ThreadPool pool(Scene scene) {
        var pool = new ThreadPool(1);
        scene.atEnd(() -> {
            pool.terminate();
            pool.join();
        });
        return pool;
    }

    private static ThreadPool busy(Scene scene, ThreadPool pool) throws InterruptedException {
        var work = scene.work();
        var unused = pool.applyAsync((Callable<Integer>) work::call);
        work.awaitBegin();
        return pool;
    }
}

package io.github.threading4j.badinput;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Barrier;
import io.github.threading4j.Event;
import io.github.threading4j.Hold;
import io.github.threading4j.Local;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RepeatingTimer;
import io.github.threading4j.Timer;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.contextvars.ContextVar;
import io.github.threading4j.function.Target;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.Results;
import io.github.threading4j.futures.ThreadPoolExecutorBuilder;
import io.github.threading4j.insight.Watch;
import io.github.threading4j.pool.AsyncResult;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.pool.ThreadPoolBuilder;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.sched.Scheduler;
import io.github.threading4j.testing.Await;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks after a call: uses the returned object, and asserts that the object under test still works. */
@SuppressWarnings("unchecked") // the states give each type its own objects
final class Aftermath {
    private static final double SECONDS = 10;

    private Aftermath() {}

    /** Performs everything that a call has deferred: runs tasks, and consumes items and results. */
    static void follow(@Nullable Object object, @Nullable Object result) throws Exception {
        if (object instanceof Scheduler scheduler) {
            scheduler.run(false);
        } else if (object instanceof Future<?> future && !future.done() && !future.cancel()) {
            future.setException(new IllegalStateException("ended by a test"));
        } else {
            follow(result == null ? object : result);
        }
    }

    private static void follow(@Nullable Object result) throws Exception {
        if (result instanceof Future<?> future) {
            followFuture(future);
        } else if (result instanceof AsyncResult<?> later) {
            later.get(SECONDS);
        } else if (result instanceof NamedThread thread) {
            followThread(thread);
        } else if (result instanceof Local<?> local) {
            local.get();
        } else if (result instanceof Barrier barrier) {
            barrier.await();
        } else if (result instanceof Scheduler scheduler) {
            scheduler.enter(0, 1, () -> {});
            scheduler.run(false);
        } else if (result instanceof Queue<?> queue) {
            ((Queue<Object>) queue).put("one");
            ((Queue<Object>) queue).put("two");
        } else if (result instanceof Callable<?> task) {
            task.call();
        } else if (result instanceof Target task) {
            task.run();
        } else if (result instanceof Supplier<?> supplier) {
            follow(supplier.get());
        } else if (result instanceof Function<?, ?> function) {
            follow(((Function<Object, ?>) function).apply("argument"));
        } else {
            followItems(result);
        }
    }

    private static void followFuture(Future<?> future) throws Exception {
        var failure = future.exception(SECONDS);
        if (failure != null) {
            throw Thrown.<RuntimeException>asIs(failure);
        }
    }

    private static void followThread(NamedThread thread) throws InterruptedException {
        if (thread instanceof RepeatingTimer timer) {
            timer.endOnFailure();
        }
        if (thread.getIdent().isEmpty()) {
            thread.start();
        }
        thread.join(SECONDS);
    }

    private static void followItems(@Nullable Object result) throws Exception {
        if (result instanceof Stream<?> stream) {
            try (stream) {
                stream.forEach(any -> {});
            }
        } else if (result instanceof Results<?> results) {
            results.forEach(any -> {});
        } else if (result instanceof Iterator<?> iterator) {
            iterator.forEachRemaining(any -> {});
        } else if (result instanceof List<?> branches
                && !branches.isEmpty()
                && branches.get(0) instanceof Iterator<?>) {
            follow(branches.get(0));
        } else if (result instanceof ThreadPoolExecutorBuilder builder) {
            try (var executor = builder.build()) {
                follow(executor.submit(() -> 1));
            }
        } else if (result instanceof ThreadPoolBuilder builder) {
            try (var pool = builder.build()) {
                follow(pool.applyAsync(() -> 1));
            }
        } else if (result instanceof java.util.concurrent.Executor executor && !(result instanceof Executor)) {
            executor.execute(() -> {});
        }
    }

    /** Closes an object that a call has returned. */
    static void dispose(@Nullable Object result) throws Exception {
        if (result instanceof ThreadPool pool) {
            pool.terminate();
            pool.join();
        } else if (result instanceof Executor executor) {
            executor.close();
        } else if (result instanceof Hold hold) {
            hold.close();
        } else if (result instanceof Watch watch) {
            watch.close();
        }
    }

    /** Asserts that an idle or ended object works. */
    static void probe(@Nullable Object object) throws Exception {
        if (object instanceof Acquirable lock) {
            expect(lock.acquire(false), "acquires");
            lock.release();
        } else if (object instanceof Event event) {
            event.set();
            expect(event.await(), "is set");
        } else if (object instanceof Barrier barrier) {
            barrier.reset();
            expect(!barrier.isBroken() && barrier.toString().contains("waiters=0/2"), "is ready");
        } else if (object instanceof Local<?> local) {
            local.delete();
            expect(!local.isSet(), "has no value");
        } else if (object instanceof ContextVar<?> variable) {
            var var = (ContextVar<Integer>) variable;
            var.set(5).close();
        } else if (object instanceof Context context) {
            context.run(() -> {});
        } else if (object instanceof Scheduler scheduler) {
            scheduler.getQueue().forEach(scheduler::cancel);
            scheduler.enter(0, 1, () -> {});
            expect(scheduler.run(false).isEmpty() && scheduler.empty(), "has run");
        } else {
            probeWork(object);
        }
    }

    private static void probeWork(@Nullable Object object) throws Exception {
        if (object instanceof Queue<?> queue && !queue.isShutdown()) {
            queue.clear();
            ((Queue<Object>) queue).put("probe", 0);
            expect(queue.get(0).equals("probe"), "gives back");
        } else if (object instanceof SimpleQueue<?> queue) {
            ((SimpleQueue<Object>) queue).put("probe");
            expect(queue.get(0) != null, "gives back");
        } else if (object instanceof Executor executor && !executor.isShutdown()) {
            expect(accepted(executor).result(SECONDS).equals("probe"), "runs a task");
        } else if (object instanceof ThreadPool pool && pool.toString().contains("RUNNING")) {
            expect(pool.applyAsync(() -> "probe").get(SECONDS).equals("probe"), "runs a task");
        } else if (object instanceof Future<?> future
                && !future.done()
                && future.toString().contains("pending")) {
            expect(future.cancel(), "is cancelled");
        } else if (object instanceof NamedThread thread && thread.getIdent().isEmpty()) {
            if (thread instanceof Timer timer) {
                timer.cancel();
            }
            if (thread instanceof RepeatingTimer timer) {
                timer.cancel();
            }
            thread.start();
            thread.join(SECONDS);
            expect(!thread.isAlive(), "ends");
        }
    }

    /**
     * Submits a task, and retries until the executor accepts it: an executor that was full accepts tasks only when a
     * worker is idle.
     */
    private static Future<String> accepted(Executor executor) {
        var future = new AtomicReference<Future<String>>();
        Await.until("accepts a task", () -> {
            try {
                future.set(executor.submit(() -> "probe"));
                return true;
            } catch (RejectedExecutionException e) {
                return false;
            }
        });
        return future.get();
    }

    private static void expect(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("after the call, the object no longer " + what);
        }
    }
}

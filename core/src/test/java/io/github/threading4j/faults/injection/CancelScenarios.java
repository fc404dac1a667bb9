package io.github.threading4j.faults.injection;

import static io.github.threading4j.Threading.sleep;
import static io.github.threading4j.Threading.timeout;

import io.github.threading4j.Acquirable;
import io.github.threading4j.CancelScope;
import io.github.threading4j.Condition;
import io.github.threading4j.RLock;
import io.github.threading4j.RepeatingTimer;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.queue.Queue;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** Scopes and timeouts: a failure leaves no scope entered, no interrupt set and nothing taken. */
final class CancelScenarios {
    private CancelScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Cancel");
        book.add("timeout", CancelScenarios::timedOut);
        book.add("value in a timeout", CancelScenarios::inTime);
        book.add("cancelled scope", CancelScenarios::cancelled);
        book.add("cancelled wait", CancelScenarios::cancelledWait);
        book.add("interruptible block", CancelScenarios::interrupted);
        book.add("foreign waits in a timeout", CancelScenarios::foreign, Scenarios.but("JavaLockAdapter.release"));
        book.add("service in a timeout", CancelScenarios::service);
        book.add("close of a timer in a scope", CancelScenarios::closed);
        return book.written();
    }

    private static void outside(Trial trial) {
        trial.check("no scope is left", CancelScope.remaining().isEmpty());
        CancelScope.check();
        trial.check("no interrupt is left", !Thread.interrupted());
    }

    private static void timedOut(Trial trial) throws Throwable {
        var semaphore = new Semaphore(0);
        trial.attempt(() -> timeout(0.001, () -> semaphore.acquire()), TimeoutException.class);
        trial.attempt(() -> timeout(Duration.ZERO, () -> sleep(1)), TimeoutException.class);
        trial.calm();
        outside(trial);
        semaphore.release();
        trial.check("the permit is there", semaphore.acquire(Duration.ZERO));
    }

    private static void inTime(Trial trial) throws Throwable {
        var queue = new Queue<Integer>();
        queue.put(1);
        var taken = trial.tryGet(() -> timeout(60, () -> CancelScope.shield(() -> queue.get())));
        trial.attempt(() -> timeout(60, () -> CancelScope.remaining().orElseThrow()));
        trial.attempt(() -> timeout(1e300, () -> 1));
        trial.calm();
        outside(trial);
        trial.equal("items", queue.qsize() + (taken == null ? 0 : 1) <= 1, true);
    }

    private static void cancelled(Trial trial) throws Throwable {
        var scope = trial.tryGet(() -> new CancelScope("first"));
        trial.tryGet(CancelScope::new);
        if (scope != null) {
            trial.attempt(() -> trial.equal("to its end", scope.with(() -> {}), true));
            trial.attempt(scope::cancel);
            trial.attempt(() -> {
                var unused = scope.with(() -> sleep(0));
            });
            trial.attempt(() -> scope.with(() -> new Queue<Integer>().get()), CancellationException.class);
        }
        trial.calm();
        outside(trial);
    }

    /** If a failure prevents the cancellation of a thread, the next call cancels it. */
    private static void cancelledWait(Trial trial) throws Throwable {
        var scope = new CancelScope();
        var queue = new Queue<Integer>();
        var waiting = trial.fork(() -> trial.attempt(() -> {
            var unused = scope.with(() -> {
                queue.get();
            });
        }));
        Trial.parks(waiting);
        trial.attempt(scope::cancel);
        trial.calm();
        scope.cancel();
        trial.ends(waiting);
        queue.put(1);
        trial.equal("items", queue.qsize(), 1);
    }

    private static void interrupted(Trial trial) throws Throwable {
        var never = new CountDownLatch(1);
        trial.attempt(
                () -> timeout(0.001, () -> CancelScope.interruptible(() -> never.await())), TimeoutException.class);
        trial.attempt(() -> CancelScope.interruptible(() -> timeout(60, () -> 1)));
        trial.attempt(
                () -> timeout(0.001, () -> CancelScope.interruptible(() -> new Semaphore(0).acquire())),
                TimeoutException.class);
        trial.calm();
        outside(trial);
    }

    private static void foreign(Trial trial) throws Throwable {
        var lock = new ReentrantLock();
        var condition = new Condition(lock);
        trial.attempt(
                () -> timeout(
                        0.001,
                        () -> condition.with(() -> {
                            condition.await();
                        })),
                TimeoutException.class);
        trial.attempt(() -> timeout(60, () -> Acquirable.of(lock).with(() -> {})));
        var queue = Queue.of(new ArrayBlockingQueue<Integer>(1));
        trial.attempt(() -> timeout(60, () -> queue.put(1)));
        trial.attempt(() -> timeout(0.001, () -> queue.get()), TimeoutException.class);
        var view = new RLock().asJavaLock();
        view.lock();
        var viewed = view.newCondition();
        trial.attempt(() -> timeout(60, () -> viewed.awaitUntil(new Date(0))));
        view.unlock();
        var main = trial.fork(() ->
                trial.attempt(() -> timeout(0.001, () -> Threading.mainThread().join()), TimeoutException.class));
        trial.calm();
        trial.ends(main);
        outside(trial);
        trial.check("the lock is free", !lock.isLocked());
    }

    private static void service(Trial trial) throws Throwable {
        var service = Executors.newSingleThreadExecutor();
        var executor = trial.tryGet(() -> Executor.over(service));
        if (executor != null) {
            trial.attempt(() -> executor.shutdown(false));
            service.shutdown();
            trial.attempt(() -> timeout(60, () -> executor.awaitTermination(Duration.ofMinutes(1))));
        }
        trial.calm();
        service.shutdown();
        outside(trial);
    }

    private static void closed(Trial trial) throws Throwable {
        var timer = RepeatingTimer.fixedRate(60, () -> {});
        timer.setDaemon(true);
        var scope = trial.tryGet(CancelScope::new);
        if (scope != null && trial.attempt(timer::start)) {
            trial.attempt(scope::cancel);
            trial.attempt(() -> trial.equal("to its end", scope.with(timer::close), true));
        }
        trial.calm();
        timer.close();
        outside(trial);
    }
}

package io.github.threading4j.faults.injection;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Barrier;
import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.Hold;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.WriteLock;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A failing wait leaves a lock unchanged: the lock can be acquired afterwards, and no wake-up is lost. */
final class LockScenarios {
    /** This site is excluded, because a {@code java.util.concurrent} lock whose {@code unlock} fails stays locked. */
    static final String UNLOCK = "foreign Lock.unlock";

    private LockScenarios() {}

    static List<Scenario> all() {
        var book = new Scenarios.Book("Lock");
        contended(book, "Lock", Lock::new);
        contended(book, "RLock", RLock::new);
        contended(book, "write lock", () -> new ReadWriteLock().write());
        contended(book, "fair write lock", () -> ReadWriteLock.fair().write());
        contended(book, "Semaphore", Semaphore::new);
        contended(book, "fair Semaphore", () -> Semaphore.fair(1));
        contended(book, "BoundedSemaphore", BoundedSemaphore::new);
        contended(book, "Condition", Condition::new);
        contended(book, "Java lock", () -> Acquirable.of(new ReentrantLock()));
        javaView(book, "Lock", () -> new Lock().asJavaLock());
        javaView(book, "RLock", () -> new RLock().asJavaLock());
        book.add("Event", LockScenarios::event);
        book.add("Barrier", LockScenarios::barrier);
        book.add("aborted Barrier", LockScenarios::aborted);
        return book.written();
    }

    /** A way to acquire a lock. */
    private interface Way {
        void acquire(Acquirable lock) throws Exception;
    }

    private static final List<Way> WAYS = List.of(
            Acquirable::acquire,
            lock -> {
                if (!lock.acquire(java.time.Duration.ofSeconds(100))) {
                    throw new AssertionError("not acquired in time");
                }
            },
            lock -> {
                while (!lock.acquire(false)) {
                    Thread.yield();
                }
            },
            lock -> {
                if (lock.tryHold(java.time.Duration.ofSeconds(100)) == null) {
                    throw new AssertionError("not held in time");
                }
            });

    private static void contended(Scenarios.Book book, String name, Supplier<? extends Acquirable> create) {
        book.add("contended " + name, trial -> contended(trial, name, create), Scenarios.but(UNLOCK));
    }

    private static void contended(Trial trial, String name, Supplier<? extends Acquirable> create) throws Throwable {
        var lock = trial.tryGet(create::get);
        if (lock == null) {
            return;
        }
        for (var way : WAYS) {
            if (!trial.attempt(lock::acquire)) {
                return;
            }
            handOver(trial, name, lock, way);
        }
        trial.attempt(() -> trial.equal("value", lock.with(() -> 1), 1));
        trial.attempt(() -> {
            try (Hold hold = lock.hold()) {
                trial.attempt(hold::toString);
            }
        });
        trial.attempt(() -> {
            try (Hold hold = lock.tryHold()) {
                trial.check("is held", hold != null);
            }
        });
        trial.attempt(() -> {
            try (Hold hold = tryHold(lock, 0.001)) {
                trial.check("is held", hold != null);
            }
        });
        trial.calm();
        var fresh = trial.fork(() -> {
            trial.check(lock + " is free", lock.acquire(false));
            lock.release();
        });
        trial.ends(fresh);
    }

    /** Calls {@code tryHold} with a timeout in seconds if the lock supports it. */
    private static Hold tryHold(Acquirable lock, double seconds) throws InterruptedException {
        if (lock instanceof Lock plain) {
            return plain.tryHold(seconds);
        }
        if (lock instanceof RLock reentrant) {
            return reentrant.tryHold(seconds);
        }
        if (lock instanceof WriteLock write) {
            return write.tryHold(seconds);
        }
        return lock instanceof Condition condition ? condition.tryHold(seconds) : lock.tryHold();
    }

    /** Passes the lock from the calling thread, which holds it, to two other threads. */
    private static void handOver(Trial trial, String name, Acquirable lock, Way way) throws Throwable {
        var waiter = trial.fork(() -> {
            way.acquire(lock);
            lock.release();
        });
        if (way != WAYS.get(2)) {
            Trial.parks(waiter);
        }
        var other = trial.fork(() -> lock.with(() -> trial.foreign("body")));
        trial.attempt(() -> trial.check(
                "is held",
                !lock.acquire(java.time.Duration.ofNanos(1000))
                        || lock instanceof RLock
                        || lock instanceof Condition
                        || isReentrant(name)));
        trial.attempt(lock::toString);
        releaseAll(trial, lock);
        trial.ends(waiter);
        trial.ends(other);
    }

    private static boolean isReentrant(String name) {
        return name.contains("Java") || name.contains("write");
    }

    /** Releases the lock completely, whether or not the timed acquire has succeeded. */
    private static void releaseAll(Trial trial, Acquirable lock) throws Throwable {
        if (!trial.attempt(lock::release)) {
            trial.check("the release of a Lock succeeds", !lock.getClass().isAssignableFrom(Lock.class));
            lock.release(); // the release of a foreign lock can fail
        }
        if (lock instanceof RLock reentrant) {
            while (reentrant.isHeldByCurrentThread()) {
                reentrant.release();
            }
        } else if (!(lock instanceof Lock) && !(lock instanceof Semaphore)) {
            try {
                lock.release();
            } catch (IllegalMonitorStateException e) {
                // expected if the timed acquire has failed
            }
        }
    }

    private static void javaView(Scenarios.Book book, String name, Supplier<java.util.concurrent.locks.Lock> create) {
        book.add(name + " as a Java lock", trial -> {
            var lock = trial.tryGet(create::get);
            if (lock == null) {
                return;
            }
            lock.lock();
            var waiter = trial.fork(() -> {
                lock.lock();
                lock.unlock();
            });
            var interruptible = trial.fork(() -> {
                lock.lockInterruptibly();
                lock.unlock();
            });
            Trial.parks(waiter);
            Trial.parks(interruptible);
            trial.attempt(lock::toString);
            lock.unlock();
            trial.ends(waiter);
            trial.ends(interruptible);
            javaCondition(trial, lock);
            trial.calm();
            trial.ends(trial.fork(() -> {
                trial.check(lock + " is free", lock.tryLock());
                lock.unlock();
            }));
        });
    }

    private static void javaCondition(Trial trial, java.util.concurrent.locks.Lock lock) throws Throwable {
        var changed = trial.tryGet(lock::newCondition);
        if (changed == null) {
            return;
        }
        lock.lock();
        trial.attempt(() -> changed.awaitNanos(1000));
        trial.attempt(() -> changed.await(1, TimeUnit.MICROSECONDS));
        trial.attempt(() -> changed.awaitUntil(new Date(0)));
        lock.unlock();
        var signalled = awaiting(trial, lock, changed::await);
        var uninterruptible = awaiting(trial, lock, changed::awaitUninterruptibly);
        lock.lock();
        trial.attempt(changed::signal);
        trial.attempt(changed::signalAll);
        lock.unlock();
        trial.ends(signalled);
        trial.ends(uninterruptible);
    }

    private static Thread awaiting(Trial trial, java.util.concurrent.locks.Lock lock, Trial.Op await) throws Throwable {
        var waiter = trial.fork(() -> {
            lock.lock();
            try {
                trial.attempt(await);
            } finally {
                lock.unlock();
            }
        });
        Trial.parks(waiter);
        return waiter;
    }

    private static void event(Trial trial) throws Throwable {
        var event = trial.tryGet(() -> new Event("event"));
        if (event == null) {
            return;
        }
        var waiter = trial.fork(() -> event.await());
        var timed = trial.fork(() -> trial.check("the event is set in time", event.await(100)));
        Trial.parks(waiter);
        Trial.parks(timed);
        trial.attempt(() -> event.await(0.0001));
        trial.attempt(event::toString);
        trial.check("set succeeds without memory", trial.attempt(event::set));
        trial.ends(waiter);
        trial.ends(timed);
        var cleared = trial.attempt(event::clear);
        trial.check("the event is cleared", event.isSet() != cleared);
        trial.calm();
        event.clear();
        trial.check("the event is cleared", !event.isSet());
        event.set();
        trial.check("the event is set", event.await(0.0));
    }

    private static void barrier(Trial trial) throws Throwable {
        var barrier = trial.tryGet(() -> new Barrier(3, () -> trial.foreign("action")));
        if (barrier == null) {
            return;
        }
        trial.probe(() -> {
            barrier.toString();
            barrier.getNWaiting();
        });
        var parties = new Thread[3];
        for (int i = 0; i < 3; i++) {
            var last = i == 2;
            parties[i] = trial.fork(() -> {
                try {
                    for (int round = 0; round < 2; round++) {
                        if (last) {
                            barrier.await(100);
                        } else {
                            barrier.await();
                        }
                    }
                } finally {
                    if (trial.fired()) {
                        barrier.abort(); // so that the other parties do not wait for this one
                    }
                }
            });
        }
        for (var party : parties) {
            trial.ends(party);
        }
        trial.attempt(barrier::toString);
        trial.calm();
        barrier.reset();
        trial.check(barrier + " works", !barrier.isBroken());
        var again = List.of(trial.fork(barrier::await), trial.fork(barrier::await), trial.fork(barrier::await));
        for (var party : again) {
            trial.ends(party);
        }
    }

    private static void aborted(Trial trial) throws Throwable {
        var barrier = trial.tryGet(() -> new Barrier(2));
        if (barrier == null) {
            return;
        }
        var waiter = trial.fork(() -> {
            try {
                barrier.await();
            } catch (java.util.concurrent.BrokenBarrierException e) {
                // expected
            }
        });
        Trial.parks(waiter);
        if (!trial.attempt(barrier::reset)) {
            barrier.abort();
        }
        trial.ends(waiter);
        trial.attempt(() -> {
            try {
                barrier.await(0.0001);
            } catch (java.util.concurrent.BrokenBarrierException e) {
                // expected
            }
        });
        trial.attempt(barrier::abort);
        trial.calm();
        barrier.reset();
        trial.check("the barrier works", !barrier.isBroken());
    }
}

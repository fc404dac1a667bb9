package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.threading4j.contract.CancellableContract;
import io.github.threading4j.contract.CancellableWait;
import io.github.threading4j.contract.CancellableWait.Use;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.sched.Scheduler;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All waits of the root package and of {@code sched}. */
class CancellableWaitsTest implements CancellableContract {
    private static final Duration HOUR = Duration.ofHours(1);

    @Override
    public List<CancellableWait> waits() {
        return Stream.of(locks(), conditions(), semaphores(), others(), javaViews())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<CancellableWait> foreignWaits() {
        return List.of(
                acquirable("of(ReentrantLock).acquire", () -> Acquirable.of(new ReentrantLock()), Acquirable::acquire),
                acquirable(
                        "of(ReentrantLock).acquire(Duration)",
                        () -> Acquirable.of(new ReentrantLock()),
                        it -> assertThat(it.acquire(HOUR)).isTrue()),
                condition("over(ReentrantLock)", () -> new Condition(new ReentrantLock()), Condition::await));
    }

    /** The thread that creates the object holds it, and releases it to end the wait. */
    private static <A extends Acquirable> CancellableWait acquirable(
            String name, Supplier<A> create, ThrowingConsumer<A> acquire) {
        return new CancellableWait(name, () -> {
            var it = create.get();
            if (!uninterruptibly(() -> it.acquire(false))) {
                fail("not free: " + it);
            }
            return Use.of(
                    () -> {
                        acquire.accept(it);
                        it.release();
                    },
                    it::release);
        });
    }

    private interface Call {
        boolean run() throws InterruptedException;
    }

    private static boolean uninterruptibly(Call call) {
        try {
            return call.run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<CancellableWait> locks() {
        return List.of(
                acquirable("Lock.acquireInterruptibly", Lock::new, Lock::acquireInterruptibly),
                acquirable(
                        "Lock.acquire(double)",
                        Lock::new,
                        it -> assertThat(it.acquire(3_600.0)).isTrue()),
                acquirable(
                        "Lock.acquire(Duration)",
                        Lock::new,
                        it -> assertThat(it.acquire(HOUR)).isTrue()),
                acquirable(
                        "Lock.tryHold(double)",
                        Lock::new,
                        it -> assertThat(it.tryHold(3_600.0)).isNotNull()),
                acquirable("RLock.acquireInterruptibly", RLock::new, RLock::acquireInterruptibly),
                acquirable(
                        "RLock.acquire(double)",
                        RLock::new,
                        it -> assertThat(it.acquire(-1.0)).isTrue()),
                acquirable(
                        "RLock.tryHold(double)",
                        RLock::new,
                        it -> assertThat(it.tryHold(3_600.0)).isNotNull()),
                acquirable(
                        "WriteLock.acquireInterruptibly", CancellableWaitsTest::write, WriteLock::acquireInterruptibly),
                acquirable(
                        "WriteLock.tryHold(double)",
                        CancellableWaitsTest::write,
                        it -> assertThat(it.tryHold(3_600.0)).isNotNull()),
                read("ReadLock.acquireInterruptibly", ReadLock::acquireInterruptibly),
                read(
                        "ReadLock.acquire(Duration)",
                        it -> assertThat(it.acquire(HOUR)).isTrue()),
                acquirable(
                        "Condition.acquire(double)",
                        Condition::new,
                        it -> assertThat(it.acquire(3_600.0)).isTrue()));
    }

    private static WriteLock write() {
        return new ReadWriteLock().write();
    }

    /** The thread that creates the lock is the writer. */
    private static CancellableWait read(String name, ThrowingConsumer<ReadLock> acquire) {
        return new CancellableWait(name, () -> {
            var it = new ReadWriteLock();
            it.write().acquire();
            return Use.of(
                    () -> {
                        acquire.accept(it.read());
                        it.read().release();
                    },
                    it.write()::release);
        });
    }

    private static CancellableWait condition(
            String name, Supplier<Condition> create, ThrowingConsumer<Condition> await) {
        return new CancellableWait("Condition.await " + name, () -> {
            var it = create.get();
            return Use.of(
                    () -> {
                        it.acquire();
                        try {
                            await.accept(it);
                        } finally {
                            it.release(); // fails if the lock was not acquired again
                        }
                    },
                    () -> it.with(() -> it.signal()));
        });
    }

    private static List<CancellableWait> conditions() {
        return List.of(
                condition("over(RLock)", Condition::new, Condition::await),
                condition("over(Lock)", () -> new Condition(new Lock()), Condition::await),
                condition("over(WriteLock)", () -> new Condition(write()), Condition::await),
                condition(
                        "(double)",
                        Condition::new,
                        it -> assertThat(it.await(3_600.0)).isTrue()),
                condition("For(predicate)", Condition::new, it -> {
                    var signalled = new boolean[1];
                    it.awaitFor(() -> {
                        var last = signalled[0];
                        signalled[0] = true;
                        return last;
                    });
                }));
    }

    private static List<CancellableWait> semaphores() {
        return List.of(
                acquirable("Semaphore.acquire", Semaphore::new, Semaphore::acquire),
                acquirable("Semaphore.fair.acquire", () -> Semaphore.fair(1), Semaphore::acquire),
                acquirable(
                        "Semaphore.acquire(Duration)",
                        Semaphore::new,
                        it -> assertThat(it.acquire(HOUR)).isTrue()),
                acquirable(
                        "BoundedSemaphore.acquire(true)",
                        BoundedSemaphore::new,
                        it -> assertThat(it.acquire(true)).isTrue()),
                acquirable(
                        "Semaphore.tryHold(Duration)",
                        Semaphore::new,
                        it -> assertThat(it.tryHold(HOUR)).isNotNull()),
                acquirable("Semaphore.hold", Semaphore::new, Semaphore::hold),
                acquirable("Semaphore.with", Semaphore::new, it -> {
                    it.with(() -> {});
                    it.acquire();
                }));
    }

    private static List<CancellableWait> others() {
        return List.of(
                event("Event.await", Event::await),
                event("Event.await(double)", it -> assertThat(it.await(3_600.0)).isTrue()),
                barrier("Barrier.await", Barrier::await),
                barrier("Barrier.await(Duration)", it -> it.await(HOUR)),
                new CancellableWait("NamedThread.join", () -> {
                    var end = new Event();
                    var thread = new NamedThread(end::await);
                    thread.setDaemon(true);
                    thread.start();
                    return Use.of(thread::join, end::set);
                }),
                new CancellableWait("Scheduler.run", () -> {
                    var scheduler = new Scheduler();
                    var entered = scheduler.enter(3_600, 1, () -> {});
                    return Use.of(scheduler::run, () -> scheduler.cancel(entered));
                }));
    }

    private static CancellableWait event(String name, ThrowingConsumer<Event> await) {
        return new CancellableWait(name, () -> {
            var it = new Event();
            return Use.of(() -> await.accept(it), it::set);
        });
    }

    private static CancellableWait barrier(String name, ThrowingConsumer<Barrier> await) {
        return new CancellableWait(name, () -> {
            var it = new Barrier(2);
            return new Use(
                    () -> await.accept(it),
                    () -> {
                        assertThat(it.isBroken()).isTrue();
                        assertThat(it.getNWaiting()).isZero();
                        it.reset();
                    },
                    it::await);
        });
    }

    private static List<CancellableWait> javaViews() {
        return List.of(
                javaLock("lockInterruptibly", java.util.concurrent.locks.Lock::lockInterruptibly),
                javaLock(
                        "tryLock(time)",
                        it -> assertThat(it.tryLock(1, TimeUnit.HOURS)).isTrue()),
                javaCondition("await", java.util.concurrent.locks.Condition::await),
                javaCondition(
                        "awaitNanos",
                        it -> assertThat(it.awaitNanos(HOUR.toNanos())).isPositive()),
                javaCondition(
                        "await(time)",
                        it -> assertThat(it.await(1, TimeUnit.HOURS)).isTrue()),
                javaCondition(
                        "awaitUntil",
                        it -> assertThat(it.awaitUntil(new Date(System.currentTimeMillis() + HOUR.toMillis())))
                                .isTrue()));
    }

    private static CancellableWait javaLock(String name, ThrowingConsumer<java.util.concurrent.locks.Lock> acquire) {
        return acquirable("asJavaLock()." + name, Lock::new, it -> acquire.accept(it.asJavaLock()));
    }

    private static CancellableWait javaCondition(
            String name, ThrowingConsumer<java.util.concurrent.locks.Condition> await) {
        return new CancellableWait("asJavaLock().newCondition()." + name, () -> {
            var lock = new RLock().asJavaLock();
            var it = lock.newCondition();
            Consumer<Runnable> locked = action -> {
                lock.lock();
                try {
                    action.run();
                } finally {
                    lock.unlock();
                }
            };
            return Use.of(
                    () -> {
                        lock.lock();
                        try {
                            await.accept(it);
                        } finally {
                            lock.unlock();
                        }
                    },
                    () -> locked.accept(it::signal));
        });
    }
}

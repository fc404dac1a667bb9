package io.github.threading4j.faults.injection;

import io.github.threading4j.faults.injection.Faults.InjectedError;
import io.github.threading4j.faults.injection.Faults.InjectedException;
import io.github.threading4j.futures.Future;
import io.github.threading4j.testing.ThreadDump;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A run of a scenario, with or without a fault. */
final class Trial {
    /** The maximum time for each operation that should end immediately. */
    static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(Integer.getInteger("threading4j.faults.seconds", 10));

    interface Op {
        void run() throws Throwable;
    }

    /** The exception of tasks that fail deliberately. */
    static final class OfTheTask extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final ForeignFault fault;
    private final Map<String, AtomicInteger> foreignCalls = new ConcurrentHashMap<>();
    private final Queue<Thread> forks = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean calm;
    private volatile Op probe = () -> {};
    private volatile Op callBack = () -> {};

    Trial(ForeignFault fault) {
        this.fault = fault;
        Reports.clear();
    }

    /** Runs a whole scenario in the calling thread. */
    void run(Scenario scenario) throws Throwable {
        try {
            scenario.body().run(this);
        } catch (Throwable e) {
            if (calm || e != Faults.fired()) { // otherwise the fault has stopped the scenario
                unexpected.add(e);
            }
        }
        calm();
        try {
            while (!closing.isEmpty()) {
                closing.pop().close();
            }
            for (var fork : forks) {
                ends(fork);
            }
        } catch (Throwable e) {
            unexpected.add(e);
        }
        if (!unexpected.isEmpty()) {
            throw unexpected.peek();
        }
    }

    /**
     * Runs an operation, and returns whether it succeeded. The operation can fail only because of the injected fault,
     * with an {@link OfTheTask}, or with an exception of an expected type.
     */
    boolean attempt(Op op, Class<?>... expected) throws Throwable {
        var begunCalm = calm;
        try {
            op.run();
            return true;
        } catch (Throwable e) {
            var isExpected = e instanceof OfTheTask || Stream.of(expected).anyMatch(type -> type.isInstance(e));
            if (!isExpected && (begunCalm || e instanceof AssertionError || Faults.fired() == null)) {
                throw e;
            }
            return false;
        }
    }

    /** Like {@link #attempt}, but returns the value of the operation, or null if it failed. */
    <T> T tryGet(Callable<T> op) throws Throwable {
        var result = new Object[1];
        attempt(() -> result[0] = op.call());
        @SuppressWarnings("unchecked")
        var value = (T) result[0];
        return value;
    }

    /** Ends the part of the scenario in which faults are injected. */
    void calm() {
        calm = true;
        Faults.disarm();
    }

    /** Waits until a thread is blocked or has ended. */
    static void parks(Thread thread) {
        eventually("the thread waits or ends", () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            default -> false;
        });
    }

    boolean fired() {
        return Faults.fired() != null;
    }

    /** Registers a resource. At the end, when no more faults are injected, resources are closed in reverse order. */
    <C extends AutoCloseable> C closing(C resource) {
        if (resource != null) {
            closing.push(resource);
        }
        return resource;
    }

    /** Runs an operation in a new thread, which must end. The operation can fail as described for {@link #attempt}. */
    Thread fork(Op op) {
        var fork = new Thread(() -> {
            try {
                attempt(op);
            } catch (Throwable e) {
                unexpected.add(e);
            }
        });
        fork.setDaemon(false);
        forks.add(fork);
        fork.start();
        return fork;
    }

    void ends(Thread thread) throws InterruptedException {
        thread.join(TimeUnit.NANOSECONDS.toMillis(LIMIT_NANOS));
        if (thread.isAlive()) {
            throw new AssertionError(thread + " does not end\n" + ThreadDump.all());
        }
    }

    void ended(Collection<? extends Future<?>> futures) {
        for (var future : futures) {
            eventually("each future completes", future::done);
        }
    }

    void check(String what, boolean holds) {
        if (!holds) {
            throw new AssertionError("not so: " + what);
        }
    }

    void equal(String what, Object actual, Object expected) {
        if (!expected.equals(actual)) {
            throw new AssertionError(what + ": " + actual + " (expected " + expected + ")");
        }
    }

    static void eventually(String what, BooleanSupplier condition) {
        var begin = System.nanoTime();
        for (var spins = 0; !condition.getAsBoolean(); spins++) {
            if (System.nanoTime() - begin > LIMIT_NANOS) {
                throw new AssertionError("not in time: " + what + "\n" + ThreadDump.all());
            }
            if (spins < 100) {
                Thread.yield();
            } else {
                java.util.concurrent.locks.LockSupport.parkNanos(50_000);
            }
        }
    }

    /** Sets the operation that must return, or throw, while a call of foreign code is in progress. */
    void probe(Op op) {
        probe(op, op);
    }

    /** Like {@link #probe(Op)}, but foreign code that calls back runs {@code inside} instead of {@code op}. */
    void probe(Op op, Op inside) {
        probe = op;
        callBack = inside;
    }

    /**
     * Returns a foreign iterable over the items. Each call of its methods, or of its iterator's, can be made to fail.
     */
    <T> Iterable<T> iterable(List<T> items) {
        return () -> {
            foreign("iterator");
            var inner = items.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    foreign("hasNext");
                    return inner.hasNext();
                }

                @Override
                public T next() {
                    foreign("next");
                    return inner.next();
                }
            };
        };
    }

    /** Called by the foreign objects of a scenario. */
    void foreign(String name) {
        var call =
                foreignCalls.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
        if (fault == null || calm || !fault.name().equals(name) || fault.k() != call) {
            return;
        }
        switch (fault.kind()) {
            case THROWS -> {
                var failure = new InjectedException(fault.toString());
                Faults.fired(failure);
                throw failure;
            }
            case FAILS -> {
                var failure = new InjectedError(fault.toString());
                Faults.fired(failure);
                throw failure;
            }
            case BLOCKS -> block();
            case CALLS_BACK -> callBack();
        }
    }

    private void block() {
        blocked.countDown();
        var interrupted = false;
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void callBack() {
        try {
            callBack.run();
        } catch (RuntimeException | Error e) {
            Faults.fired(e);
            throw e;
        } catch (Throwable e) {
            Faults.fired(e);
            throw new InjectedException(e.toString());
        }
    }

    Map<String, AtomicInteger> foreignCalls() {
        return foreignCalls;
    }

    /**
     * Waits until foreign code blocks or the thread ends. If foreign code blocks, runs the probe and then releases it.
     */
    void attend(Thread runner) throws InterruptedException {
        while (fault != null && fault.kind() == ForeignFault.Kind.BLOCKS && runner.isAlive()) {
            if (blocked.await(1, TimeUnit.MILLISECONDS)) {
                var probing = fork(() -> {
                    try {
                        probe.run();
                    } catch (RuntimeException e) {
                        // expected if the operation is rejected
                    }
                });
                try {
                    ends(probing);
                } catch (AssertionError e) {
                    unexpected.add(e);
                }
                released.countDown();
                return;
            }
        }
    }

    /** Abandons a run that hangs. */
    void abandon() {
        released.countDown();
        forks.forEach(Thread::interrupt);
    }
}

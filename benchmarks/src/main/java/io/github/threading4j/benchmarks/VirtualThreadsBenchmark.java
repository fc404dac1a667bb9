package io.github.threading4j.benchmarks;

import io.github.threading4j.Barrier;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.queue.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * 10,000 virtual threads that start, use one object and end. Both sides start the same threads. One operation is one
 * use of the object by one thread. The holder of a lock or a permit yields, so that all other threads queue behind it.
 */
@State(Scope.Benchmark)
public class VirtualThreadsBenchmark {
    private static final int THREADS = 10_000;
    private static final int ROUNDS = 10;
    private static final int USES = THREADS * ROUNDS;
    private static final int BOUND = 100;

    /** What each thread does. */
    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void inEach(Work work) throws InterruptedException {
        var threads = new Thread[THREADS];
        for (var i = 0; i < THREADS; i++) {
            var number = i;
            threads[i] = JavaThreads.newVirtual(() -> {
                try {
                    work.run(number);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            threads[i].start();
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Each thread acquires, yields and releases, so that all others queue behind it. */
    private static void compete(Step acquire, Step release) throws InterruptedException {
        inEach(thread -> {
            for (var i = 0; i < ROUNDS; i++) {
                acquire.run();
                Thread.yield();
                release.run();
            }
        });
    }

    /** The first half of the threads put what the second half gets. */
    private static void exchange(Step put, Step get) throws InterruptedException {
        inEach(thread -> {
            for (var i = 0; i < ROUNDS; i++) {
                (thread < THREADS / 2 ? put : get).run();
            }
        });
    }

    /** The last thread releases all others. */
    private static void release(Step await, Step release) throws InterruptedException {
        inEach(thread -> (thread < THREADS - 1 ? await : release).run());
    }

    @Benchmark
    @OperationsPerInvocation(USES)
    @Against(value = "reentrantLock", atLeast = 1.0)
    public void lock() throws InterruptedException {
        var lock = new Lock();
        compete(lock::acquire, lock::release);
    }

    @Benchmark
    @OperationsPerInvocation(USES)
    @Against(value = "reentrantLock", atLeast = 1.0)
    public void rlock() throws InterruptedException {
        var lock = new RLock();
        compete(lock::acquire, lock::release);
    }

    @Benchmark
    @OperationsPerInvocation(USES)
    public void reentrantLock() throws InterruptedException {
        var lock = new ReentrantLock();
        compete(lock::lock, lock::unlock);
    }

    @Benchmark
    @OperationsPerInvocation(USES)
    @Against(value = "javaSemaphore", atLeast = 1.0)
    public void semaphore() throws InterruptedException {
        var semaphore = new Semaphore(2);
        compete(semaphore::acquire, semaphore::release);
    }

    @Benchmark
    @OperationsPerInvocation(USES)
    public void javaSemaphore() throws InterruptedException {
        var semaphore = new java.util.concurrent.Semaphore(2);
        compete(semaphore::acquire, semaphore::release);
    }

    @Benchmark
    @OperationsPerInvocation(USES)
    @Against(value = "arrayBlockingQueue", atLeast = 1.0)
    public void queue() throws InterruptedException {
        var queue = new Queue<Integer>(BOUND);
        exchange(() -> queue.put(1), queue::get);
    }

    @Benchmark
    @OperationsPerInvocation(USES)
    public void arrayBlockingQueue() throws InterruptedException {
        var queue = new ArrayBlockingQueue<Integer>(BOUND);
        exchange(() -> queue.put(1), queue::take);
    }

    @Benchmark
    @OperationsPerInvocation(THREADS)
    @Against(value = "countDownLatch", atLeast = 1.0)
    public void event() throws InterruptedException {
        var event = new Event();
        release(event::await, event::set);
    }

    @Benchmark
    @OperationsPerInvocation(THREADS)
    public void countDownLatch() throws InterruptedException {
        var latch = new CountDownLatch(1);
        release(latch::await, latch::countDown);
    }

    @Benchmark
    @OperationsPerInvocation(THREADS)
    @Against(value = "cyclicBarrier", atLeast = 1.0)
    public void barrier() throws InterruptedException {
        var barrier = new Barrier(THREADS);
        inEach(thread -> barrier.await());
    }

    @Benchmark
    @OperationsPerInvocation(THREADS)
    public void cyclicBarrier() throws InterruptedException {
        var barrier = new CyclicBarrier(THREADS);
        inEach(thread -> barrier.await());
    }
}

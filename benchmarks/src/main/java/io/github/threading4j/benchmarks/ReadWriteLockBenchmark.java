package io.github.threading4j.benchmarks;

import io.github.threading4j.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads or increments a counter guarded by a readers-writer lock. */
@State(Scope.Benchmark)
public class ReadWriteLockBenchmark {
    private final ReadWriteLock lock = new ReadWriteLock();
    private final ReentrantReadWriteLock reentrantLock = new ReentrantReadWriteLock();
    private long counter;

    /** The share of the operations that read, in percent. */
    @Param({"90", "50"})
    public int reads;

    /** Decides which operations of a thread read. */
    @State(Scope.Thread)
    public static class Turns {
        private int random = System.identityHashCode(this) | 1;

        boolean isRead(int percent) {
            random ^= random << 13;
            random ^= random >>> 17;
            random ^= random << 5;
            return Integer.remainderUnsigned(random, 100) < percent;
        }
    }

    @Benchmark
    @Against(
            value = "reentrantReadWriteLock",
            threads = {1, 2, 4, 16},
            params = {"90", "50"},
            atLeast = 1.0)
    public long acquire(Turns turns) {
        if (turns.isRead(reads)) {
            lock.read().acquire();
            try {
                return counter;
            } finally {
                lock.read().release();
            }
        }
        lock.write().acquire();
        try {
            return counter++;
        } finally {
            lock.write().release();
        }
    }

    @Benchmark
    public long reentrantReadWriteLock(Turns turns) {
        if (turns.isRead(reads)) {
            reentrantLock.readLock().lock();
            try {
                return counter;
            } finally {
                reentrantLock.readLock().unlock();
            }
        }
        reentrantLock.writeLock().lock();
        try {
            return counter++;
        } finally {
            reentrantLock.writeLock().unlock();
        }
    }
}

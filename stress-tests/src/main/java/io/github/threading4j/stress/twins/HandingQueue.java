package io.github.threading4j.stress.twins;

import io.github.threading4j.stress.scenarios.QueueApi;
import io.github.threading4j.stress.scenarios.Rendezvous;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A queue that hands an item to a waiting thread even if that thread has just given up. */
public final class HandingQueue implements QueueApi {
    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private volatile int item = NONE;
    }

    private static final int HESITATION = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Integer> items = new ArrayDeque<>();
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

    @Override
    public boolean put(int item, long nanos) {
        lock.lock();
        try {
            Waiter waiter = waiters.poll();
            if (waiter == null) {
                items.add(item);
            } else {
                waiter.item = item;
                LockSupport.unpark(waiter.thread);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int take(long nanos) throws InterruptedException {
        Waiter waiter = new Waiter();
        lock.lock();
        try {
            if (!items.isEmpty()) {
                return items.remove();
            }
            waiters.add(waiter);
        } finally {
            lock.unlock();
        }
        long start = System.nanoTime();
        while (waiter.item == NONE) {
            long left = nanos - (System.nanoTime() - start);
            boolean interrupted = Thread.interrupted();
            if (interrupted || left <= 0) {
                leave(waiter);
                return giveUp(interrupted);
            }
            LockSupport.parkNanos(this, left);
        }
        return waiter.item;
    }

    private void leave(Waiter waiter) {
        Rendezvous.jitter(HESITATION); // widens the race window
        lock.lock();
        try {
            waiters.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    private static int giveUp(boolean interrupted) throws InterruptedException {
        if (interrupted) {
            throw new InterruptedException("interrupted while taking");
        }
        return NONE;
    }

    @Override
    public int size() {
        return items.size();
    }
}

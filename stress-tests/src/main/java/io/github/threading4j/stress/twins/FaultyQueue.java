package io.github.threading4j.stress.twins;

import io.github.threading4j.stress.scenarios.QueueApi;
import io.github.threading4j.stress.scenarios.Rendezvous;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A queue that is correct except for one common mistake. */
public final class FaultyQueue implements QueueApi {
    /** The mistake of a queue. */
    public enum Fault {
        /** Wakes a taker only for the first item, and a putter only for the first free slot. */
        WAKES_AT_THE_EDGES_ONLY,
        /** A put whose item is rejected keeps the wake-up to itself. */
        KEEPS_AN_UNUSED_WAKE_UP,
        /** A join does not check the count again after it was woken, and each {@code taskDone} wakes it. */
        JOINS_AT_ANY_TASK,
        /** A put checks for the shutdown before it acquires the lock. */
        LOOKS_FOR_THE_END_TOO_EARLY,
        /** A put checks for the shutdown after it has added the item. */
        LOOKS_FOR_THE_END_TOO_LATE,
        /** The shutdown wakes no taker. */
        ENDS_IN_SILENCE,
        /** A put that was woken checks for capacity, but not for the shutdown. */
        FORGETS_THE_END
    }

    private final Fault fault;
    private final int maxsize;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Condition allDone = lock.newCondition();
    private final ArrayDeque<Integer> items = new ArrayDeque<>();
    private int unfinished;
    private volatile boolean ended;

    public FaultyQueue(Fault fault, int maxsize) {
        this.fault = fault;
        this.maxsize = maxsize;
    }

    @Override
    public boolean put(int item, long nanos) throws InterruptedException {
        if (fault == Fault.LOOKS_FOR_THE_END_TOO_EARLY) {
            if (ended) {
                return false;
            }
            Rendezvous.jitter(100);
        }
        lock.lock();
        try {
            if (endSeenWhileLocked() || !awaitRoom(nanos)) {
                return false;
            }
            if (item == REJECTED) {
                if (fault != Fault.KEEPS_AN_UNUSED_WAKE_UP) {
                    notFull.signal();
                }
                return true;
            }
            items.add(item);
            unfinished++;
            if (fault != Fault.WAKES_AT_THE_EDGES_ONLY || items.size() == 1) {
                notEmpty.signal();
            }
            return fault != Fault.LOOKS_FOR_THE_END_TOO_LATE || !ended;
        } finally {
            lock.unlock();
        }
    }

    private boolean endSeenWhileLocked() {
        return ended && fault != Fault.LOOKS_FOR_THE_END_TOO_EARLY && fault != Fault.LOOKS_FOR_THE_END_TOO_LATE;
    }

    private boolean awaitRoom(long nanos) throws InterruptedException {
        long left = nanos;
        while (maxsize > 0 && items.size() >= maxsize) {
            if (left <= 0) {
                return false;
            }
            left = notFull.awaitNanos(left);
            if (ended && fault != Fault.FORGETS_THE_END) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int take(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (items.isEmpty()) {
                if (ended || left <= 0) {
                    return ended ? END : NONE;
                }
                left = notEmpty.awaitNanos(left);
            }
            if (fault != Fault.WAKES_AT_THE_EDGES_ONLY || items.size() == maxsize) {
                notFull.signal();
            }
            return items.remove();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public boolean taskDone() {
        lock.lock();
        try {
            unfinished--;
            if (unfinished == 0 || fault == Fault.JOINS_AT_ANY_TASK) {
                allDone.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean join(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (unfinished > 0 && left > 0) {
                left = allDone.awaitNanos(left);
                if (fault == Fault.JOINS_AT_ANY_TASK) {
                    return true;
                }
            }
            return unfinished == 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shutdown(boolean immediate) {
        lock.lock();
        try {
            ended = true;
            if (immediate) {
                unfinished -= items.size();
                items.clear();
                allDone.signalAll();
            }
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        notFull.signalAll();
        if (fault != Fault.ENDS_IN_SILENCE) {
            notEmpty.signalAll();
        }
    }

    @Override
    public int unfinished() {
        return unfinished;
    }
}

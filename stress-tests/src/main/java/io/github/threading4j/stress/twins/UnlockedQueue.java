package io.github.threading4j.stress.twins;

import io.github.threading4j.stress.scenarios.QueueApi;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A queue without a lock. Each single step is visible to all threads, but no operation is atomic. */
public final class UnlockedQueue implements QueueApi {
    private static final int CAPACITY = 8;

    private final AtomicIntegerArray items = new AtomicIntegerArray(CAPACITY);
    private volatile int head;
    private volatile int tail;
    private volatile int unfinished;

    @Override
    public boolean put(int item, long nanos) {
        int place = tail;
        items.set(place, item);
        tail = place + 1;
        unfinished = unfinished + 1;
        return true;
    }

    @Override
    public int take(long nanos) {
        long start = System.nanoTime();
        int place = head;
        while (place >= tail) {
            if (System.nanoTime() - start >= nanos) {
                return NONE;
            }
            Thread.yield();
            place = head;
        }
        head = place + 1;
        return items.get(place);
    }

    @Override
    public int size() {
        return tail - head;
    }

    @Override
    public boolean taskDone() {
        int before = unfinished;
        unfinished = before - 1;
        return before > 0;
    }
}

package io.github.threading4j.queue;

import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.Timeout;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A queue of Java, with tasks counted beside it. */
final class BlockingQueueAdapter<T> extends QueueCore<T> {
    private final BlockingQueue<T> queue;
    private final Mutex mutex = new Mutex(owner);
    private final TaskCount tasks = new TaskCount(owner, mutex);

    BlockingQueueAdapter(Object owner, BlockingQueue<T> queue) {
        super(owner);
        this.queue = queue;
    }

    @Override
    boolean offer(T item, long nanos) throws InterruptedException {
        if (isBounded()) {
            Timeout.refuse(nanos);
        }
        // Counted before anybody can take it, and so be done with it.
        addTask();
        var added = false;
        try {
            added = offerForeign(item, nanos);
            return added;
        } finally {
            if (!added) {
                dropTasks(1);
            }
        }
    }

    private boolean offerForeign(T item, long nanos) throws InterruptedException {
        if (nanos < 0 || nanos == Timeout.FOREVER) {
            queue.put(item);
            return true;
        }
        return queue.offer(item, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    boolean offerNow(T item) {
        addTask();
        var added = false;
        try {
            added = queue.offer(item);
            return added;
        } finally {
            if (!added) {
                dropTasks(1);
            }
        }
    }

    private void addTask() {
        mutex.lock();
        tasks.add();
        mutex.unlock();
    }

    private void dropTasks(int dropped) {
        mutex.lock();
        try {
            tasks.drop(dropped);
        } finally {
            mutex.unlock();
        }
    }

    @Override
    T get(long nanos) throws InterruptedException {
        Timeout.refuse(nanos);
        return nanos == Timeout.FOREVER ? queue.take() : orEmpty(queue.poll(nanos, TimeUnit.NANOSECONDS));
    }

    @Override
    T getNow() {
        return orEmpty(queue.poll());
    }

    private T orEmpty(@Nullable T item) {
        if (item == null) {
            throw empty();
        }
        return item;
    }

    @Override
    int size() {
        return queue.size();
    }

    @Override
    boolean isFull() {
        return queue.remainingCapacity() == 0;
    }

    /** Some have no bound and yet tell what is left of {@link Integer#MAX_VALUE}. */
    private boolean isBounded() {
        return queue.remainingCapacity() <= Integer.MAX_VALUE / 2;
    }

    @Override
    int maxsize() {
        return isBounded() ? queue.remainingCapacity() + queue.size() : 0;
    }

    @Override
    void setMaxsize(int newMaxsize) {
        throw new UnsupportedOperationException("setMaxsize of a queue of Java: " + newMaxsize);
    }

    @Override
    void taskDone() {
        tasks.done();
    }

    @Override
    long unfinishedTasks() {
        mutex.lock();
        try {
            return tasks.unfinished();
        } finally {
            mutex.unlock();
        }
    }

    @Override
    boolean join(long nanos) throws InterruptedException {
        return tasks.join(nanos);
    }

    @Override
    void shutdown(boolean immediate) {
        throw new UnsupportedOperationException("shutdown of a queue of Java, which can't wake those who wait");
    }

    @Override
    boolean isShutDown() {
        return false;
    }

    @Override
    int clear() {
        var removed = queue.drainTo(new ArrayList<>());
        dropTasks(removed);
        return removed;
    }

    @Override
    BlockingQueue<T> asBlockingQueue() {
        return queue;
    }

    @Override
    public String toString() {
        return "Queue[of=" + queue.getClass().getSimpleName() + ", size=" + queue.size() + ", unfinished="
                + tasks.unfinished() + "]";
    }
}

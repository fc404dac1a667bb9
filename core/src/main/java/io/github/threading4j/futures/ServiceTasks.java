package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Mutex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The unfinished tasks of a {@link ServiceExecutor}, and whether the executor accepts more. */
final class ServiceTasks {
    private final Mutex mutex;

    /** The latch that is opened by a shutdown, with the mutex held. */
    final Latch shutDown;

    /** Guarded by the mutex. */
    private final Set<Future<?>> unfinished = new HashSet<>();

    /** The number of tasks being handed over to the service; guarded by the mutex. */
    private int handingOver;

    ServiceTasks(Object executor) {
        this.mutex = new Mutex(executor);
        this.shutDown = new Latch(Blocker.Kind.EVENT, executor, null);
    }

    /** Adds a task that is about to be handed over; returns false after a shutdown. */
    boolean add(Future<?> task) {
        mutex.lock();
        try {
            if (shutDown.isOpen()) {
                return false;
            }
            unfinished.add(task);
            handingOver++;
            return true;
        } catch (OutOfMemoryError e) {
            unfinished.remove(task); // the set may contain the task even if the set could not grow
            throw e;
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Subtracts tasks that were just accepted or rejected from the number of tasks being handed over; returns whether
     * the service is due to be shut down.
     */
    boolean handedOver(int tasks) {
        mutex.lock();
        try {
            handingOver -= tasks;
            return handingOver == 0 && shutDown.isOpen();
        } finally {
            mutex.unlock();
        }
    }

    void shutDown() {
        mutex.lock();
        try {
            shutDown.open();
        } finally {
            mutex.unlock();
        }
    }

    void forget(Future<?> task) {
        mutex.lock();
        try {
            unfinished.remove(task);
        } finally {
            mutex.unlock();
        }
    }

    List<Future<?>> list() {
        mutex.lock();
        try {
            return List.copyOf(unfinished);
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Returns the tasks that the service has accepted. The list is empty while any task is being handed over, since the
     * service may still reject that task.
     */
    List<Future<?>> given() {
        mutex.lock();
        try {
            return handingOver == 0 ? List.copyOf(unfinished) : List.of();
        } finally {
            mutex.unlock();
        }
    }

    boolean isEmpty() {
        mutex.lock();
        try {
            return unfinished.isEmpty();
        } finally {
            mutex.unlock();
        }
    }

    /** Reads without the mutex on purpose: a dump must not wait for it. */
    int size() {
        return unfinished.size();
    }
}

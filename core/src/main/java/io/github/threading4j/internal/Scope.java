package io.github.threading4j.internal;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A scope whose waits can be cancelled, by a call or by a deadline. Threads enter and leave it; see {@link Place}.
 *
 * <p>A scope is cancelled for good. It cancels each wait of each thread inside of it, now and later.
 */
public final class Scope {
    /** What the scope belongs to, for messages. */
    private final Object owner;

    /** The places of the threads that are inside; null if the scope only has a deadline, which every wait observes. */
    private final @Nullable Set<Place> places;

    private final boolean timed;
    private final long deadline;

    private volatile boolean cancelled;

    private Scope(Object owner, @Nullable Set<Place> places, boolean timed, long deadline) {
        this.owner = owner;
        this.places = places;
        this.timed = timed;
        this.deadline = deadline;
    }

    /**
     * Creates a scope that {@link #cancel()} cancels.
     *
     * @param owner what it belongs to; its {@code toString} is shown in messages
     */
    public Scope(Object owner) {
        this(owner, ConcurrentHashMap.newKeySet(), false, 0);
    }

    /**
     * Creates a scope that is cancelled when a time has elapsed.
     *
     * @param owner what it belongs to; its {@code toString} is shown in messages
     * @param nanos the time from now on, as returned by {@link Timeout}
     * @return the scope
     */
    public static Scope within(Object owner, long nanos) {
        return new Scope(owner, null, nanos != Timeout.FOREVER, System.nanoTime() + nanos);
    }

    /**
     * Cancels the scope: ends the waits inside of it, and those that threads inside of it begin from now on. Interrupts
     * all threads, even if an overridden {@code interrupt} of one of them fails.
     */
    public void cancel() {
        cancelled = true; // first: a thread that enters, or begins to wait, announces this and then reads the field
        if (places != null) {
            interruptAll(places);
        }
    }

    private void interruptAll(Set<Place> inside) {
        Throwable failure = null;
        for (var each = iteratorOf(inside); each.hasNext(); ) {
            try {
                each.next().cancel(this);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Returns an iterator, however long it takes until there is memory for it: the threads wait for the interrupt. */
    private static Iterator<Place> iteratorOf(Set<Place> inside) {
        while (true) {
            try {
                return inside.iterator();
            } catch (Throwable e) {
                Retry.reportAndPause(e);
            }
        }
    }

    /** {@return whether the scope was cancelled or its deadline has passed} */
    public boolean isCancelled() {
        return cancelled || (timed && deadline - System.nanoTime() <= 0);
    }

    /**
     * Makes the calling thread enter the scope. The thread must leave it by {@link Place#leave()}, in the reverse order
     * of all places that it has entered.
     *
     * @return the thread's new place
     */
    public Place enter() {
        return CancelPoint.ofCurrentThread().enter(this, false, false);
    }

    boolean isTimed() {
        return timed;
    }

    long deadline() {
        return deadline;
    }

    void add(Place place) {
        if (places != null) {
            places.add(place);
        }
    }

    void remove(Place place) {
        if (places != null) {
            places.remove(place);
        }
    }

    @Override
    public String toString() {
        return owner.toString();
    }
}

package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/** A synchronizer that records the threads that hold it in their {@link Holds}. */
public interface Recorded extends Blocker {
    /**
     * Returns whether the record that a thread holds this synchronizer may be valid. It is not if another thread has
     * released the synchronizer: from then on, the synchronizer records nothing, since any thread may release it.
     *
     * @param thread the thread
     * @return false if the record is outdated
     */
    boolean mayBeHeldBy(@Nullable Thread thread);

    /** {@return whether this is a lock, which a thread must release before its end; false for a semaphore} */
    boolean isExclusive();

    /**
     * Returns whether threads that hold this synchronizer can't be in their critical sections at the same time.
     *
     * @return true for a lock, and for a semaphore with a single permit
     */
    default boolean isGate() {
        return isExclusive();
    }

    /**
     * Returns the position of this synchronizer in the order of acquisitions.
     *
     * @return the position; null if the order is not recorded
     */
    default @Nullable OrderedLock order() {
        return null;
    }
}

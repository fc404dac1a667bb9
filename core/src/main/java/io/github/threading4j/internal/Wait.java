package io.github.threading4j.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wait without a timeout that another thread has observed. */
public sealed interface Wait permits BlockerWait, JavaWait {
    /** {@return the waiting thread} */
    Thread thread();

    /**
     * {@return the threads that could end the wait at this moment; valid only if {@link #lasts()} then returns true}
     */
    Enders enders();

    /**
     * {@return whether the thread has not stopped waiting since it was first seen, and neither an interrupt nor a
     * change of the awaited object is about to end the wait}
     */
    boolean lasts();

    /** {@return what the thread is parked at, for a comparison by identity} */
    Object blocker();

    /** {@return whether the thread is an idle worker of a pool, which waits for a task} */
    boolean isIdle();

    /** {@return the words that follow "waits", such as "to acquire Lock[unlocked]"; they name several holders} */
    String describe();

    /** {@return what the thread waits for, as in {@link #describe()}} */
    String awaited();

    /**
     * {@return the thread that holds the lock that the waiting thread waits for, or null if no such thread is known}
     */
    @Nullable Thread holder();

    /** {@return all threads that are known to hold the lock that the waiting thread waits for} */
    List<Thread> holders();
}

package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/** A wait without a timeout in which a thread was seen, by another thread. */
public sealed interface Wait permits BlockerWait, JavaWait {
    /** {@return the waiting thread} */
    Thread thread();

    /** {@return the threads that could end the wait, as of now; valid only if the wait {@link #lasts()} afterwards} */
    Enders enders();

    /**
     * {@return whether the thread is still in the same wait in which it was first seen, and neither an interrupt nor
     * what it waits for is on its way}
     */
    boolean lasts();

    /** {@return what the thread is parked at, for a comparison by identity} */
    Object blocker();

    /** {@return whether the thread is an idle worker of a pool, which waits for a task} */
    boolean isIdle();

    /** {@return the words that follow "waits", such as "to acquire Lock[unlocked]"} */
    String describe();

    /** {@return what the thread waits for, as in {@link #describe()}} */
    String awaited();

    /** {@return the thread that holds the lock that this one waits for, or null if there is none or it is unknown} */
    @Nullable Thread holder();
}

package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * A platform thread of this library, with fields for its current context and its read locks, so that reading them takes
 * only a type check and a field read.
 */
public abstract class LibraryThread extends Thread {
    /** The context state of {@code contextvars} for this thread; used only by the thread itself. */
    public @Nullable Object context;

    /** The read locks that this thread holds; created by the thread itself when it first needs the list. */
    public volatile @Nullable ReadHolds readHolds;

    /**
     * Creates an unstarted thread.
     *
     * @param name the thread's name
     * @param stackSize the stack size in bytes, or 0 for the JVM's default
     */
    protected LibraryThread(String name, long stackSize) {
        super(null, null, name, stackSize);
    }

    /** Interrupts the thread. The interrupt is not lost if a scope is cancelled at the same moment. */
    @Override
    public final void interrupt() {
        Cancelling.interrupt(this);
    }

    final void interruptUncounted() {
        super.interrupt();
    }
}

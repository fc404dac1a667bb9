package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * A platform thread of this library: it has room for the context that it runs in, so that asking for that is a type
 * check and a field read.
 */
public abstract class LibraryThread extends Thread {
    /** What {@code contextvars} keeps for this thread; used by the thread itself alone. */
    public @Nullable Object context;

    /**
     * For subclasses.
     *
     * @param name the thread's name
     * @param stackSize bytes, or 0 for the JVM's default
     */
    protected LibraryThread(String name, long stackSize) {
        super(null, null, name, stackSize);
    }
}

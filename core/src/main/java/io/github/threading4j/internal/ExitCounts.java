package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The number of waits that have ended, for each thread. Several threads may share a count. As long as the
 * count of a thread stays the same, none of its waits has ended.
 */
final class ExitCounts {
    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int[] COUNTS = new int[1 << 14];

    private ExitCounts() {}

    /**
     * Initializes this class. Each class that uses the counts calls this method in its own initialization, so that
     * nothing can fail when a wait ends: the thread may then hold a lock.
     */
    static void initialize() {
        // The call itself initializes the class.
    }

    /** Counts a wait of the calling thread that has ended; called before the thread can wait again. */
    static void increment() {
        COUNT.getAndAdd(COUNTS, index(Thread.currentThread()), 1);
    }

    static int of(Thread thread) {
        return (int) COUNT.getVolatile(COUNTS, index(thread));
    }

    /** Uses the identity hash code, since a subclass of {@code Thread} may override a thread's other identifiers. */
    private static int index(Thread thread) {
        return System.identityHashCode(thread) & (COUNTS.length - 1);
    }
}

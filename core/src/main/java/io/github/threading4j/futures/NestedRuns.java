package io.github.threading4j.futures;

import org.jspecify.annotations.Nullable;

/**
 * Tasks that run in the threads that submit them, since a pool is full: how deep the calling thread is in them. A task
 * may submit the next one, which runs inside of it, and so on; a chain of them must not use up the stack.
 */
final class NestedRuns {
    /** Far more than any program needs that is not a chain, and far less than any stack takes. */
    static final int LIMIT = 32;

    /** An array of the JDK's, so that a thread of others that outlives this library's class loader does not hold it. */
    private static final ThreadLocal<int @Nullable []> DEPTH = new ThreadLocal<>();

    private NestedRuns() {}

    /** Whether the next task has to be queued, however full the queue is. */
    static boolean isTooDeep() {
        var depth = DEPTH.get();
        return depth != null && depth[0] >= LIMIT;
    }

    /** Runs a task in the calling thread, one deeper than before. */
    static void run(Runnable task) {
        var depth = DEPTH.get();
        if (depth == null) {
            depth = new int[1];
            DEPTH.set(depth);
        }
        depth[0]++;
        try {
            task.run();
        } finally {
            if (--depth[0] == 0) {
                DEPTH.remove();
            }
        }
    }
}

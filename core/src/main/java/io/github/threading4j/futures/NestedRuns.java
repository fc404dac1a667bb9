package io.github.threading4j.futures;

import org.jspecify.annotations.Nullable;

/**
 * The nesting depth of tasks that run in the threads that submit them because a pool is full. Such a task may submit
 * another one, which runs inside it, and so on; a chain of such tasks must not exhaust the stack.
 */
final class NestedRuns {
    /** Far more than programs without such chains need, and far less than any stack allows. */
    static final int LIMIT = 32;

    /**
     * An array, since a foreign thread may outlive this library's class loader, and must not retain a class of this
     * library.
     */
    private static final ThreadLocal<int @Nullable []> DEPTH = new ThreadLocal<>();

    private NestedRuns() {}

    /** Returns whether the next task must be queued, even if the queue is full. */
    static boolean isTooDeep() {
        var depth = DEPTH.get();
        return depth != null && depth[0] >= LIMIT;
    }

    /** Runs a task in the calling thread, one level deeper. */
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

package io.github.threading4j.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A thread's wait for the JVM to end, after the thread has reported the exception that ends the program. The shutdown
 * waits for reports that are in progress. It must not wait for a thread that itself waits for the shutdown, although
 * the report of that thread is still in progress.
 */
public final class ExitWait {
    // Not a map with the threads as keys: a subclass of Thread may override equals and hashCode.
    private static final Set<ExitWait> ALL = ConcurrentHashMap.newKeySet();

    private final Thread thread = Thread.currentThread();
    private final Throwable reported;

    private ExitWait(Throwable reported) {
        this.reported = reported;
    }

    /**
     * Begins the wait of the calling thread.
     *
     * @param reported the exception that the thread has reported
     * @return the wait, which the caller must end; or null if there is not enough memory
     */
    public static @Nullable ExitWait begin(Throwable reported) {
        try {
            var begun = new ExitWait(reported);
            ALL.add(begun);
            return begun;
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    /** Ends the wait. */
    public void end() {
        ALL.remove(this);
    }

    /**
     * Returns whether a thread has reported an exception and now waits for the JVM to end.
     *
     * @param thread the thread
     * @param reported the exception
     * @return whether it waits
     */
    public static boolean isOf(Thread thread, Throwable reported) {
        return ALL.stream().anyMatch(each -> each.thread == thread && each.reported == reported);
    }
}

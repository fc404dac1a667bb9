package io.github.threading4j;

import io.github.threading4j.internal.JavaThreads;
import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * What the virtual thread of a {@link NamedThread} runs. This is also the thread's exception handler, since that is the
 * one field of a virtual thread that can refer to its NamedThread at no cost in memory and be read as fast as its name.
 * The application may replace the handler; the thread is then looked up in {@link ThreadTable}.
 */
final class VirtualTask implements Runnable, UncaughtExceptionHandler {
    private final NamedThread named;

    private VirtualTask(NamedThread named) {
        this.named = named;
    }

    static Thread newThread(NamedThread named) {
        var task = new VirtualTask(named);
        var thread = JavaThreads.newVirtual(task);
        thread.setUncaughtExceptionHandler(task);
        return thread;
    }

    /** Returns the NamedThread of a virtual thread; null if the thread is foreign or its handler was replaced. */
    static @Nullable NamedThread namedThreadOf(Thread virtual) {
        return virtual.getUncaughtExceptionHandler() instanceof VirtualTask task ? task.named : null;
    }

    @Override
    public void run() {
        named.runToEnd();
    }

    /** Does what happens in a thread without a handler. The task itself never lets an exception through. */
    @Override
    public void uncaughtException(Thread thread, Throwable exception) {
        var group = thread.getThreadGroup();
        if (group != null) { // null if the thread has ended
            group.uncaughtException(thread, exception);
        }
    }
}

package io.github.threading4j.futures;

import io.github.threading4j.ThreadExit;
import io.github.threading4j.internal.ThreadingAccess;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a task threw and nobody has asked for yet. It is told once: when its executor is closed; or when the future is
 * collected, by the next submit; or at the end of the program. No thread waits for any of that, and a task that does not
 * fail pays nothing.
 */
final class FutureUnretrieved extends WeakReference<Future<?>> {
    private static final Set<FutureUnretrieved> ALL = ConcurrentHashMap.newKeySet();
    private static final ReferenceQueue<Future<?>> COLLECTED = new ReferenceQueue<>();

    /** There while there is something to tell, so that it holds nobody's class loader for longer. Guarded by the class. */
    private static @Nullable Thread exitHook;

    private final Throwable exception;
    private final Object executor;

    private FutureUnretrieved(Future<?> future, Throwable exception, Object executor) {
        super(future, COLLECTED);
        this.exception = exception;
        this.executor = executor;
    }

    /** Keeps what a task threw, before anybody can know of it; null if there is nothing to tell. */
    static @Nullable FutureUnretrieved keep(Future<?> future, Throwable exception, Object executor) {
        if (exception instanceof ThreadExit) {
            return null; // that is to be silent
        }
        var unasked = new FutureUnretrieved(future, exception, executor);
        ALL.add(unasked);
        tellAtExit();
        return unasked;
    }

    /** Somebody has asked, or nobody ever can. */
    void drop() {
        if (ALL.remove(this)) {
            clear();
        }
    }

    /** Tells what nobody can ask for any more: a look at an empty queue, mostly. */
    static void tellOfCollected() {
        for (var next = COLLECTED.poll(); next != null; next = COLLECTED.poll()) {
            ((FutureUnretrieved) next).tell();
        }
    }

    /** Tells what nobody has asked for of an executor that has ended. */
    static void tellOf(Object executor) {
        tellOfCollected();
        for (var each : ALL) {
            if (each.executor == executor) {
                each.tellUnlessAsked();
            }
        }
        forgetExit();
    }

    private static void tellOfAll() {
        ALL.forEach(FutureUnretrieved::tellUnlessAsked);
    }

    /** Who waits for the future just now is going to be told by it. */
    private void tellUnlessAsked() {
        var future = get();
        if (future == null || !future.state.isBeingAsked()) {
            tell();
        }
    }

    /** Tells it, once. */
    void tell() {
        if (ALL.remove(this)) {
            ThreadingAccess.get().report(exception);
        }
    }

    private static synchronized void tellAtExit() {
        if (exitHook != null) {
            return;
        }
        var hook = new Thread(null, FutureUnretrieved::tellOfAll, "threading4j-exit", 0, false);
        hook.setContextClassLoader(null);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            exitHook = hook;
        } catch (IllegalStateException e) {
            // the program is ending already, and abandons what runs
        }
    }

    private static synchronized void forgetExit() {
        if (exitHook != null && ALL.isEmpty()) {
            try {
                Runtime.getRuntime().removeShutdownHook(exitHook);
            } catch (IllegalStateException e) {
                // it runs
            }
            exitHook = null;
        }
    }
}

package io.github.threading4j.contextvars;

import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.LibraryThread;
import io.github.threading4j.internal.WeakThreadMap;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The context of the calling thread. A thread has no context until it needs one; having none is equivalent to having an
 * empty one.
 *
 * <p>Platform threads of this library store the context in a field, all other threads in a {@code ThreadLocal}. Foreign
 * platform threads may outlive this library's class loader, so they store the context only as the referent of a {@code
 * WeakReference}, a class of the JDK. While such a thread is alive, {@link #BASES} keeps the context that was created
 * for the thread reachable. Any other context that the thread has entered is reachable from the stack of {@code run}.
 * Virtual threads are not pooled, so they reference the context directly.
 */
final class CurrentContext {
    private static final ThreadLocal<@Nullable Object> OTHERS = new ThreadLocal<>();

    private static final WeakThreadMap<Context> BASES = new WeakThreadMap<>();

    private CurrentContext() {}

    /** Returns the context, or null if the thread has none yet. */
    static @Nullable Context orNull() {
        var place = place();
        return (Context) (place instanceof WeakReference<?> weak ? weak.get() : place);
    }

    /** Returns the context; creates one if the thread has none yet. */
    static Context get() {
        var current = orNull();
        if (current == null) {
            var thread = Thread.currentThread();
            current = isForeign(thread) ? BASES.computeIfAbsent(thread, Context::new) : new Context();
            enter(current);
        }
        return current;
    }

    /** Returns a value that switches back to the current context when it is passed to {@link #restore}. */
    static @Nullable Object place() {
        return Thread.currentThread() instanceof LibraryThread ours ? ours.context : OTHERS.get();
    }

    /** Switches to another context; if that fails for lack of memory, {@link #restore} still works. */
    static void enter(Context context) {
        restore(isForeign(Thread.currentThread()) ? new WeakReference<>(context) : context);
    }

    /** Switches back to the previous context; allocates nothing, since the thread already has a place for it. */
    static void restore(@Nullable Object place) {
        if (Thread.currentThread() instanceof LibraryThread ours) {
            ours.context = place;
        } else if (place == null) {
            OTHERS.remove();
        } else {
            OTHERS.set(place);
        }
    }

    private static boolean isForeign(Thread thread) {
        return !(thread instanceof LibraryThread) && !JavaThreads.isVirtual(thread);
    }
}

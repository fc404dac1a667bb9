package io.github.threading4j.contextvars;

import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.LibraryThread;
import io.github.threading4j.internal.WeakThreadMap;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The context of the calling thread. It has none until it needs one: none is an empty one.
 *
 * <p>Our platform threads have a field for it, all others a {@code ThreadLocal}. Platform threads of others may outlive
 * this library's class loader, so what they refer to is a class of the JDK that refers to the context weakly; while
 * such a thread lives, {@link #BASES} holds its own context, and whoever calls {@code run} the one that it runs in.
 * Virtual threads are not kept for long by anybody, and refer to it directly.
 */
final class CurrentContext {
    private static final ThreadLocal<@Nullable Object> OTHERS = new ThreadLocal<>();

    private static final WeakThreadMap<Context> BASES = new WeakThreadMap<>();

    private CurrentContext() {}

    /** The context, or null if the thread has none yet. */
    static @Nullable Context orNull() {
        var place = place();
        return (Context) (place instanceof WeakReference<?> weak ? weak.get() : place);
    }

    /** The context, which the thread has from now on if it had none. */
    static Context get() {
        var current = orNull();
        if (current == null) {
            var thread = Thread.currentThread();
            current = isForeign(thread) ? BASES.computeIfAbsent(thread, Context::new) : new Context();
            enter(current);
        }
        return current;
    }

    /** What {@link #restore} brings back. */
    static @Nullable Object place() {
        return Thread.currentThread() instanceof LibraryThread ours ? ours.context : OTHERS.get();
    }

    /** Changes to another context; if that fails for lack of memory, {@link #restore} still works. */
    static void enter(Context context) {
        restore(isForeign(Thread.currentThread()) ? new WeakReference<>(context) : context);
    }

    /** Changes back to what was there before; needs no memory, since the thread has a place for that. */
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

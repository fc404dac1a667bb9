package io.github.threading4j.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Thread} offers only on later Java versions than the one this library is compiled for: virtual threads
 * (Java 21) and a thread id that no subclass can override (Java 19).
 *
 * <p>One jar serves all versions: the methods are looked up once, when this class is initialized, and called through
 * constant method handles, which the JIT compiles like direct calls.
 */
public final class JavaThreads {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

    // Never null: the fallbacks below stand in on a Java version that lacks the method.
    private static final MethodHandle IS_VIRTUAL = find(
            "isVirtual",
            MethodType.methodType(boolean.class),
            MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0, Thread.class));
    private static final MethodHandle ID =
            find("threadId", MethodType.methodType(long.class), fallback("getId", MethodType.methodType(long.class)));

    /** {@code (Runnable)Thread}, or null where there are no virtual threads. */
    private static final @Nullable MethodHandle NEW_VIRTUAL = virtualThreadFactory();

    private JavaThreads() {}

    /**
     * {@return whether this Java has virtual threads (21 or later; not the previews of 19 and 20), so that {@link
     * #newVirtual} works}
     */
    public static boolean supportsVirtual() {
        return NEW_VIRTUAL != null;
    }

    /**
     * Refuses to go on where there are no virtual threads.
     *
     * @throws UnsupportedOperationException if this Java has none
     */
    public static void requireVirtual() {
        if (NEW_VIRTUAL == null) {
            throw new UnsupportedOperationException("virtual threads need Java 21: running on Java "
                    + Runtime.version().feature() + " (expected 21 or later)");
        }
    }

    /**
     * Makes a virtual thread that is not started.
     *
     * @param task what it runs
     * @return the thread, without a name
     * @throws UnsupportedOperationException if this Java has no virtual threads
     */
    public static Thread newVirtual(Runnable task) {
        requireVirtual();
        try {
            return (Thread) Checks.notNull(NEW_VIRTUAL, "virtual threads").invokeExact(task);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /**
     * Returns whether a thread is virtual.
     *
     * @param thread the thread
     * @return true if it is; always false before Java 21
     */
    public static boolean isVirtual(Thread thread) {
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    /**
     * The thread's id: positive, and never used again in this JVM.
     *
     * @param thread the thread
     * @return its id
     */
    public static long id(Thread thread) {
        try {
            return (long) ID.invokeExact(thread);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    private static MethodHandle find(String name, MethodType type, MethodHandle otherwise) {
        try {
            return LOOKUP.findVirtual(Thread.class, name, type);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return otherwise;
        }
    }

    private static MethodHandle fallback(String name, MethodType type) {
        try {
            return LOOKUP.findVirtual(Thread.class, name, type);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static @Nullable MethodHandle virtualThreadFactory() {
        try {
            var builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            var ofVirtual = LOOKUP.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            // Java 19 and 20 have the method but throw UnsupportedOperationException unless previews are enabled.
            ofVirtual.invoke();
            var unstarted =
                    LOOKUP.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
            return MethodHandles.foldArguments(unstarted, ofVirtual);
        } catch (Throwable e) {
            return null;
        }
    }

    /** The methods above declare nothing checked; this only says so to the compiler. */
    private static RuntimeException rethrow(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) e;
    }
}

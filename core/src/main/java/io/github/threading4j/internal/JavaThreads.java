package io.github.threading4j.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What {@link Thread} offers only on later Java versions than the one this library is compiled for: virtual threads
 * (Java 21) and a thread id that no subclass can override (Java 19).
 *
 * <p>One jar serves all versions: a method is looked up once, when it is first needed, and called through a constant
 * method handle, which the JIT compiles like a direct call. To link one takes a program that starts some ten
 * milliseconds, so no handle is made before Java has the method, nor for a thread that can't be virtual.
 */
public final class JavaThreads {
    private static final int VERSION = Runtime.version().feature();

    /** Java 19 and 20 have virtual threads only as a preview. */
    private static final boolean HAS_VIRTUAL = VERSION >= 21;

    /** Of Java 19 and later. */
    private static final class Id {
        static final MethodHandle ID = find(Thread.class, "threadId", MethodType.methodType(long.class));
    }

    /** Of Java 21 and later. */
    private static final class Virtual {
        static final MethodHandle IS_VIRTUAL = find(Thread.class, "isVirtual", MethodType.methodType(boolean.class));

        /** {@code (Runnable)Thread}. */
        static final MethodHandle NEW_VIRTUAL = factory();

        private static MethodHandle factory() {
            try {
                var builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
                var unstarted = find(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
                var ofVirtual = MethodHandles.publicLookup()
                        .findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
                return MethodHandles.foldArguments(unstarted, ofVirtual);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    private JavaThreads() {}

    /**
     * {@return whether this Java has virtual threads (21 or later; not the previews of 19 and 20), so that {@link
     * #newVirtual} works}
     */
    public static boolean supportsVirtual() {
        return HAS_VIRTUAL;
    }

    /**
     * Refuses to go on where there are no virtual threads.
     *
     * @throws UnsupportedOperationException if this Java has none
     */
    public static void requireVirtual() {
        if (!HAS_VIRTUAL) {
            throw new UnsupportedOperationException(
                    "virtual threads need Java 21: running on Java " + VERSION + " (expected 21 or later)");
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
            return (Thread) Virtual.NEW_VIRTUAL.invokeExact(task);
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
        if (!HAS_VIRTUAL || thread instanceof LibraryThread || thread.getClass() == Thread.class) {
            return false;
        }
        try {
            return (boolean) Virtual.IS_VIRTUAL.invokeExact(thread);
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
        if (VERSION < 19) {
            return thread.getId();
        }
        try {
            return (long) Id.ID.invokeExact(thread);
        } catch (Throwable e) {
            throw rethrow(e);
        }
    }

    private static MethodHandle find(Class<?> type, String name, MethodType signature) {
        try {
            return MethodHandles.publicLookup().findVirtual(type, name, signature);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
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

package io.github.threading4j.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The methods of {@link Thread} that are newer than the Java version this library is compiled for: virtual threads
 * (Java 21) and a thread id that no subclass can override (Java 19).
 *
 * <p>One jar serves all versions: a method is looked up once, when it is first needed, and called through a constant
 * method handle, which the JIT compiles like a direct call. Linking a handle costs a starting program about ten
 * milliseconds, so no handle is created if the Java version lacks the method, or if the thread can't be virtual.
 */
public final class JavaThreads {
    private static final int VERSION = Runtime.version().feature();

    /** Java 19 and 20 have virtual threads only as a preview. */
    private static final boolean HAS_VIRTUAL = VERSION >= 21;

    /** The handle of {@code Thread.threadId()}, a method of Java 19. */
    private static final class Id {
        static final MethodHandle ID = find(Thread.class, "threadId", MethodType.methodType(long.class));
    }

    /** The handles of the methods for virtual threads, which Java 21 added. */
    private static final class Virtual {
        static final MethodHandle IS_VIRTUAL = find(Thread.class, "isVirtual", MethodType.methodType(boolean.class));

        /** A handle of type {@code (Runnable)Thread}. */
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
     * {@return whether this Java version has virtual threads (21 or later; not the previews of 19 and 20), so that
     * {@link #newVirtual} works}
     */
    public static boolean supportsVirtual() {
        return HAS_VIRTUAL;
    }

    /**
     * Checks that virtual threads are supported.
     *
     * @throws UnsupportedOperationException if this Java version has no virtual threads
     */
    public static void requireVirtual() {
        if (!HAS_VIRTUAL) {
            throw new UnsupportedOperationException(
                    "virtual threads need Java 21: running on Java " + VERSION + " (expected 21 or later)");
        }
    }

    /**
     * Creates an unstarted virtual thread.
     *
     * @param task the task that it runs
     * @return the thread, without a name
     * @throws UnsupportedOperationException if this Java version has no virtual threads
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
     * @return whether it is virtual; always false before Java 21
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
     * Returns the thread's id, which is positive and unique in this JVM.
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

    /**
     * Returns the stack trace of a thread.
     *
     * @param thread the thread
     * @return its stack trace; empty if {@code getStackTrace}, which the class of the thread may override, throws an
     *     exception
     */
    public static StackTraceElement[] stackOf(Thread thread) {
        try {
            return thread.getStackTrace();
        } catch (Throwable e) {
            return new StackTraceElement[0];
        }
    }

    private static MethodHandle find(Class<?> type, String name, MethodType signature) {
        try {
            return MethodHandles.publicLookup().findVirtual(type, name, signature);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The methods called through handles declare no checked exceptions, but the compiler can't know that. */
    private static RuntimeException rethrow(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) e;
    }
}

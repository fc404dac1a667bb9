package io.github.threading4j.internal;

import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The common format of {@code toString}, which is {@code Type[name=x, state]} or, without a name, {@code Type[state]};
 * and safe calls of the {@code toString} of user objects.
 */
public final class Labels {
    /** The prefix of the names of this library's classes. */
    private static final String OWN = "io.github.threading4j.";

    /** The maximum number of holders that are named. */
    private static final int MOST_HOLDERS = 10;

    private Labels() {}

    /**
     * Describes an object with its state.
     *
     * @param type the simple name of its class
     * @param name its name, if it has one
     * @param state its state in words, such as {@code owner=worker-1, count=2}
     * @return the description
     */
    public static String of(String type, @Nullable String name, String state) {
        return name == null ? type + "[" + state + "]" : type + "[name=" + name + ", " + state + "]";
    }

    /**
     * Names the threads that hold something, for the description of a wait for it.
     *
     * @param holders the threads
     * @return words such as {@code , held by "left", "right"}, with at most 10 names; empty if there are no threads
     */
    public static String heldBy(List<Thread> holders) {
        if (holders.isEmpty()) {
            return "";
        }
        var text = new StringBuilder(", held by ");
        for (var i = 0; i < Math.min(holders.size(), MOST_HOLDERS); i++) {
            text.append(i == 0 ? "\"" : ", \"")
                    .append(ThreadingAccess.get().nameOf(holders.get(i)))
                    .append('"');
        }
        if (holders.size() > MOST_HOLDERS) {
            text.append(" and ").append(holders.size() - MOST_HOLDERS).append(" more");
        }
        return text.toString();
    }

    /**
     * Returns the name in a description that {@link #of} returned.
     *
     * @param description the description
     * @return the name, or its part before the first comma; null if there is none
     */
    static @Nullable String nameIn(String description) {
        var begin = description.indexOf("[name=");
        if (begin < 0) {
            return null;
        }
        var name = description.substring(begin + "[name=".length());
        var end = name.indexOf(", ");
        return end < 0 ? null : name.substring(0, end);
    }

    /**
     * Describes a call as a stack trace of an exception shows it. {@code toString} of a call in the stack of another
     * thread also names the class loader on older JDKs.
     *
     * @param call the call
     * @return the description, such as {@code app.Transfer.run(Transfer.java:41)}
     */
    public static String ofCall(StackTraceElement call) {
        return new StackTraceElement(
                        null,
                        call.getModuleName(),
                        null,
                        call.getClassName(),
                        call.getMethodName(),
                        call.getFileName(),
                        call.getLineNumber())
                .toString();
    }

    /**
     * Describes a user's object for the message of an error that must not be lost. The description is the object's
     * {@code toString}, or its class if {@code toString} throws.
     *
     * @param object any object
     * @return the description
     */
    public static String describe(Object object) {
        try {
            return String.valueOf(object);
        } catch (Throwable e) {
            return object.getClass().getName() + " (whose toString failed with "
                    + e.getClass().getName() + ")";
        }
    }

    /**
     * Describes an object for a reader of a dump: by its {@code toString} if that method belongs to this library or to
     * Java, otherwise by its class and its identity hash code. A {@code toString} of the program might block on a lock
     * that a hanging thread holds.
     *
     * @param object any object
     * @return the description
     */
    public static String describeWithoutForeignCode(Object object) {
        return isForeign(object.getClass()) ? identity(object) : describe(object);
    }

    /** Returns whether {@code toString} could call code of the program; it may call {@code hashCode}. */
    private static boolean isForeign(Class<?> type) {
        try {
            return Proxy.isProxyClass(type) || isForeign(type, "toString") || isForeign(type, "hashCode");
        } catch (Throwable e) { // a class of the program can't be loaded; in a native image, a method is not found
            return true;
        }
    }

    private static boolean isForeign(Class<?> type, String method) throws NoSuchMethodException {
        var declaring = type.getMethod(method).getDeclaringClass();
        return declaring.getClassLoader() != null && !declaring.getName().startsWith(OWN);
    }

    /**
     * {@return the class of an object and its identity hash code, as the dumps of {@code jcmd} show them}
     *
     * @param object any object
     */
    public static String identity(Object object) {
        return object.getClass().getName() + '@' + Integer.toHexString(System.identityHashCode(object));
    }
}

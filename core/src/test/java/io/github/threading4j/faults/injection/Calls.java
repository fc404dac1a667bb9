package io.github.threading4j.faults.injection;

import java.util.Set;

/**
 * Classifies the calls that leave the library: those that allocate, change state, or reach foreign code. A call that is
 * not listed as harmless is assumed to allocate.
 */
final class Calls {
    /** Types on which the library calls only methods that do not allocate. */
    private static final Set<String> HARMLESS_TYPES = Set.of(
            "java/lang/Object",
            "java/lang/Math",
            "java/lang/System",
            "java/lang/Record",
            "java/lang/Enum",
            "java/lang/Boolean",
            "java/lang/Double",
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Runtime$Version",
            "java/lang/ThreadGroup",
            "java/lang/invoke/VarHandle",
            "java/lang/invoke/MethodHandle",
            "java/lang/invoke/SerializedLambda",
            "java/lang/ref/Reference",
            "java/lang/ref/WeakReference",
            "java/lang/ref/ReferenceQueue",
            "java/util/Objects",
            "java/util/OptionalLong",
            "java/util/OptionalDouble",
            "java/util/Optional",
            "java/util/concurrent/atomic/AtomicInteger",
            "java/util/concurrent/atomic/AtomicLong",
            "java/util/concurrent/atomic/AtomicBoolean",
            "java/util/concurrent/atomic/AtomicReference",
            "java/util/concurrent/locks/LockSupport");

    /** Methods that do not allocate in any class. */
    private static final Set<String> HARMLESS_METHODS = Set.of(
            "size",
            "isEmpty",
            "get",
            "peek",
            "poll",
            "element",
            "remove",
            "removeIf",
            "clear",
            "contains",
            "containsKey",
            "first",
            "floor",
            "hasNext",
            "next",
            "fill",
            "getKey",
            "getValue",
            "equals",
            "hashCode",
            "length",
            "arraycopy",
            "getCause",
            "getMessage",
            "getClass",
            "getName",
            "getState",
            "getId",
            "threadId",
            "isAlive",
            "isDaemon",
            "isInterrupted",
            "isVirtual",
            "interrupted",
            "interrupt",
            "currentThread",
            "yield",
            "onSpinWait",
            "setDaemon",
            "setContextClassLoader",
            "getUncaughtExceptionHandler",
            "getDefaultUncaughtExceptionHandler",
            "getThreadGroup",
            "getRuntime",
            "halt",
            "availableProcessors",
            "toNanos",
            "toSeconds",
            "isNegative",
            "isPresent",
            "getAsLong",
            "compareTo",
            "bitCount",
            "isNaN",
            "unlock",
            "release",
            "releaseShared",
            "getStateField",
            "compareAndSetState",
            "setState",
            "setExclusiveOwnerThread",
            "getExclusiveOwnerThread",
            "hasQueuedThreads",
            "hasQueuedPredecessors",
            "hasContended",
            "isHeldExclusively",
            "hasWaiters",
            "getQueueLength",
            "getWaitQueueLength",
            "signal",
            "signalAll",
            "remainingCapacity",
            "intValue",
            "longValue",
            "booleanValue",
            "doubleValue",
            "ordinal",
            "name",
            "parseLong",
            "unmodifiableList",
            "unmodifiableMap",
            "unmodifiableSet",
            "getReferenceCount");

    /**
     * Methods that can fail after they have changed state, for instance because a table cannot grow or a thread cannot
     * be started.
     */
    private static final Set<String> COMMITTING =
            Set.of("add", "addAll", "addLast", "put", "offer", "putIfAbsent", "computeIfAbsent", "execute", "submit");

    /** Types whose methods allocate before they change any state. */
    private static final Set<String> GROW_FIRST = Set.of(
            "java/util/ArrayList",
            "java/util/List",
            "java/util/TreeSet",
            "java/util/concurrent/BlockingQueue",
            "java/util/concurrent/ConcurrentLinkedQueue");

    /** Types that users or third-party libraries implement. */
    private static final Set<String> FOREIGN_TYPES = Set.of(
            "java/lang/Runnable",
            "java/lang/AutoCloseable",
            "java/lang/Thread$UncaughtExceptionHandler",
            "java/util/Comparator",
            "java/util/concurrent/Callable",
            "java/util/concurrent/Executor",
            "java/util/concurrent/ExecutorService",
            "java/util/concurrent/Future",
            "java/util/concurrent/CompletionStage",
            "java/util/concurrent/BlockingQueue",
            "java/util/concurrent/locks/Lock",
            "java/util/concurrent/locks/Condition",
            "io/github/threading4j/ExceptHook",
            "org/slf4j/Logger",
            "org/slf4j/MDC");

    private static final Set<String> FOREIGN_ON_OBJECTS = Set.of("toString", "equals", "hashCode");

    private Calls() {}

    static boolean isForeign(String owner, String name) {
        return FOREIGN_TYPES.contains(owner)
                || owner.startsWith("java/util/function/")
                || owner.startsWith("io/github/threading4j/function/")
                || (owner.equals("java/lang/Object") && FOREIGN_ON_OBJECTS.contains(name))
                || (owner.equals("java/lang/Iterable") && name.equals("iterator"));
    }

    static boolean allocates(String owner, String name) {
        return isJdk(owner) && !HARMLESS_TYPES.contains(owner) && !HARMLESS_METHODS.contains(name);
    }

    static boolean isBoxing(String owner, String name) {
        return name.equals("valueOf")
                && Set.of("java/lang/Integer", "java/lang/Long", "java/lang/Double")
                        .contains(owner);
    }

    static boolean mayFailAfter(String owner, String name) {
        return isJdk(owner) && COMMITTING.contains(name) && !GROW_FIRST.contains(owner);
    }

    private static boolean isJdk(String owner) {
        return owner.startsWith("java/");
    }
}

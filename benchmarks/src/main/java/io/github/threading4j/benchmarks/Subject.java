package io.github.threading4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.threading4j.internal.JavaThreads;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Param;

/**
 * One row of the table: a benchmark of this library, and the benchmark that it is compared with.
 *
 * @param type the class of both benchmarks
 * @param ours the name of the library's benchmark method
 * @param against the other method, and the targets
 * @param first whether this is the most important comparison of the method
 * @param threads the number of threads that run each benchmark
 * @param param the value of the class's parameter; empty if it has none
 */
record Subject(Class<?> type, String ours, Against against, boolean first, int threads, String param) {
    private static final List<Class<?>> CLASSES = List.of(
            LockBenchmark.class,
            RLockBenchmark.class,
            ReadWriteLockBenchmark.class,
            SemaphoreBenchmark.class,
            ConditionBenchmark.class,
            BarrierBenchmark.class,
            EventBenchmark.class,
            EventHandOffBenchmark.class,
            QueueBenchmark.class,
            QueueHandOffBenchmark.class,
            SelectBenchmark.class,
            SubmitBenchmark.class,
            MapBenchmark.class,
            StartJoinBenchmark.class,
            StartJoinUserBenchmark.class,
            WaitingThreadBenchmark.class,
            CurrentThreadBenchmark.InPlatformThread.class,
            CurrentThreadBenchmark.InVirtualThread.class,
            CurrentThreadBenchmark.InForeignThread.class,
            EnumerateBenchmark.class,
            VirtualThreadsBenchmark.class,
            LocalBenchmark.class,
            ContextBenchmark.class,
            FlightRecordingBenchmark.class);

    private static final Set<Class<?>> WITH_VIRTUAL_THREADS = Set.of(
            StartJoinUserBenchmark.class,
            WaitingThreadBenchmark.class,
            CurrentThreadBenchmark.InVirtualThread.class,
            EnumerateBenchmark.class,
            VirtualThreadsBenchmark.class);

    private static final String A_MILLION_THREADS = "1000000";
    private static final long MEMORY_FOR_A_MILLION = 8L << 30;

    /**
     * Returns all subjects, in the order of the classes above, including those that this JDK or this machine cannot
     * run.
     */
    static List<Subject> declared() {
        return rows(false);
    }

    /** Returns the subjects whose latency is measured, one for each number of threads. */
    static List<Subject> declaredLatencies() {
        return rows(true);
    }

    boolean runsHere() {
        return (JavaThreads.supportsVirtual() || !WITH_VIRTUAL_THREADS.contains(type))
                && (!param.equals(A_MILLION_THREADS) || memory() >= MEMORY_FOR_A_MILLION);
    }

    private static long memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    private static List<Subject> rows(boolean latencies) {
        return CLASSES.stream().flatMap(type -> of(type, latencies)).toList();
    }

    private static Stream<Subject> of(Class<?> type, boolean latencies) {
        return Arrays.stream(type.getMethods())
                // reflection does not guarantee an order
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .flatMap(method -> of(type, method, latencies));
    }

    private static Stream<Subject> of(Class<?> type, Method method, boolean latencies) {
        var all = method.getAnnotationsByType(Against.class);
        return Arrays.stream(all)
                .flatMap(against -> Arrays.stream(against.params())
                        .flatMap(param -> Arrays.stream(latencies ? against.latency() : against.threads())
                                .mapToObj(threads -> new Subject(
                                        type,
                                        method.getName(),
                                        against,
                                        against.value().equals(all[0].value()),
                                        threads,
                                        param))));
    }

    /** Returns the label of the row, such as {@code Lock.acquire 16 threads} or {@code Barrier.barrier parties=4}. */
    String label() {
        var name =
                type.getName().replaceAll(".*\\.", "").replace("Benchmark", "").replace('$', '.');
        return name + "." + ours + (first ? "" : " vs " + theirs())
                + (threads == 1 ? "" : " " + threads + " threads")
                + (param.isEmpty() ? "" : " " + paramName() + "=" + param);
    }

    String theirs() {
        return against.value();
    }

    boolean hasTarget() {
        return against.atLeast() > 0;
    }

    String paramName() {
        return Arrays.stream(type.getFields())
                .filter(field -> field.isAnnotationPresent(Param.class))
                .findFirst()
                .orElseThrow()
                .getName();
    }
}

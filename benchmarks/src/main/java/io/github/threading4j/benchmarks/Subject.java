package io.github.threading4j.benchmarks;

import io.github.threading4j.internal.JavaThreads;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Param;

/**
 * One row of the table: a benchmark of ours and the one that it stands against.
 *
 * @param type the class of both
 * @param ours the name of our method
 * @param theirs the name of the other
 * @param threads how many threads run either
 * @param param the value of the class's parameter, empty if it has none
 */
record Subject(Class<?> type, String ours, String theirs, int threads, String param) {
    private static final List<Class<?>> CLASSES = List.of(
            LockBenchmark.class,
            RLockBenchmark.class,
            SemaphoreBenchmark.class,
            ConditionBenchmark.class,
            BarrierBenchmark.class,
            EventBenchmark.class,
            EventHandOffBenchmark.class,
            QueueBenchmark.class,
            SubmitBenchmark.class,
            MapBenchmark.class,
            StartJoinBenchmark.class,
            StartJoinUserBenchmark.class,
            CurrentThreadBenchmark.InKernelThread.class,
            CurrentThreadBenchmark.InUserThread.class,
            CurrentThreadBenchmark.InForeignThread.class,
            EnumerateBenchmark.class,
            LocalBenchmark.class,
            ContextBenchmark.class);

    private static final Set<Class<?>> WITH_USER_THREADS =
            Set.of(StartJoinUserBenchmark.class, CurrentThreadBenchmark.InUserThread.class, EnumerateBenchmark.class);

    /** All that this Java can run, in the order of the classes above. */
    static List<Subject> all() {
        return CLASSES.stream()
                .filter(type -> JavaThreads.supportsVirtual() || !WITH_USER_THREADS.contains(type))
                .flatMap(Subject::of)
                .toList();
    }

    private static Stream<Subject> of(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(Against.class))
                // reflection has no order
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .flatMap(method -> of(type, method, method.getAnnotation(Against.class)));
    }

    private static Stream<Subject> of(Class<?> type, Method method, Against against) {
        return Arrays.stream(against.params())
                .flatMap(param -> Arrays.stream(against.threads())
                        .mapToObj(threads -> new Subject(type, method.getName(), against.value(), threads, param)));
    }

    /** {@code Lock.acquire}, {@code Lock.acquire 16 threads}, {@code Barrier.barrier parties=4}. */
    String label() {
        var name =
                type.getName().replaceAll(".*\\.", "").replace("Benchmark", "").replace('$', '.');
        return name + "." + ours + (threads == 1 ? "" : " " + threads + " threads")
                + (param.isEmpty() ? "" : " " + paramName() + "=" + param);
    }

    String paramName() {
        return Arrays.stream(type.getFields())
                .filter(field -> field.isAnnotationPresent(Param.class))
                .findFirst()
                .orElseThrow()
                .getName();
    }
}

package io.github.threading4j.badinput;

import io.github.threading4j.ExceptHook;
import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingBiFunction;
import io.github.threading4j.function.ThrowingBooleanSupplier;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.futures.Future;
import io.github.threading4j.queue.QueueStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The values for each parameter type, a good one first. The walk fails if a parameter type is missing here. */
final class Kinds {
    private static final Map<Class<?>, List<Value>> VALUES = new LinkedHashMap<>();

    private Kinds() {}

    static {
        numbers();
        times();
        text();
        functions();
        collections();
        ObjectKinds.addTo(VALUES);
    }

    /** Returns the values of a type, the good one first; empty if the type is unknown. */
    static List<Value> of(Class<?> type) {
        return VALUES.getOrDefault(type, List.of());
    }

    private static void kind(Class<?> type, Value... values) {
        VALUES.put(type, List.of(values));
    }

    /** Adds a type that users implement, with implementations that throw. */
    private static <T> void foreign(Class<T> type, T good, Value... bad) {
        VALUES.put(
                type,
                Stream.of(Stream.of(value("good", good)), Stream.of(bad), Thrown.values(type))
                        .flatMap(values -> values)
                        .toList());
    }

    private static Value value(String label, Object value) {
        return Value.of(label, value);
    }

    private static Value made(String label, Callable<?> maker) {
        return Value.of(label, maker);
    }

    private static void numbers() {
        kind(boolean.class, value("true", true), value("false", false));
        kind(
                int.class,
                value("good", 2),
                value("MIN", Integer.MIN_VALUE),
                value("-1", -1),
                value("0", 0),
                value("MAX", Integer.MAX_VALUE));
        kind(
                long.class,
                value("good", 1L),
                value("MIN", Long.MIN_VALUE),
                value("-1", -1L),
                value("0", 0L),
                value("1e8", 100_000_000L),
                value("MAX", Long.MAX_VALUE));
    }

    private static void times() {
        kind(
                double.class,
                value("good", 0.0),
                value("0", 0.0),
                value("NaN", Double.NaN),
                value("Infinity", Double.POSITIVE_INFINITY),
                value("MAX", Double.MAX_VALUE),
                value("1e8", 1e8),
                value("MIN", Double.MIN_VALUE),
                value("-0", -0.0),
                value("-1e-10", -1e-10),
                value("-0.5", -0.5),
                value("-1", -1.0),
                value("-MAX", -Double.MAX_VALUE),
                value("-Infinity", Double.NEGATIVE_INFINITY));
        kind(
                Duration.class,
                value("good", Duration.ZERO),
                value("0", Duration.ZERO),
                value("max", Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
                value("1e8", Duration.ofSeconds(100_000_000)),
                value("-1ns", Duration.ofNanos(-1)),
                value("min", Duration.ofSeconds(Long.MIN_VALUE)));
    }

    private static void text() {
        kind(String.class, value("good", "good"), value("empty", ""), value("%s\\n", "%s\n"));
        kind(Object.class, value("good", "good"));
        kind(Throwable.class, made("good", Exception::new));
        kind(InterruptedException.class, made("good", InterruptedException::new));
    }

    private static void functions() {
        foreign(Target.class, () -> {});
        foreign(ThrowingRunnable.class, () -> {});
        foreign(ThrowingSupplier.class, () -> 1);
        foreign(ThrowingBooleanSupplier.class, () -> true);
        foreign(ThrowingConsumer.class, any -> {});
        foreign(ThrowingFunction.class, any -> any);
        foreign(ThrowingBiFunction.class, (any, other) -> any);
        foreign(Callable.class, () -> 1);
        foreign(Runnable.class, () -> {});
        foreign(Consumer.class, any -> {});
        foreign(DoubleSupplier.class, () -> 0.0, value("NaN", (DoubleSupplier) () -> Double.NaN));
        foreign(Comparator.class, Comparator.naturalOrder());
        foreign(Supplier.class, () -> List.of(1).iterator(), Thrown.givingNull(Supplier.class));
        foreign(Function.class, any -> List.of(1).iterator(), Thrown.givingNull(Function.class));
        foreign(ExceptHook.class, any -> {});
        foreign(QueueStore.class, new QueueStates.AnyStore(0), value("size--1", new QueueStates.AnyStore(-1)));
        kind(Class.class, value("good", IOException.class));
    }

    private static void collections() {
        foreign(
                Iterable.class,
                List.of(Map.entry(1, 2)),
                value("empty", List.of()),
                value("[null]", Collections.singletonList(null)),
                Thrown.givingNull(Iterable.class),
                value("next-throws", (Iterable<Integer>) Kinds::failing));
        VALUES.put(
                Iterator.class,
                Stream.concat(
                                Stream.of(
                                        made("good", () -> List.of(1).iterator()),
                                        made("ended", () -> List.of().iterator())),
                                Thrown.values(Iterator.class))
                        .toList());
        kind(Stream.class, made("good", () -> Stream.of(1)), made("used", () -> {
            var stream = Stream.of(1);
            stream.forEach(any -> {});
            return stream;
        }));
        VALUES.put(
                Collection.class,
                Stream.concat(
                                Stream.of(
                                        new Value("pending", scene -> {
                                            var future = new Future<Integer>();
                                            scene.atRelease(() -> future.setResult(1));
                                            return List.of(future);
                                        }),
                                        value("empty", List.of()),
                                        value("[null]", Collections.singletonList(null)),
                                        made("ended", () -> Arrays.asList(done(), cancelled(), done()))),
                                Thrown.values(Collection.class))
                        .toList());
        kind(List.class, value("good", List.of()), value("[null]", Collections.singletonList(null)));
        kind(Set.class, value("good", Set.of()));
    }

    private static Iterator<Integer> failing() {
        return Stream.of(1)
                .peek(any -> {
                    throw new UnsupportedOperationException("the items fail");
                })
                .iterator();
    }

    static Future<?> done() {
        var future = new Future<Integer>();
        future.setResult(1);
        return future;
    }

    private static Future<?> cancelled() {
        var future = new Future<Integer>();
        future.cancel();
        return future;
    }
}

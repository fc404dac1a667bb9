package io.github.threading4j.futures;

import io.github.threading4j.function.ThrowingFunction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The results of some items of a map; if an item failed, the results of the items before it, and its exception. */
record MapChunk<R extends @Nullable Object>(
        List<R> results, @Nullable Throwable failure) implements Serializable {

    /** Returns the task for some items. The task is serializable if the function and the items are. */
    static <A extends @Nullable Object, R extends @Nullable Object> Callable<MapChunk<R>> task(
            ThrowingFunction<? super A, ? extends R> function, List<A> items) {
        return function instanceof Serializable
                ? new SerializableTask<A, R>(function, items)
                : new Task<A, R>(function, items);
    }

    private static <A extends @Nullable Object, R extends @Nullable Object> MapChunk<R> apply(
            ThrowingFunction<? super A, ? extends R> function, List<A> items) {
        var results = new ArrayList<R>(items.size());
        try {
            for (var item : items) {
                results.add(function.apply(item));
            }
            return new MapChunk<>(results, null);
        } catch (Throwable e) {
            return new MapChunk<>(results, e);
        }
    }

    private record Task<A extends @Nullable Object, R extends @Nullable Object>(
            ThrowingFunction<? super A, ? extends R> function, List<A> items) implements Callable<MapChunk<R>> {
        @Override
        public MapChunk<R> call() {
            return apply(function, items);
        }

        /** Shown in the message of a {@code DeadlockException}. */
        @Override
        public String toString() {
            return "the map of " + function;
        }
    }

    private record SerializableTask<A extends @Nullable Object, R extends @Nullable Object>(
            ThrowingFunction<? super A, ? extends R> function, List<A> items)
            implements Callable<MapChunk<R>>, Serializable {
        @Override
        public MapChunk<R> call() {
            return apply(function, items);
        }

        @Override
        public String toString() {
            return "the map of " + function;
        }
    }
}

package io.github.threading4j.futures;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The items of a map, taken as it progresses. A stream is closed once, when it ends or no more are needed. */
final class MapItems<A extends @Nullable Object> implements AutoCloseable {
    private final Iterator<? extends A> items;
    private final AtomicReference<@Nullable Stream<?>> source;
    private boolean ended;

    private MapItems(Iterator<? extends A> items, @Nullable Stream<?> source) {
        this.items = items;
        this.source = new AtomicReference<>(source);
    }

    static <A extends @Nullable Object> MapItems<A> of(Iterable<? extends A> items) {
        return new MapItems<>(items.iterator(), null);
    }

    static <A extends @Nullable Object> MapItems<A> of(Stream<? extends A> items) {
        try {
            return new MapItems<>(items.iterator(), items);
        } catch (Throwable e) {
            try (items) {
                throw e;
            }
        }
    }

    boolean hasNext() {
        if (!ended && !items.hasNext()) {
            ended = true; // it must not be queried again once it is closed
            close();
        }
        return !ended;
    }

    /** Returns the next items, up to a number; there is at least one. */
    List<A> next(int atMost) {
        var next = new ArrayList<A>(Math.min(atMost, 16));
        do {
            next.add(items.next());
        } while (next.size() < atMost && items.hasNext());
        return next;
    }

    @Override
    public void close() {
        var open = source.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }
}

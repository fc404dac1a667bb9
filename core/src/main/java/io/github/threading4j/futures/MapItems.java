package io.github.threading4j.futures;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The items of a map, which are taken as it goes on. A stream is closed once, when they end or none are wanted. */
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
            ended = true; // it may not be asked again once it is closed
            close();
        }
        return !ended;
    }

    /** The next ones, at most so many; there is one at least. */
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

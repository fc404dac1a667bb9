package io.github.threading4j.futures;

import io.github.threading4j.Cancelled;
import io.github.threading4j.WaitInterruptedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The items of a map, which are fetched as the map progresses, by one thread at a time. A stream is closed once: when
 * it ends, or when no more items are needed.
 */
final class MapItems<A extends @Nullable Object> implements AutoCloseable {
    private final Iterator<? extends A> items;
    private final AtomicReference<@Nullable Stream<?>> source;
    private boolean ended;

    /** Whether no more items are needed; set by any thread. */
    private volatile boolean closed;

    /** The items that an interrupted call of {@link #next} has fetched but not returned, for the next call. */
    private List<A> taken = new ArrayList<>();

    /** The exception that the source threw after the items that were returned last. */
    private @Nullable Throwable failure;

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

    /** Returns whether all items were returned. */
    boolean isAtEnd() {
        return ended && taken.isEmpty() && failure == null;
    }

    private boolean hasNext() {
        if (!ended && !items.hasNext()) {
            ended = true; // a closed stream must not be queried again
            close();
        }
        return !ended;
    }

    /**
     * Returns at most the given number of items; none at the end or after a close. If the source fails, this call
     * returns the items before the failure, and the next call throws the exception. An interrupt loses no item.
     */
    List<A> next(int atMost) {
        var failed = failure;
        if (failed != null) {
            failure = null;
            throw Future.thrown(failed);
        }
        var rest = new ArrayList<A>(Math.min(atMost, 16)); // first, so that nothing can fail once items are fetched
        try {
            while (taken.size() < atMost && !closed && hasNext()) {
                taken.add(items.next());
            }
        } catch (WaitInterruptedException e) {
            throw e;
        } catch (Throwable e) {
            if (taken.isEmpty() || e instanceof Cancelled) {
                throw e;
            }
            failure = e;
        }
        var next = taken;
        taken = rest;
        return next;
    }

    @Override
    public void close() {
        closed = true;
        var open = source.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }
}

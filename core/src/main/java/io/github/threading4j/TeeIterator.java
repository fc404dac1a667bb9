package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * One branch of {@link Threading#concurrentTee}: a place in a list of items that grows as the foremost branch asks the
 * source, and whose beginning is collected as the last one goes on.
 *
 * @param <T> the type of the items
 */
final class TeeIterator<T extends @Nullable Object> implements Iterator<T> {
    private final Source<T> source;

    /** The node before the next item. Used by this branch's one thread only. */
    private Node<T> node;

    private TeeIterator(Source<T> source, Node<T> node) {
        this.source = source;
        this.node = node;
    }

    /** Tells whether a number of branches is zero; refuses it if it is less. */
    static boolean isNone(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("n must be >= 0: " + n);
        }
        return n == 0;
    }

    static <T extends @Nullable Object> List<Iterator<T>> branches(Iterator<? extends T> iterator, int n) {
        if (isNone(n)) {
            Checks.notNull(iterator, "iterator");
            return List.of();
        }
        TeeIterator<T> first = Checks.notNull(iterator, "iterator") instanceof TeeIterator<? extends T> branch
                ? widen(branch)
                : new TeeIterator<>(new Source<>(iterator), new Node<>());
        var branches = new ArrayList<Iterator<T>>(n);
        for (var i = 0; i < n; i++) {
            branches.add(new TeeIterator<>(first.source, first.node));
        }
        return List.copyOf(branches);
    }

    /** Items only ever come out of a branch, so one of a subtype's items is one of T's. */
    @SuppressWarnings("unchecked")
    private static <T extends @Nullable Object> TeeIterator<T> widen(TeeIterator<? extends T> branch) {
        return (TeeIterator<T>) branch;
    }

    @Override
    public boolean hasNext() {
        return node.next != null || source.fetch(node);
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the iterator has ended");
        }
        node = Checks.notNull(node.next, "next node");
        return node.item();
    }

    /** The iterator that all branches share, and its lock. */
    private static final class Source<T extends @Nullable Object> {
        private final Iterator<? extends T> iterator;
        private final Lock lock = new Lock("concurrent tee");

        Source(Iterator<? extends T> iterator) {
            this.iterator = iterator;
        }

        /** Appends the next item to the node, unless another branch did meanwhile; returns whether there is one. */
        boolean fetch(Node<T> last) {
            if (lock.sync().isHeldExclusively()) {
                throw new IllegalStateException("the source of a tee asks one of its branches: " + iterator);
            }
            try (var hold = lock.hold()) {
                if (last.next == null && iterator.hasNext()) {
                    last.next = new Node<>(iterator.next());
                }
                return last.next != null;
            }
        }
    }

    /** An item and what follows it. The first node of all has no item. */
    private static final class Node<T extends @Nullable Object> {
        private final @Nullable T item;

        /** Written once, under the source's lock; read without it. */
        volatile @Nullable Node<T> next;

        Node() {
            this.item = null;
        }

        Node(T item) {
            this.item = item;
        }

        @SuppressWarnings({"NullAway", "DataFlowIssue"
        }) // null only if T includes null, or in the first node, never asked
        T item() {
            return item;
        }
    }
}

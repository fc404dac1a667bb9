package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * One branch of {@link Threading#concurrentTee}: a position in a linked list of items. The list grows as the foremost
 * branch calls the source, and its beginning is collected as the last branch advances.
 *
 * <p>The last branch to leave a node clears the node's link to the next node. Otherwise, a node that has reached the
 * old generation would keep all later nodes alive until the next full collection, and young collections would copy them
 * all. For the same reason, {@link java.util.concurrent.LinkedBlockingQueue} links a removed node to itself.
 *
 * @param <T> the type of the items
 */
final class TeeIterator<T extends @Nullable Object> implements Iterator<T> {
    private final Source<T> source;

    /** The node before the next item. Used only by the thread of this branch. */
    private Node<T> node;

    private TeeIterator(Source<T> source, Node<T> node) {
        this.source = source;
        this.node = node;
    }

    /** Returns whether a number of branches is zero; rejects a negative number. */
    static boolean isNone(int n) {
        return Checks.atLeast(n, 0, "n must be >= 0") == 0;
    }

    static <T extends @Nullable Object> List<Iterator<T>> branches(Iterator<? extends T> iterator, int n) {
        if (isNone(n)) {
            Checks.notNull(iterator, "source");
            return List.of();
        }
        TeeIterator<T> first = Checks.notNull(iterator, "source") instanceof TeeIterator<? extends T> branch
                ? widen(branch)
                : new TeeIterator<>(new Source<>(iterator), new Node<>(0));
        var branches = new ArrayList<Iterator<T>>(n);
        for (var i = 0; i < n; i++) {
            branches.add(new TeeIterator<>(first.source, first.node));
        }
        var result = List.<Iterator<T>>copyOf(branches);
        first.source.addBranches(first.node, n); // last, so that nothing can fail once the branches are counted
        return result;
    }

    /** Safe since items are only ever read from a branch. */
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
        var left = node;
        node = Checks.notNull(left.next, "next node");
        left.leave();
        return node.item();
    }

    /** The iterator that all branches share, and its lock. */
    private static final class Source<T extends @Nullable Object> {
        private final Iterator<? extends T> iterator;
        private final Lock lock = new Lock("concurrent tee");

        /** The number of branches; guarded by the lock. */
        private int branches;

        Source(Iterator<? extends T> iterator) {
            this.iterator = iterator;
        }

        /**
         * Appends a node with the next item, unless another branch has already done so; returns whether there is a next
         * item.
         */
        boolean fetch(Node<T> last) {
            checkNotInside();
            try (var hold = lock.hold()) {
                if (last.next == null && iterator.hasNext()) {
                    var following = new Node<T>(branches); // first, so that nothing can fail once the item is taken
                    following.item = iterator.next();
                    last.next = following;
                }
                return last.next != null;
            }
        }

        private void checkNotInside() {
            if (lock.sync().isHeldExclusively()) {
                throw new IllegalStateException("the source of a tee calls one of its branches: "
                        + iterator.getClass().getName()); // toString would run with the lock held
            }
        }

        /**
         * Adds branches that start at a node. The node must be new, or at least one branch must not have left it yet.
         */
        void addBranches(Node<T> first, int more) {
            checkNotInside();
            try (var hold = lock.hold()) {
                branches += more;
                for (var each = first; each != null; each = each.next) {
                    each.add(more);
                }
            }
        }
    }

    /** An item and the next node. The very first node has no item. */
    private static final class Node<T extends @Nullable Object> {
        private static final VarHandle STAYING = VarHandles.field(MethodHandles.lookup(), "staying", int.class);

        /** Written before the node is linked. */
        private @Nullable T item;

        /** Written once under the source's lock, and cleared by the last branch to leave; read without the lock. */
        volatile @Nullable Node<T> next;

        /** The number of branches that have not left this node; an abandoned branch is counted forever. */
        @SuppressWarnings("UnusedVariable") // read through STAYING
        private volatile int staying;

        Node(int branches) {
            this.staying = branches;
        }

        void add(int branches) {
            STAYING.getAndAdd(this, branches);
        }

        void leave() {
            if ((int) STAYING.getAndAdd(this, -1) == 1) {
                next = null;
            }
        }

        @SuppressWarnings({"NullAway", "DataFlowIssue"
        }) // null only if T includes null, or in the first node, which is never read
        T item() {
            return item;
        }
    }
}

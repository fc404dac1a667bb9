package io.github.threading4j.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The waiting threads of the JVM at one moment, and the threads that could end each wait. Finds the threads that can
 * never continue: the largest set of waiting threads whose waits could be ended only by threads of the set itself.
 * Nothing is recorded in advance, so the waiting threads incur no cost.
 *
 * <p>The threads keep running while they are examined one after the other. The following steps nevertheless make the
 * result exact:
 *
 * <ol>
 *   <li>Examine each thread. For a waiting thread, note the identity of its wait: the blocker, and the number of waits
 *       there that have ended.
 *   <li>A thread that does not wait can act. If a thread that can act could end a wait, the waiting thread can act,
 *       too. The remaining threads are stuck.
 *   <li>For each stuck thread, determine again which threads could end its wait.
 *   <li>Examine each stuck thread again: it must still be in the same wait, and not interrupted.
 * </ol>
 *
 * <p>A thread that is in the same wait in the first and in the last step has not run in between: it has released
 * nothing, acquired nothing, and ended no other wait. Therefore, the results of the third step are valid for all of
 * these threads at the same time. A thread that has stopped waiting can act, and so can each thread whose wait it could
 * end.
 *
 * <p>Help from outside does not count; see {@link Enders}.
 */
public class WaitGraph {
    /** The maximum number of attempts. An attempt is repeated if a thread that seemed stuck has stopped waiting. */
    private static final int ATTEMPTS = 3;

    private final IdentityHashMap<Thread, Node> nodes = new IdentityHashMap<>();

    /** The nodes in the order in which they were seen, which is mostly the order in which the threads were started. */
    private final List<Node> inOrder = new ArrayList<>();

    /** The nodes whose enders have not been examined yet. An ender may be a thread that no list of threads contains. */
    private final ArrayDeque<Node> unexplored = new ArrayDeque<>();

    /** Whether a thread that seemed stuck has stopped waiting. */
    private boolean unstable;

    WaitGraph() {}

    /** A waiting thread. */
    private static final class Node {
        final Wait wait;
        Enders enders;
        boolean canAct;

        /** The nodes whose waits this thread could end. */
        final List<Node> dependents = new ArrayList<>(1);

        Node(Wait wait, Enders enders) {
            this.wait = wait;
            this.enders = enders;
        }

        /** Returns the dependent that was added last, or null; a node is often added several times in succession. */
        @Nullable Node lastDependent() {
            return dependents.isEmpty() ? null : dependents.get(dependents.size() - 1);
        }
    }

    /**
     * Finds the threads that can never continue.
     *
     * @return these threads, divided into groups; empty if there are none
     */
    public static List<Knot> findKnots() {
        return examine(WaitGraph::new).knots();
    }

    /** Returns a graph in which no stuck thread has moved, or the last attempt. */
    static <G extends WaitGraph> G examine(Supplier<G> empty) {
        for (var attempt = 1; ; attempt++) {
            var graph = empty.get();
            graph.build();
            if (graph.isStable() || attempt == ATTEMPTS) {
                return graph;
            }
        }
    }

    /**
     * Returns whether a wait lasts.
     *
     * @param wait a wait seen earlier
     * @return false also if the thread can't be examined
     */
    public static boolean lasts(Wait wait) {
        return orElse(wait::lasts, false);
    }

    /** {@return the groups of threads whose waits only threads of the same group could end} */
    List<Knot> knots() {
        return Knot.among(stuck().stream()
                .map(node -> new Knot.Member(node.wait, node.enders))
                .toList());
    }

    final void build() {
        Holds.beginLook();
        var platform = SystemThreads.platform();
        platform.forEach(this::look);
        ThreadingAccess.get().forEachThread(this::look); // includes virtual threads, which the first list omits
        JavaWait.among(platform).forEach(this::add);
        for (var node = unexplored.poll(); node != null; node = unexplored.poll()) {
            node.enders.forEachThread(this::look);
        }
        link(inOrder);
        free(inOrder);
        checkAgain(stuck());
    }

    private void look(Thread thread) {
        if (!nodes.containsKey(thread)) {
            orElse(() -> Optional.ofNullable(BlockerWait.of(thread)), Optional.<BlockerWait>empty())
                    .ifPresentOrElse(this::add, () -> omit(thread));
        }
    }

    private void add(Wait wait) {
        var enders = endersOf(wait);
        if (enders instanceof Enders.Open open) {
            omit(wait, open);
        } else {
            var node = new Node(wait, enders);
            if (nodes.putIfAbsent(wait.thread(), node) == null) {
                inOrder.add(node);
                unexplored.add(node);
            } // otherwise, the thread has ended one wait and begun another in the meantime
        }
    }

    /** Called, perhaps repeatedly, for a thread that does not wait in this library, or that waits with a timeout. */
    void omit(Thread thread) {}

    /**
     * Called, perhaps repeatedly, for a wait that is not part of the graph, since it can end regardless of the other
     * waiting threads.
     */
    void omit(Wait wait, Enders.Open enders) {}

    /** {@return whether a thread is part of the graph} */
    final boolean contains(Thread thread) {
        return nodes.containsKey(thread);
    }

    /** {@return the waits of the graph} */
    final Stream<Wait> waits() {
        return inOrder.stream().map(node -> node.wait);
    }

    /** {@return the threads of the graph that can continue, or wait for one that can} */
    final Stream<Thread> threadsThatCanAct() {
        return inOrder.stream().filter(node -> node.canAct).map(node -> node.wait.thread());
    }

    final boolean isStable() {
        return !unstable;
    }

    static Enders endersOf(Wait wait) {
        return orElse(wait::enders, Enders.Open.ANY_THREAD);
    }

    /**
     * Returns the result of an operation on a thread, or another value if the operation fails, which it may because it
     * calls a method that the class of the thread overrides. A thread that can't be examined counts as a thread that
     * can act.
     */
    static <T> T orElse(Supplier<T> operation, T otherwise) {
        try {
            return operation.get();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return otherwise;
        }
    }

    private void link(Collection<Node> among) {
        for (var node : among) {
            node.enders.forEachThread(thread -> {
                var ender = nodes.get(thread);
                if (ender != null && !node.equals(ender.lastDependent())) {
                    ender.dependents.add(node);
                }
            });
        }
    }

    private boolean canAct(Thread thread) {
        var node = nodes.get(thread);
        // A thread that has not been started yet may be started later, so it can act.
        return node == null ? !hasEnded(thread) : node.canAct;
    }

    static boolean hasEnded(Thread thread) {
        return !thread.isAlive() && orElse(() -> thread.getState() == Thread.State.TERMINATED, false);
    }

    /** Marks each candidate whose wait could be ended by threads that can act: it can act, too. */
    private void free(Collection<Node> candidates) {
        var freed = new ArrayDeque<Node>();
        candidates.forEach(node -> freeIfPossible(node, freed));
        spread(freed);
    }

    private void spread(ArrayDeque<Node> freed) {
        for (var node = freed.poll(); node != null; node = freed.poll()) {
            node.dependents.forEach(dependent -> freeIfPossible(dependent, freed));
        }
    }

    private void freeIfPossible(Node node, ArrayDeque<Node> freed) {
        if (!node.canAct && node.enders.canEnd(this::canAct)) {
            node.canAct = true;
            freed.add(node);
        }
    }

    private List<Node> stuck() {
        return inOrder.stream().filter(node -> !node.canAct).toList();
    }

    /**
     * Returns false if a thread that the node's enders name has ended, but had released what it held before. A thread
     * that has ended releases nothing more: if it is named again, it has ended without releasing.
     */
    private static boolean isUpToDate(Node node) {
        if (!namesEndedThread(node.enders)) {
            return true;
        }
        Holds.beginLook();
        return endersOf(node.wait).equals(node.enders);
    }

    private static boolean namesEndedThread(Enders enders) {
        var found = new boolean[1];
        enders.forEachThread(thread -> found[0] |= hasEnded(thread));
        return found[0];
    }

    private void checkAgain(List<Node> stuck) {
        Holds.beginLook();
        for (var node : stuck) {
            node.enders = endersOf(node.wait);
            node.dependents.clear();
        }
        link(stuck);
        free(stuck);
        var moved = new ArrayDeque<Node>();
        for (var node : stuck) {
            if (!node.canAct && !(isUpToDate(node) && lasts(node.wait))) {
                node.canAct = true;
                moved.add(node);
            }
        }
        unstable = !moved.isEmpty();
        spread(moved);
    }
}

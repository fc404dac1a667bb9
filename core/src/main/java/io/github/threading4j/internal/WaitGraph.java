package io.github.threading4j.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which threads wait for which, at one instant, and which of them can never continue: the greatest set of waiting
 * threads such that only threads of this set could end the wait of each. Nothing is recorded in advance; the threads
 * that wait pay nothing.
 *
 * <p>The result is exact although the threads are looked at one after the other while they run:
 *
 * <ol>
 *   <li>Each thread is looked at. Those that wait become nodes, each with the identity of its wait: the blocker and the
 *       number of waits there that have ended.
 *   <li>A thread that does not wait can act. A waiting thread whose wait a thread that can act could end can act, too.
 *       The others are stuck.
 *   <li>Each stuck thread is asked again which threads could end its wait.
 *   <li>Each stuck thread is looked at again: it must still be in the same wait, without an interrupt.
 * </ol>
 *
 * <p>A thread that is in the same wait in the first and in the last step has not run in between: it has released
 * nothing, acquired nothing, and ended no other wait. So the answers of the third step hold for all of these threads at
 * the same time. A thread that has moved can act, and then others perhaps, too.
 *
 * <p>Help from outside does not count; see {@link Enders}.
 */
public final class WaitGraph {
    /** The number of attempts, if a thread has moved meanwhile, before that is left to the next call. */
    private static final int ATTEMPTS = 3;

    private final IdentityHashMap<Thread, Node> nodes = new IdentityHashMap<>();

    /** The nodes whose enders were not looked at: a thread may be in no list of threads. */
    private final ArrayDeque<Node> unexplored = new ArrayDeque<>();

    /** Whether a stuck thread has moved. */
    private boolean unstable;

    private WaitGraph() {}

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

        /** Returns the dependent added last, which may be about to be added again; or null. */
        @Nullable Node lastDependent() {
            return dependents.isEmpty() ? null : dependents.get(dependents.size() - 1);
        }
    }

    /**
     * Finds the threads that can never continue.
     *
     * @return the groups that only they themselves could free; empty if there are none
     */
    public static List<Knot> findKnots() {
        for (var attempt = 1; ; attempt++) {
            var graph = new WaitGraph();
            var stuck = graph.findStuck();
            if (!graph.unstable || attempt == ATTEMPTS) {
                return Knot.among(stuck);
            }
        }
    }

    private List<Knot.Member> findStuck() {
        var platform = SystemThreads.platform();
        platform.forEach(this::look);
        ThreadingAccess.get().forEachThread(this::look); // the virtual ones among them are in no other list
        JavaWait.among(platform).forEach(this::add);
        for (var node = unexplored.poll(); node != null; node = unexplored.poll()) {
            node.enders.forEachThread(this::look);
        }
        link(nodes.values());
        free(nodes.values());
        checkAgain(stuck());
        return stuck().stream()
                .map(node -> new Knot.Member(node.wait, node.enders))
                .toList();
    }

    /** A thread that can't be looked at counts as one that can act: its class may override what is called. */
    private void look(Thread thread) {
        try {
            var wait = nodes.containsKey(thread) ? null : BlockerWait.of(thread);
            if (wait != null) {
                add(wait);
            }
        } catch (RuntimeException | LinkageError e) {
            // see above
        }
    }

    private void add(Wait wait) {
        var enders = endersOf(wait);
        if (!(enders instanceof Enders.Open)) {
            var node = new Node(wait, enders);
            nodes.put(wait.thread(), node);
            unexplored.add(node);
        }
    }

    private static Enders endersOf(Wait wait) {
        try {
            return wait.enders();
        } catch (RuntimeException | LinkageError e) { // as in look
            return Enders.Open.ANYBODY;
        }
    }

    /** Returns what a condition returns; false if it fails, because the class of a thread overrides what it calls. */
    static boolean succeeds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (RuntimeException | LinkageError e) {
            return false;
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
        // A thread that has not been started yet may still be.
        return node == null ? thread.isAlive() || !hasEnded(thread) : node.canAct;
    }

    private static boolean hasEnded(Thread thread) {
        return succeeds(() -> thread.getState() == Thread.State.TERMINATED);
    }

    /** Finds out which threads can act, given those that can. */
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
        return nodes.values().stream().filter(node -> !node.canAct).toList();
    }

    private void checkAgain(List<Node> stuck) {
        for (var node : stuck) {
            node.enders = endersOf(node.wait);
            node.dependents.clear();
        }
        link(stuck);
        free(stuck);
        var moved = new ArrayDeque<Node>();
        for (var node : stuck) {
            if (!node.canAct && !succeeds(node.wait::lasts)) {
                node.canAct = true;
                moved.add(node);
            }
        }
        unstable = !moved.isEmpty();
        spread(moved);
    }
}

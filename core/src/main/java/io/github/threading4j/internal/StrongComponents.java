package io.github.threading4j.internal;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The strongly connected components of a directed graph, by Tarjan's algorithm ("Depth-first search and linear graph
 * algorithms", 1972), without recursion: a chain of threads may be long.
 */
final class StrongComponents {
    private static final int NONE = -1;

    private final int[][] successors;

    /** The order in which nodes were reached, from 0. */
    private final int[] index;

    /** The lowest index known to be reachable, through nodes that are not in a component yet. */
    private final int[] low;

    /** The number of the node's component. */
    final int[] component;

    /** The position of the next successor to visit. */
    private final int[] next;

    private final ArrayDeque<Integer> open = new ArrayDeque<>();
    private final ArrayDeque<Integer> path = new ArrayDeque<>();
    private int reached;

    /** The number of components. A component has a lower number than the components from which it can be reached. */
    int count;

    /**
     * Finds the components.
     *
     * @param successors for each node, numbered from 0, the nodes to which it has an edge
     */
    StrongComponents(int[][] successors) {
        this.successors = successors;
        this.index = new int[successors.length];
        this.low = new int[successors.length];
        this.component = new int[successors.length];
        this.next = new int[successors.length];
        Arrays.fill(index, NONE);
        Arrays.fill(component, NONE);
        for (var node = 0; node < successors.length; node++) {
            if (index[node] == NONE) {
                reach(node);
                visit();
            }
        }
    }

    private void reach(int node) {
        index[node] = reached;
        low[node] = reached++;
        open.push(node);
        path.push(node);
    }

    private void visit() {
        while (!path.isEmpty()) {
            int node = path.peek();
            if (next[node] < successors[node].length) {
                follow(node, successors[node][next[node]++]);
            } else {
                leave(node);
            }
        }
    }

    private void follow(int node, int successor) {
        if (index[successor] == NONE) {
            reach(successor);
        } else if (component[successor] == NONE) {
            low[node] = Math.min(low[node], index[successor]);
        }
    }

    private void leave(int node) {
        path.pop();
        if (low[node] == index[node]) {
            close(node);
        } else {
            int before = path.element();
            low[before] = Math.min(low[before], low[node]);
        }
    }

    private void close(int root) {
        int node;
        do {
            node = open.pop();
            component[node] = count;
        } while (node != root);
        count++;
    }
}

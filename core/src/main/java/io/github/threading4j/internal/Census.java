package io.github.threading4j.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * All threads that can be found, whether or not they wait, and the groups of threads that can never continue.
 *
 * @param knots the groups
 * @param threads the threads, each once; may include threads that have ended
 * @param javaWaits the waits for monitors and {@code java.util.concurrent} locks
 */
public record Census(List<Knot> knots, Collection<Thread> threads, List<Wait> javaWaits) {
    /**
     * Examines all threads.
     *
     * @return the result
     */
    public static Census take() {
        var graph = WaitGraph.examine(Graph::new);
        graph.waits().forEach(wait -> graph.threads.put(wait.thread(), true));
        return new Census(
                graph.knots(),
                Collections.unmodifiableSet(graph.threads.keySet()),
                graph.waits().filter(JavaWait.class::isInstance).toList());
    }

    private static final class Graph extends WaitGraph {
        final IdentityHashMap<Thread, Boolean> threads = new IdentityHashMap<>();

        @Override
        void omit(Thread thread) {
            threads.put(thread, true);
        }

        @Override
        void omit(Wait wait, Enders.Open enders) {
            omit(wait.thread());
        }
    }
}

package io.github.threading4j.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * A group of waiting threads whose waits only threads of the group could end: each thread waits for threads of the
 * group, or for a thread that has ended.
 *
 * @param members the threads of the group
 * @param behind the threads outside of the group that wait, directly or indirectly, for a thread of the group
 */
public record Knot(List<Member> members, List<Thread> behind) {
    /**
     * A thread that can't continue.
     *
     * @param seen the wait of the thread
     * @param enders the threads that could end the wait if they could continue
     */
    public record Member(Wait seen, Enders enders) {}

    /** Divides threads that can't continue into groups, each with the threads that wait behind it. */
    static List<Knot> among(List<Member> stuck) {
        var successors = successors(stuck);
        var components = new StrongComponents(successors);
        var groups = groups(successors, components);
        var knots = new TreeMap<Integer, Knot>();
        for (var node = 0; node < successors.length; node++) {
            var component = components.component[node];
            var member = stuck.get(node);
            var knot =
                    knots.computeIfAbsent(groups[component], group -> new Knot(new ArrayList<>(), new ArrayList<>()));
            if (groups[component] == component) {
                knot.members.add(member);
            } else {
                knot.behind.add(member.seen.thread());
            }
        }
        return List.copyOf(knots.values());
    }

    /** Returns, for each node, the numbers of the nodes that it waits for. */
    private static int[][] successors(List<Member> stuck) {
        var numbers = new IdentityHashMap<Thread, Integer>();
        for (var member : stuck) {
            numbers.put(member.seen.thread(), numbers.size());
        }
        var successors = new int[stuck.size()][];
        for (var node = 0; node < successors.length; node++) {
            Collection<Integer> mine = new ArrayList<>(1);
            stuck.get(node).enders.forEachThread(thread -> {
                var number = numbers.get(thread);
                if (number != null) {
                    mine.add(number);
                }
            });
            successors[node] = mine.stream().mapToInt(Integer::intValue).toArray();
        }
        return successors;
    }

    /**
     * Maps each component to a component for which it waits, directly or indirectly, and which itself waits for no
     * other component. A component that waits for no other component is mapped to itself.
     */
    private static int[] groups(int[][] successors, StrongComponents components) {
        var groups = new int[components.count];
        for (var component = 0; component < groups.length; component++) {
            groups[component] = component;
        }
        for (var node = 0; node < successors.length; node++) {
            for (var successor : successors[node]) {
                var component = components.component[node];
                if (components.component[successor] != component) {
                    groups[component] = components.component[successor];
                }
            }
        }
        // A component has a higher number than the components that it waits for.
        for (var component = 0; component < groups.length; component++) {
            groups[component] = groups[groups[component]];
        }
        return groups;
    }
}

package io.github.threading4j.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * A group of waiting threads that only they themselves could free: each waits for others of the group, or for a thread
 * that has ended.
 *
 * @param members the threads of the group
 * @param behind the threads outside of the group that wait for one of it, directly or through others
 */
public record Knot(List<Member> members, List<Thread> behind) {
    /**
     * A thread that can't continue.
     *
     * @param seen its wait
     * @param enders the threads that could end it, if they could continue
     */
    public record Member(Wait seen, Enders enders) {}

    /** Divides threads that can't continue into groups, and the threads behind each. */
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

    /** For each node, the numbers of those that it waits for. */
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

    /** For each component, the one that it waits for in the end: one that waits for no other, such as itself. */
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
        // A component has a higher number than those that it waits for.
        for (var component = 0; component < groups.length; component++) {
            groups[component] = groups[groups[component]];
        }
        return groups;
    }
}

package io.github.threading4j.insight;

import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Holds;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Knot;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Wait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes the deadlocks that the wait graph has found. */
final class Deadlocks {
    /** The maximum number of threads of a deadlock whose stack traces are taken, since taking a trace is slow. */
    private static final int MOST_STACKS = 50;

    /** The maximum number of threads behind a deadlock that are named. */
    private static final int MOST_BEHIND = 20;

    private Deadlocks() {}

    static Deadlock of(Knot knot) {
        var held = heldByMembers(knot);
        var waiters = new ArrayList<Waiter>();
        for (var member : knot.members()) {
            var thread = member.seen().thread();
            var holds = held.getOrDefault(thread, Map.of()).values();
            var stack = waiters.size() < MOST_STACKS ? JavaThreads.stackOf(thread) : new StackTraceElement[0];
            waiters.add(waiter(member.seen(), holds, stack));
        }
        var behind = knot.behind();
        return new Deadlock(
                kind(knot),
                certainty(knot),
                waiters,
                behind.size(),
                behind.subList(0, Math.min(behind.size(), MOST_BEHIND)));
    }

    /**
     * Returns, for each thread, the locks that it holds: those that it is recorded to hold, and those that threads of
     * the group wait for.
     */
    private static Map<Thread, Map<Object, Held>> heldByMembers(Knot knot) {
        var held = new IdentityHashMap<Thread, Map<Object, Held>>();
        for (var member : knot.members()) {
            held.put(member.seen().thread(), recorded(member.seen().thread()));
        }
        for (var member : knot.members()) {
            var holder = member.seen().holder();
            if (holder != null) {
                held.computeIfAbsent(holder, thread -> new LinkedHashMap<>())
                        .putIfAbsent(
                                member.seen().blocker(), new Held(member.seen().awaited(), null, List.of()));
            }
        }
        return held;
    }

    /** Returns the locks that a thread is recorded to hold, by what a thread that waits for the lock is parked at. */
    private static Map<Object, Held> recorded(Thread thread) {
        var held = new LinkedHashMap<Object, Held>();
        Holds.of(thread).forEach(each -> held.putIfAbsent(each.held(), Held.of(each)));
        return held;
    }

    static Collection<Held> heldBy(Thread thread) {
        return recorded(thread).values();
    }

    private static Deadlock.Kind kind(Knot knot) {
        var enders = knot.members().stream().map(Knot.Member::enders).toList();
        if (enders.stream().allMatch(Enders.Open.ANY_THREAD::equals)) {
            return Deadlock.Kind.NOBODY_LEFT;
        }
        if (enders.stream()
                .anyMatch(
                        each -> each instanceof Enders.One one && !one.thread().isAlive())) {
            return Deadlock.Kind.OWNER_ENDED;
        }
        return enders.stream().anyMatch(Enders::needsWorkers) ? Deadlock.Kind.POOL_EXHAUSTED : Deadlock.Kind.CYCLE;
    }

    private static Deadlock.Certainty certainty(Knot knot) {
        if (kind(knot) == Deadlock.Kind.NOBODY_LEFT) {
            return Deadlock.Certainty.UNLESS_UNSEEN;
        }
        var certain = knot.members().stream().allMatch(member -> member.enders().isCertain());
        return certain ? Deadlock.Certainty.ONLY_THEY : Deadlock.Certainty.UNLESS_RELEASED;
    }

    static Waiter waiter(Wait seen, Collection<Held> holds, StackTraceElement[] stack) {
        var thread = seen.thread();
        return new Waiter(
                thread,
                ThreadingAccess.get().nameOf(thread),
                seen.describe(),
                seen.holder(),
                List.copyOf(holds),
                List.of(stack));
    }
}

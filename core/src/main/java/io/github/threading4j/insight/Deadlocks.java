package io.github.threading4j.insight;

import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Holds;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Knot;
import io.github.threading4j.internal.Recorded;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Wait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
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
            var holds = held.getOrDefault(thread, List.of());
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
    private static Map<Thread, List<Held>> heldByMembers(Knot knot) {
        var held = new IdentityHashMap<Thread, List<Held>>();
        for (var member : knot.members()) {
            held.put(member.seen().thread(), heldBy(member.seen().thread()));
        }
        var added = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
        for (var member : knot.members()) {
            var lock = member.seen().blocker();
            if (!(lock instanceof Recorded) && added.add(lock)) {
                for (var holder : member.seen().holders()) {
                    held.computeIfAbsent(holder, thread -> new ArrayList<>())
                            .add(new Held(member.seen().awaited(), null, List.of()));
                }
            }
        }
        return held;
    }

    /** Returns the locks and permits that a thread is recorded to hold. */
    static List<Held> heldBy(Thread thread) {
        var held = new ArrayList<Held>();
        Holds.of(thread).forEach(each -> held.add(Held.of(each)));
        return held;
    }

    private static Deadlock.Kind kind(Knot knot) {
        var enders = knot.members().stream().map(Knot.Member::enders).toList();
        if (enders.stream().allMatch(Enders.Open.ANY_THREAD::equals)) {
            return Deadlock.Kind.NOBODY_LEFT;
        }
        if (enders.stream().anyMatch(Deadlocks::needsEndedThread)) {
            return Deadlock.Kind.OWNER_ENDED;
        }
        return enders.stream().anyMatch(Enders::needsWorkers) ? Deadlock.Kind.POOL_EXHAUSTED : Deadlock.Kind.CYCLE;
    }

    private static boolean needsEndedThread(Enders enders) {
        return enders instanceof Enders.One one
                ? !one.thread().isAlive()
                : enders instanceof Enders.All all && all.parts().stream().anyMatch(Deadlocks::needsEndedThread);
    }

    static Deadlock.Certainty certainty(Knot knot) {
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

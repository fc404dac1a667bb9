package io.github.threading4j.insight;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Census;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.ThreadingAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes one snapshot. First looks at each thread, which takes some microseconds. Then describes the threads that are
 * listed. An object is described once, however many threads wait for it, and stack traces, which are slow, are taken
 * only of a limited number of threads.
 */
final class SnapshotTaker {
    /** The maximum number of stack traces. */
    static final int MOST_STACKS = 1_000;

    /** Of the threads that wait for the same object, this many are listed first, and have stack traces. */
    static final int MOST_ALIKE = 10;

    private final SnapshotOptions options;
    private final Instant time = Instant.now();
    private final Census census = Census.take();
    private final AwaitedObjects awaited = new AwaitedObjects(census.javaWaits());
    private final List<Sight> sights = new ArrayList<>();
    private final List<ThreadSnapshot> listed = new ArrayList<>();
    private int stacks;

    /** The order in which threads are listed. */
    private enum Rank {
        DEADLOCKED,
        HOLDER,
        ONE_OF_FEW,
        ONE_OF_MANY,
        ENDED
    }

    /** A thread as it was seen. */
    private static final class Sight {
        final Thread thread;
        final Thread.@Nullable State state;
        final @Nullable Object blocker;
        final AwaitedObjects.@Nullable Awaited awaited;
        boolean isListed;

        Sight(
                Thread thread,
                Thread.@Nullable State state,
                @Nullable Object blocker,
                AwaitedObjects.@Nullable Awaited awaited) {
            this.thread = thread;
            this.state = state;
            this.blocker = blocker;
            this.awaited = awaited;
        }

        boolean isAlive() {
            return state != Thread.State.NEW && state != Thread.State.TERMINATED;
        }
    }

    SnapshotTaker(SnapshotOptions options) {
        this.options = options;
    }

    Snapshot take() {
        var deadlocks = census.knots().stream().map(Deadlocks::of).toList();
        census.threads().forEach(thread -> sights.add(look(thread)));
        for (var holder : awaited.holders()) {
            if (!census.threads().contains(holder)) { // a virtual thread unknown to the library
                sights.add(new Sight(holder, stateOf(holder), null, null));
            }
        }
        list();
        listed.sort(Comparator.comparingLong(ThreadSnapshot::id));
        var live = (int) sights.stream().filter(Sight::isAlive).count();
        return new Snapshot(time, live, listed, awaited.unlisted(), deadlocks, List.of());
    }

    private Sight look(Thread thread) {
        var blocker = LockSupport.getBlocker(thread);
        var state = stateOf(thread);
        var waits =
                state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || state == Thread.State.BLOCKED;
        // Otherwise, the thread has moved on between the two observations.
        return waits && LockSupport.getBlocker(thread) == blocker
                ? new Sight(thread, state, blocker, awaited.of(thread, blocker))
                : new Sight(thread, state, null, null);
    }

    /** Returns null if the class of the thread overrides the method, and it fails. */
    private static Thread.@Nullable State stateOf(Thread thread) {
        try {
            return thread.getState();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return null;
        }
    }

    private void list() {
        var deadlocked = Collections.newSetFromMap(new IdentityHashMap<Thread, Boolean>());
        for (var knot : census.knots()) {
            knot.members().forEach(member -> deadlocked.add(member.seen().thread()));
        }
        for (var rank : List.of(Rank.DEADLOCKED, Rank.HOLDER, Rank.ONE_OF_FEW, Rank.ONE_OF_MANY)) {
            for (var sight : sights) {
                if (listed.size() < options.threads && !sight.isListed && rank(sight, deadlocked) == rank) {
                    add(sight, rank);
                }
            }
        }
        for (var sight : sights) {
            if (!sight.isListed && sight.awaited != null) {
                sight.awaited.unlisted++;
            }
        }
    }

    private Rank rank(Sight sight, Set<Thread> deadlocked) {
        if (deadlocked.contains(sight.thread)) {
            return Rank.DEADLOCKED;
        }
        if (awaited.holders().contains(sight.thread)) {
            return Rank.HOLDER;
        }
        if (!sight.isAlive()) {
            return Rank.ENDED;
        }
        return sight.awaited == null || sight.awaited.listed < MOST_ALIKE ? Rank.ONE_OF_FEW : Rank.ONE_OF_MANY;
    }

    private void add(Sight sight, Rank rank) {
        var thread = sight.thread;
        sight.isListed = true;
        if (sight.awaited != null) {
            sight.awaited.listed++;
        }
        listed.add(new ThreadSnapshot(
                AwaitedObjects.id(thread),
                ThreadingAccess.get().nameOf(thread),
                JavaThreads.isVirtual(thread),
                thread.isDaemon(),
                sight.state,
                waitOf(sight, rank),
                awaited.heldBy(thread),
                rank == Rank.ONE_OF_MANY ? List.of() : stackOf(thread)));
    }

    private static @Nullable WaitSnapshot waitOf(Sight sight, Rank rank) {
        if (sight.awaited == null) {
            return null;
        }
        var wait = sight.awaited.wait;
        if (rank == Rank.DEADLOCKED && sight.blocker instanceof Blocker blocker) {
            // Of the threads that wait for a condition, some may have been signalled, and wait only for the lock.
            wait = wait.endedBy(AwaitedObjects.enders(sight.thread, blocker));
        }
        var time = Search.lasted(sight.thread, sight.blocker);
        return time == null ? wait : wait.lasting(time);
    }

    private List<StackTraceElement> stackOf(Thread thread) {
        if (stacks >= MOST_STACKS || options.stackDepth == 0) {
            return List.of();
        }
        stacks++;
        var stack = List.of(JavaThreads.stackOf(thread));
        return stack.subList(0, Math.min(stack.size(), options.stackDepth));
    }
}

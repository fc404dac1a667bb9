package io.github.threading4j.taskgroups;

import io.github.threading4j.CancelScope;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Place;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.VarHandles;
import io.github.threading4j.internal.WaitTarget;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The state of a {@link TaskGroup}: which members it has, which of them have failed, and when all have ended. */
final class GroupState implements WaitTarget {
    private static final VarHandle UNFINISHED = VarHandles.field(MethodHandles.lookup(), "unfinished", int.class);
    private static final VarHandle FAILED = VarHandles.field(MethodHandles.lookup(), "failed", GroupMember.class);

    private static final int NEW = -2;
    private static final int ENTERING = -1;

    /** The number of ended tasks in {@link #tasks} above which the next submit removes them. */
    private static final int SWEEP_AFTER = 16;

    /*
     * The number of members that have not ended. The body is one of them.
     *
     *   NEW      -> ENTERING  enter(), once
     *   ENTERING -> 1         enter(), once it is known which scopes surround the block
     *   n        -> n + 1     join(), by a thread that submits a task, if n > 0
     *   n        -> n - 1     leave(), when a member has ended and its failure was recorded
     *
     * Once the number is 0, it does not change: no task can be submitted, and the latch is opened.
     */
    private volatile int unfinished = NEW;

    /** The member that failed last, which is linked to the one before; never reset. */
    private volatile @Nullable GroupMember failed;

    /**
     * The tasks whose threads may be alive, and some whose threads have ended. A task is added before its thread
     * starts.
     */
    private final Set<GroupTask<?>> tasks = ConcurrentHashMap.newKeySet();

    /** The size of {@link #tasks} at which the next sweep is due. A plain field: a race only affects when to sweep. */
    private int sweepAt = SWEEP_AFTER;

    /** Whether the cancellation of a scope around the block has ended a task. */
    private volatile boolean cutShort;

    /**
     * Where the body is: in the group's scope, and the scopes around the block. Written before a task can be added, and
     * after all tasks have ended.
     */
    private @Nullable Place place;

    /** Whether the owner counts as a daemon; written before a task can be added. */
    private boolean isDaemon;

    /** The public class, for logs and descriptions. */
    final Class<?> type;

    final String name;
    final CancelScope scope;
    final Latch ended = new Latch(Blocker.Kind.JOIN, this, null);

    /** How long to wait for cancelled tasks until a warning, in nanoseconds. */
    final long patience;

    GroupState(Class<?> type, String name, long patience) {
        this.type = type;
        this.name = name;
        this.patience = patience;
        this.scope = new CancelScope(name);
    }

    /** Adds the body, as the first member. Called by the owner, in the scope. */
    void enter() {
        if (!UNFINISHED.compareAndSet(this, NEW, ENTERING)) {
            throw new IllegalStateException(
                    "the task group has already been entered: " + this + " (expected a new group for each block)");
        }
        place = Place.current();
        isDaemon = ThreadingAccess.get().isDaemon();
        unfinished = 1;
    }

    /** Adds a task; {@link #leave()} must follow. */
    void join() {
        int now;
        do {
            now = unfinished;
            if (now <= 0) {
                throw new IllegalStateException("the task group "
                        + (now == 0 ? "is finished: " : "has not been entered: ") + this
                        + " (expected a submit while its body or one of its tasks is running)");
            }
        } while (!UNFINISHED.compareAndSet(this, now, now + 1));
    }

    /** Removes a member that has ended. The last one ends the group. */
    void leave() {
        if ((int) UNFINISHED.getAndAdd(this, -1) == 1) {
            ended.open();
        }
    }

    /** Records the failure of a member; then cancels the others. Each member fails at most once. */
    void fail(GroupMember member, Throwable failure) {
        member.failure = failure;
        GroupMember before;
        do {
            before = failed;
            member.failedBefore = before;
        } while (!FAILED.compareAndSet(this, before, member));
        cancel();
    }

    /** Cancels the scope, for a thread that must continue even if this fails. */
    void cancel() {
        try {
            scope.cancel();
        } catch (Throwable e) { // an overridden interrupt() of the owner's thread has failed, or memory has run out
            ThreadingAccess.get().report(e);
        }
    }

    /** Called after all tasks have ended: a group must not refer to the threads of its tasks or its owner forever. */
    void end() {
        place = null;
        tasks.clear();
    }

    /** Runs the code of a task in the scopes that the body is in. */
    void runInside(Runnable code) {
        var inside = Place.enterAll(place);
        try {
            code.run();
        } finally {
            if (inside != null) {
                inside.leaveAll();
            }
        }
    }

    /** Returns the members that have failed, in the order in which they did. */
    Deque<GroupMember> failures() {
        var all = new ArrayDeque<GroupMember>();
        for (var each = failed; each != null; each = each.failedBefore) {
            all.addFirst(each);
        }
        return all;
    }

    /** Called when a task has ended because a scope is cancelled, but not the scope of the task. */
    void cutShort() {
        if (!scope.isCancelled()) {
            cutShort = true;
        }
    }

    boolean isCutShort() {
        return cutShort;
    }

    boolean isDaemon() {
        return isDaemon;
    }

    /** Adds a task before it starts. */
    void add(GroupTask<?> task) {
        if (tasks.size() >= sweepAt) {
            tasks.removeIf(GroupTask::hasEnded);
            sweepAt = 2 * tasks.size() + SWEEP_AFTER;
        }
        tasks.add(task);
    }

    /** Removes a task that will not run, and which may not have been added. */
    void withdraw(@Nullable GroupTask<?> task) {
        if (task != null) {
            tasks.remove(task);
        }
        leave();
    }

    /** Returns all tasks whose threads may be alive, and perhaps others. */
    Collection<GroupTask<?>> tasks() {
        return tasks;
    }

    /** Returns the threads of the tasks that have not ended, all of which must end. */
    @Override
    public Enders enders(Blocker.Kind kind) {
        var parts = new Enders.Parts();
        for (var task : tasks) {
            if (!task.hasEnded()) {
                parts.add(new Enders.One(task.thread(), true));
            }
        }
        return parts.isEmpty() ? Enders.Open.OVER : new Enders.All(parts.toList());
    }

    /** Shows the state, like the {@code repr} of Python's task groups. */
    @Override
    public String toString() {
        var now = unfinished;
        var phase = now < 0 ? "new" : now == 0 ? "ended" : "unfinished=" + now;
        var failures = GroupFailures.distinct(failures()).size();
        return Labels.of(
                type.getSimpleName(),
                name,
                phase + (failures == 0 ? "" : ", failures=" + failures) + (scope.isCancelled() ? ", cancelled" : ""));
    }
}

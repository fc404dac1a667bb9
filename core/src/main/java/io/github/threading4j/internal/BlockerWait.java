package io.github.threading4j.internal;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A wait in this library.
 *
 * @param thread the waiting thread
 * @param blocker what it is parked at
 * @param exits the number of waits at the blocker that had ended when the thread was seen
 */
record BlockerWait(Thread thread, Blocker blocker, int exits) implements Wait {
    /** Returns the wait without a timeout in which a thread is, or null. */
    static @Nullable BlockerWait of(Thread thread) {
        var blocker = Blocker.of(thread);
        if (blocker == null) {
            return null;
        }
        var exits = blocker.exits(); // before the thread is seen parked: an exit after that makes the count differ
        VarHandle.loadLoadFence();
        return thread.getState() == Thread.State.WAITING && Blocker.of(thread) == blocker
                ? new BlockerWait(thread, blocker, exits)
                : null;
    }

    @Override
    public Enders enders() {
        return blocker.enders(thread);
    }

    /**
     * The order of the reads matters. The flag comes first: a thread that clears it without an exit, since its wait is
     * not interruptible, is seen running or still in its wait. A thread that is parked here and has not counted an exit
     * since it was first seen has never left.
     */
    @Override
    public boolean lasts() {
        return !thread.isInterrupted()
                && thread.getState() == Thread.State.WAITING
                && Blocker.of(thread) == blocker
                && hasNotLeft()
                && enders() != Enders.Open.OVER;
    }

    private boolean hasNotLeft() {
        VarHandle.loadLoadFence(); // the thread is seen parked first: it counts its exit before it parks again
        return blocker.exits() == exits;
    }

    @Override
    public boolean isIdle() {
        return blocker.kind() == Blocker.Kind.TASK;
    }

    @Override
    public String describe() {
        return blocker.kind().words() + " " + awaited();
    }

    @Override
    public String awaited() {
        return ThreadingAccess.get().describe(blocker.awaited());
    }

    @Override
    public @Nullable Thread holder() {
        return blocker.kind() == Blocker.Kind.ACQUIRE ? blocker.holder() : null;
    }
}

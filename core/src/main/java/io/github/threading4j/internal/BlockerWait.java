package io.github.threading4j.internal;

import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wait in this library.
 *
 * @param thread the waiting thread
 * @param blocker the blocker that the thread is parked at
 * @param exits the number of waits at the blocker that had ended when the thread was first seen
 * @param exitsOfThread the count of the thread in {@link ExitCounts} at that time
 */
record BlockerWait(Thread thread, Blocker blocker, int exits, int exitsOfThread) implements Wait {
    /**
     * Returns the thread's current wait, or null if the thread does not wait in this library, or waits with a timeout.
     */
    static @Nullable BlockerWait of(Thread thread) {
        var blocker = Blocker.of(thread);
        if (blocker == null) {
            return null;
        }
        var exits = blocker.exits(); // read first, so that any wait that ends later changes the count
        var exitsOfThread = ExitCounts.of(thread);
        VarHandle.loadLoadFence();
        return thread.getState() == Thread.State.WAITING && Blocker.of(thread) == blocker
                ? new BlockerWait(thread, blocker, exits, exitsOfThread)
                : null;
    }

    @Override
    public Enders enders() {
        return blocker.enders(thread);
    }

    /**
     * The order of the reads matters. The interrupt status must be read first, because a thread in an uninterruptible
     * wait may clear it without incrementing the exit count. In that case, the later reads see the thread either
     * running or still waiting. The check whether the wait is over comes next: if the thread takes what it waits for
     * after this check, it increments the exit count. If a thread is parked here and the exit count has not changed
     * since the thread was first seen, the thread has never stopped waiting.
     */
    @Override
    public boolean lasts() {
        return !thread.isInterrupted()
                && enders() != Enders.Open.OVER
                && thread.getState() == Thread.State.WAITING
                && Blocker.of(thread) == blocker
                && hasNotLeft();
    }

    private boolean hasNotLeft() {
        // Read after the thread was seen parked: the thread increments both counts before it parks again. One unchanged
        // count suffices: other threads at the same blocker may change the first, and threads that share the second may
        // change it.
        VarHandle.loadLoadFence();
        return blocker.exits() == exits || ExitCounts.of(thread) == exitsOfThread;
    }

    @Override
    public boolean isIdle() {
        return blocker.kind() == Blocker.Kind.TASK;
    }

    @Override
    public String describe() {
        var holders = holders();
        return blocker.kind().words() + " " + WaitTarget.describe(blocker.awaited())
                + (holders.size() > 1 ? Labels.heldBy(holders) : "");
    }

    @Override
    public String awaited() {
        return WaitTarget.describe(blocker.awaited());
    }

    @Override
    public @Nullable Thread holder() {
        return blocker.kind() == Blocker.Kind.ACQUIRE ? blocker.holder() : null;
    }

    @Override
    public List<Thread> holders() {
        return blocker.kind() == Blocker.Kind.ACQUIRE ? blocker.knownHolders() : List.of();
    }
}

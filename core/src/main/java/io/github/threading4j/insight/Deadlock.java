package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ThreadingAccess;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A group of threads that wait for each other, or for a thread that has ended, so that none of them can continue.
 *
 * <pre>
 * Found a deadlock: 2 threads, waiting for each other
 *   "left" (ident=22) waits to acquire RLock[name=B, owner=right, count=1], held by "right"
 *       at app.Transfer.run(Transfer.java:41)
 *       holds RLock[name=A, owner=left, count=1]
 *   "right" (ident=24) waits to acquire RLock[name=A, owner=left, count=1], held by "left"
 *       at app.Transfer.run(Transfer.java:41)
 *       holds RLock[name=B, owner=right, count=1]
 *   3 more threads wait behind them: "w-1", "w-2", "w-3"
 * </pre>
 *
 * @param kind the kind of the deadlock
 * @param certainty whether anything else might end the deadlock
 * @param waiters the threads of the deadlock
 * @param behind the number of threads that are not part of the deadlock but wait, directly or indirectly, for a thread
 *     that is
 * @param behindSome some of the threads that wait behind the deadlock
 * @since 0.1.0
 */
public record Deadlock(Kind kind, Certainty certainty, List<Waiter> waiters, int behind, List<Thread> behindSome)
        implements Finding {
    /** The kinds of deadlock. If several kinds apply, the first of them is reported. */
    public enum Kind {
        /** A thread waits for a thread that has ended, for example without releasing a lock. */
        OWNER_ENDED,
        /** A pool has no worker left for its tasks: all of them wait for threads of the group. */
        POOL_EXHAUSTED,
        /** Each thread waits for another thread of the deadlock, or for itself. */
        CYCLE,
        /**
         * Each thread waits for something that any thread could provide, such as an event or an item, and no other
         * thread is left. Found only by a {@link Watch}, since the thread that calls {@link Insight#findDeadlocks()} is
         * left.
         */
        NOBODY_LEFT
    }

    /**
     * What else might end a deadlock, apart from an interrupt, a cancellation, a shutdown, closing the results of a
     * {@code map}, or a {@linkplain WatchOptions#throwing() throwing} watch.
     */
    public enum Certainty {
        /** Nothing else can end the deadlock. */
        ONLY_THEY,
        /**
         * Another thread might release a lock or a permit: the deadlock includes a wait for a {@code Lock} or a
         * semaphore, which any thread may release, or for a lock of a class that is unknown to this library and may
         * allow the same.
         */
        UNLESS_RELEASED,
        /**
         * A thread that was not seen: a virtual thread that this library does not know, or one that runs code of the
         * program only occasionally, such as for a signal, a cleaning action or native code.
         */
        UNLESS_UNSEEN
    }

    /**
     * Creates a record.
     *
     * @param kind the kind of the deadlock
     * @param certainty whether anything else might end the deadlock
     * @param waiters the threads of the deadlock
     * @param behind the number of threads that wait behind the deadlock
     * @param behindSome some of the threads that wait behind the deadlock
     * @throws IllegalArgumentException if {@code behind} is negative
     * @throws NullPointerException if an argument or an element of a list is null
     */
    public Deadlock {
        if (behind < 0) {
            throw new IllegalArgumentException("behind is negative: " + behind + " (expected 0 or more)");
        }
        Checks.notNull(kind, "kind");
        Checks.notNull(certainty, "certainty");
        waiters = List.copyOf(Checks.notNull(waiters, "waiters"));
        behindSome = List.copyOf(Checks.notNull(behindSome, "behindSome"));
    }

    /** Returns text like a thread dump, as in the example above. */
    @Override
    public String toString() {
        var text = new StringBuilder("Found a deadlock: ").append(headline());
        for (var waiter : waiters) {
            text.append('\n').append(waiter.toString().indent(2).stripTrailing());
        }
        if (behind > 0) {
            text.append("\n  ").append(behind).append(behind == 1 ? " more thread waits" : " more threads wait");
            text.append(" behind them: ").append(namesBehind());
        }
        return text.toString();
    }

    private String headline() {
        var threads = waiters.size() == 1 ? "1 thread" : waiters.size() + " threads";
        var what = switch (kind) {
            case OWNER_ENDED -> ", waiting for a thread that has ended";
            case POOL_EXHAUSTED -> ", among them all workers of a pool";
            case CYCLE -> waiters.size() == 1 ? ", waiting for itself" : ", waiting for each other";
            case NOBODY_LEFT ->
                waiters.size() == 1
                        ? ", and no thread that can be seen is left to end its wait"
                        : ", and no thread that can be seen is left to end their waits";
        };
        return threads
                + what
                + switch (certainty) {
                    case ONLY_THEY -> "";
                    case UNLESS_RELEASED -> ", unless another thread releases a lock or a permit";
                    case UNLESS_UNSEEN -> ""; // the kind says so
                };
    }

    private String namesBehind() {
        var names = behindSome.stream()
                .map(thread -> '"' + ThreadingAccess.get().nameOf(thread) + '"')
                .collect(Collectors.joining(", "));
        return behindSome.size() < behind ? names + ", ..." : names;
    }
}

package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The locks and permits that a thread holds, as far as they are {@link Recorded}. Only the thread itself changes this
 * list: it adds an entry after it has acquired, and removes it after it has released.
 *
 * <p>Other threads may read the list at any time. If the thread runs, they may find an entry that is about to be
 * removed, or miss one that is about to be added. If the thread waits and stays in the same wait, what they read is
 * exact. This suffices for the {@link WaitGraph}, which ignores what a running thread holds.
 */
public final class Holds implements OrderEdge.Gates {
    /** Weak, since a thread that outlives this library must not keep its classes loaded. */
    private static final ThreadLocal<@Nullable WeakReference<Holds>> MINE = new ThreadLocal<>();

    private static final WeakThreadMap<Holds> ALL = new WeakThreadMap<>();
    private static final VarHandle COUNT = VarHandles.field(MethodHandles.lookup(), "count", int.class);

    private static final AtomicLong CREATED = new AtomicLong();

    private static final int FIRST_CAPACITY = 8;

    /** The maximum number of calls in a stack trace that is recorded for an acquisition. */
    private static final int MOST_CALLS = 24;

    private static final StackTraceElement[] NO_SITE = {};

    /** The number of times that a search has begun to look at the holders; see {@link #look}. */
    private static final AtomicInteger LOOKS = new AtomicInteger();

    /** Of this many acquisitions, a thread records one with its stack trace; 0 if it records none. */
    private static volatile int interval;

    /** Identifies the thread; unlike its id, no subclass can override it. */
    private final long thread = CREATED.incrementAndGet();

    /** The reused entries; those with an index of at least {@link #count} are empty. */
    private volatile Entry[] entries = {};

    private volatile int count; // written by setRelease, after the entries

    /** The number of entries that were ever added. */
    private long added;

    /** The number of acquisitions until the next one that is recorded with its stack trace. */
    private int untilSite = 1;

    /** The stack trace of the acquisition that is in progress. */
    private StackTraceElement[] site = NO_SITE;

    private static final class Entry {
        @Nullable Recorded held;

        /** The number of entries that the thread had added before. */
        long number;

        StackTraceElement[] site = NO_SITE;
        long since;

        /** Whether it was reported that the thread or its task has ended with this lock. */
        boolean isReported;

        void copy(Entry other) {
            held = other.held;
            number = other.number;
            site = other.site;
            since = other.since;
            isReported = other.isReported;
        }

        void clear() {
            held = null;
            isReported = false;
            if (site != NO_SITE) {
                site = NO_SITE;
            }
        }
    }

    private Holds() {}

    static void setInterval(int acquisitions) {
        interval = acquisitions;
    }

    /** {@return the list of the calling thread, created if there is none} */
    public static Holds mine() {
        var mine = existing();
        return mine != null ? mine : create();
    }

    /** Returns the list of the calling thread, or null if there is none. Never fails. */
    static @Nullable Holds existing() {
        try {
            var mine = MINE.get();
            return mine == null ? null : mine.get(); // never cleared: the map of all lists refers to the list
        } catch (OutOfMemoryError e) { // thrown only in a thread that has no list
            return null;
        }
    }

    private static Holds create() {
        var mine = ALL.computeIfAbsent(Thread.currentThread(), Holds::new);
        MINE.set(new WeakReference<>(mine));
        return mine;
    }

    /**
     * Prepares for an acquisition. Must precede it, since this method may fail for lack of memory, and then the thread
     * must not hold anything that is not recorded. It does not fail if the thread has released something since the last
     * call, as a thread that waits for a condition has.
     */
    public void prepare() {
        if (count == entries.length) {
            makeRoom();
        }
        var every = interval;
        if (every > 0 && untilSite <= 1) {
            site = siteOrNone();
        } else if (site != NO_SITE) { // usually false; a needless write of a reference costs more than this check
            site = NO_SITE;
        }
    }

    /** Removes outdated entries; if there are few of them, increases the capacity. */
    private void makeRoom() {
        removeOutdated();
        var before = entries;
        if (count >= before.length / 2) {
            var after = Arrays.copyOf(before, Math.max(FIRST_CAPACITY, 2 * before.length));
            for (var i = before.length; i < after.length; i++) {
                after[i] = new Entry();
            }
            entries = after;
        }
    }

    private void removeOutdated() {
        var me = Thread.currentThread();
        var kept = 0;
        for (var i = 0; i < count; i++) {
            var entry = entries[i];
            if (entry.held != null && entry.held.mayBeHeldBy(me)) {
                entries[kept++].copy(entry);
            }
        }
        truncate(kept);
    }

    private void truncate(int size) {
        var before = count;
        COUNT.setRelease(this, size);
        for (var i = size; i < before; i++) {
            entries[i].clear();
        }
    }

    /** Never fails: a thread that waits for a condition must be able to acquire the lock again. */
    static StackTraceElement[] siteOrNone() {
        try {
            return site();
        } catch (OutOfMemoryError | StackOverflowError e) {
            return NO_SITE;
        }
    }

    private static StackTraceElement[] site() {
        return StackWalker.getInstance()
                .walk(calls -> calls.skip(3)
                        .limit(MOST_CALLS)
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .toArray(StackTraceElement[]::new));
    }

    /**
     * Adds an entry, for which {@link #prepare()} was called. Never fails.
     *
     * @param held the lock, or the semaphore of the permit
     */
    public void add(Recorded held) {
        var entry = entries[count];
        entry.held = held;
        entry.number = added++;
        if (site != NO_SITE) {
            entry.site = site;
            entry.since = System.nanoTime();
        }
        var every = interval;
        if (every > 0) {
            untilSite = untilSite <= 1 ? every : untilSite - 1;
        }
        COUNT.setRelease(this, count + 1);
    }

    /**
     * Removes the newest entry with a lock or a semaphore from the list of the calling thread. Never fails.
     *
     * @param held the lock, or the semaphore of the permit
     * @return whether there was such an entry
     */
    public static boolean remove(Recorded held) {
        var mine = existing();
        return mine != null && mine.removeNewest(held);
    }

    private boolean removeNewest(Recorded held) {
        var all = entries;
        var last = count - 1;
        for (var i = last; i >= 0; i--) {
            if (all[i].held == held) { // most often the last one
                for (var next = i + 1; next <= last; next++) {
                    all[next - 1].copy(all[next]);
                }
                COUNT.setRelease(this, last);
                all[last].clear();
                return true;
            }
        }
        return false;
    }

    /** Returns the number of entries; called by the thread itself. */
    int size() {
        return count;
    }

    /** Returns what an entry is about, which may be outdated; called by the thread itself. */
    @Nullable Recorded get(int index) {
        return entries[index].held;
    }

    @Override
    public long thread() {
        return thread;
    }

    @Override
    public boolean hasHash(int hash) {
        for (var i = 0; i < count; i++) {
            if (System.identityHashCode(entries[i].held) == hash) {
                return true;
            }
        }
        return false;
    }

    private static RecordedHold held(Recorded held, Entry entry) {
        var site = entry.site;
        return new RecordedHold(held, List.of(site), site.length == 0 ? 0 : System.nanoTime() - entry.since);
    }

    /** Returns the entries of a thread that may be valid, oldest first. */
    private List<RecordedHold> list(Thread thread) {
        var list = new ArrayList<RecordedHold>();
        var size = count; // first: the array that is read afterwards has at least this many entries
        var now = entries;
        for (var i = 0; i < size; i++) {
            var held = now[i].held;
            if (held != null && held.mayBeHeldBy(thread)) {
                list.add(held(held, now[i]));
            }
        }
        return list;
    }

    /**
     * Returns the locks and permits that a thread is known to hold.
     *
     * @param thread any thread
     * @return the entries, oldest first
     */
    public static List<RecordedHold> of(Thread thread) {
        var holds = known(thread);
        return holds == null ? List.of() : holds.list(thread);
    }

    private static @Nullable Holds known(Thread thread) {
        try {
            return ALL.get(thread);
        } catch (RuntimeException e) { // thrown by a class that overrides the thread's identifier
            return null;
        }
    }

    /** Begins another look at the holders: results that were determined before are outdated. */
    static void beginLook() {
        LOOKS.incrementAndGet();
    }

    /** {@return the number of the current look; the holders of a semaphore are determined once for each look} */
    public static int look() {
        return LOOKS.get();
    }

    /**
     * Returns the threads that hold the permits of a semaphore.
     *
     * @param semaphore the semaphore
     * @param permits the number of its permits
     * @return one of the threads must act; {@link Enders.Open#ANY_THREAD} unless all permits are known to be held by
     *     live threads
     */
    public static Enders holders(Recorded semaphore, long permits) {
        var holders = new ArrayList<Enders>();
        var held = new long[1];
        ALL.forEach((thread, holds) -> {
            var mine = holds.count(semaphore);
            if (mine > 0 && thread.isAlive()) {
                held[0] += mine;
                holders.add(new Enders.One(thread, false));
            }
        });
        if (held[0] != permits || holders.isEmpty()) {
            return Enders.Open.ANY_THREAD;
        }
        return holders.size() == 1 ? holders.get(0) : new Enders.Any(holders);
    }

    /**
     * Returns whether a thread is known to hold a permit.
     *
     * @param thread the thread
     * @param semaphore the semaphore
     * @return whether there is an entry
     */
    public static boolean holds(Thread thread, Recorded semaphore) {
        var holds = known(thread);
        return holds != null && holds.count(semaphore) > 0;
    }

    /** Returns the capacity of the list of the calling thread, for tests. */
    static int capacity() {
        return mine().entries.length;
    }

    private int count(Recorded held) {
        var found = 0;
        var size = count;
        var now = entries;
        for (var i = 0; i < size; i++) {
            found += now[i].held == held ? 1 : 0;
        }
        return found;
    }

    /** {@return the number of the next entry of the calling thread} */
    static long nextNumber() {
        var mine = existing();
        return mine == null ? 0 : mine.added;
    }

    /**
     * Records the locks that the calling thread still holds at the end of a task, in {@link HeldLocks}. Never fails.
     *
     * @param first the number of the first entry that the task can have added
     */
    static void taskEnds(long first) {
        var mine = existing();
        if (mine != null) {
            mine.reportFrom(first, true);
        }
    }

    /**
     * Records the locks that the calling thread still holds at its end, in {@link HeldLocks}, and drops the list. Never
     * fails.
     */
    static void threadEnds() {
        var mine = existing();
        if (mine != null) {
            mine.reportFrom(0, false);
            try {
                MINE.remove();
                ALL.remove(Thread.currentThread());
            } catch (OutOfMemoryError e) {
                // The list of the ended thread stays until the map is swept.
            }
        }
    }

    private void reportFrom(long first, boolean ofTask) {
        if (count > 0 && HeldLocks.isWatched()) {
            try {
                var locks = locksFrom(first);
                if (!locks.isEmpty()) {
                    HeldLocks.add(Thread.currentThread(), ofTask, locks);
                    markReportedFrom(first);
                }
            } catch (OutOfMemoryError e) {
                // There is no report. A thread or a task must be able to end without memory.
            }
        }
    }

    /** Returns the locks that the thread still holds and that were not reported before. */
    private List<RecordedHold> locksFrom(long first) {
        var thread = Thread.currentThread();
        var locks = new ArrayList<RecordedHold>();
        for (var i = 0; i < count; i++) {
            var entry = entries[i];
            var held = entry.held;
            if (entry.number >= first
                    && !entry.isReported
                    && held != null
                    && held.isExclusive()
                    && held.mayBeHeldBy(thread)) {
                locks.add(held(held, entry));
            }
        }
        return locks;
    }

    private void markReportedFrom(long first) {
        for (var i = 0; i < count; i++) {
            entries[i].isReported |= entries[i].number >= first;
        }
    }
}

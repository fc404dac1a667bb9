package io.github.threading4j;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Enders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The synchronizer of a {@link ReadWriteLock}. As a {@link LockSync}, it is the write lock; the methods for the read
 * lock have {@code Read} in their names.
 *
 * <p>The state contains two numbers: in the upper half, how many threads hold the read lock; in the lower half, how
 * often the owner of the write lock has acquired it.
 *
 * <pre>
 *   (0, 0) -> (0, n)       tryAcquire: by any thread, which then writes itself as the owner
 *   (r, n) -> (r, n + 1)   tryLock: by the owner
 *   (r, n) -> (r, n - k)   tryRelease: by the owner, which clears the owner field before the lower half becomes 0
 *   (r, 0) -> (r + 1, 0)   enter: by a thread that does not hold the read lock
 *   (0, n) -> (1, n)       enter: by the owner
 *   (r, n) -> (r - 1, n)   tryReleaseShared: by a thread that holds the read lock once
 * </pre>
 *
 * <p>The {@link ReaderSync} knows which threads hold the read lock, and how often. A thread that acquires it again
 * changes nothing here.
 */
class ReadWriteSync extends ReaderSync {
    private static final long serialVersionUID = 1L;

    private static final int HALF = 32;

    /** One thread that holds the read lock. */
    private static final long READER = 1L << HALF;

    /** The maximum of either number. */
    static final long MOST = READER - 1;

    private final transient ReadWriteLock lock;

    ReadWriteSync(ReadWriteLock lock, boolean fair) {
        super(fair);
        this.lock = lock;
    }

    private static long readers(long state) {
        return state >>> HALF;
    }

    private static long writes(long state) {
        return state & MOST;
    }

    // The write lock

    @Override
    final void waitForLock() {
        var mine = beginWriterWait();
        try {
            super.waitForLock();
        } finally {
            endWriterWait(mine);
        }
    }

    @Override
    final boolean waitForLock(long nanos) throws InterruptedException {
        var mine = beginWriterWait();
        try {
            return super.waitForLock(nanos);
        } finally {
            endWriterWait(mine);
        }
    }

    /** In a fair lock, fails if other threads are queued. */
    @Override
    final boolean tryLock() {
        if (acquireOrFail(ONCE, Thread.currentThread())) {
            return true;
        }
        if (isHeldExclusively()) {
            setState(oneMoreWrite(getState()));
            return true;
        }
        if (holdsRead()) {
            throw new IllegalMonitorStateException(
                    "a reader can't become a writer: " + lock + " (expected to hold no read)");
        }
        return false;
    }

    private long oneMoreWrite(long state) {
        if (writes(state) == MOST) {
            throw tooMany("acquisitions");
        }
        return state + 1;
    }

    private Error tooMany(String what) {
        return new Error("too many " + what + ": " + lock + " (expected at most " + MOST + ")");
    }

    @Override
    protected boolean tryAcquire(long times) {
        var current = Thread.currentThread();
        if (acquireOrFail(times, current)) {
            return true;
        }
        noteFailure(current);
        return false;
    }

    /** Acquires the write lock for a thread that does not hold it. */
    boolean acquireOrFail(long times, Thread current) {
        if (getState() != 0 || !mayOvertake()) {
            return false;
        }
        var wasOvertaken = wasOvertaken(current);
        if (!compareAndSetState(0, times)) {
            return false;
        }
        setExclusiveOwnerThread(current);
        noteSuccess(wasOvertaken);
        return true;
    }

    @Override
    protected boolean tryRelease(long times) {
        if (!isHeldExclusively()) {
            throw notHeld("write");
        }
        var left = getState() - times;
        var unlocks = writes(left) == 0;
        if (unlocks) {
            setExclusiveOwnerThread(null);
        }
        setState(left); // no other thread changes the state while this thread holds the write lock
        if (unlocks) {
            wakeSelects();
        }
        return unlocks;
    }

    /** A thread that still keeps selects back wakes them later, when it gives up or releases the lock. */
    @Override
    final void wakeSelects() {
        var state = getState();
        if (hasReadWatchers() && writes(state) == 0 && !certainlyMustQueue(Thread.currentThread())) {
            signalReadWatchers();
        }
        if (state == 0) {
            signalWatchers(1);
        }
    }

    private IllegalMonitorStateException notHeld(String which) {
        return new IllegalMonitorStateException("cannot release un-acquired " + which + " lock: " + lock
                + " (expected to be held by " + ThreadTable.nameOf(Thread.currentThread()) + ")");
    }

    /** Refuses a thread that holds the read lock, too: no other thread could acquire the write lock to signal. */
    @Override
    final boolean awaitSignal(WaitSet waitSet, long nanos) throws InterruptedException {
        if (holdsRead()) {
            throw new IllegalMonitorStateException(
                    "a reader can't wait for a signal: " + lock + " (expected to hold no read)");
        }
        var mine = beginWriterWait(); // also while it waits for the signal: it then queues for the write lock
        try {
            return super.awaitSignal(waitSet, nanos);
        } finally {
            endWriterWait(mine);
        }
    }

    @Override
    final boolean isLocked() {
        return writes(getState()) != 0;
    }

    @Override
    protected final boolean isHeldExclusively() {
        return getExclusiveOwnerThread() == Thread.currentThread();
    }

    final long writeHoldCount() {
        return isHeldExclusively() ? writes(getState()) : 0;
    }

    // The read lock

    @Override
    final boolean tryLockRead() {
        var current = Thread.currentThread();
        return (isLockedForReading() && reenter(current)) || enter(current);
    }

    @Override
    protected final long tryAcquireShared(long ignored) {
        var current = Thread.currentThread();
        var wasOvertaken = wasOvertaken(current);
        if (enter(current)) {
            noteSuccess(wasOvertaken);
            return 1;
        }
        noteFailure(current);
        return -1;
    }

    /** Acquires the read lock for a thread that does not hold it. */
    boolean enter(Thread current) {
        for (var state = getState(); mayEnter(state, current); state = getState()) {
            if (readers(state) != 0) {
                if (enterAfterOthers(state, current)) {
                    return true;
                }
            } else if (compareAndSetState(state, state + READER)) {
                addFirstReader(current);
                return true;
            }
        }
        return false;
    }

    private boolean mayEnter(long state, Thread current) {
        return writes(state) == 0 ? !mustQueue(current) : getExclusiveOwnerThread() == current;
    }

    private boolean enterAfterOthers(long state, Thread current) {
        if (readers(state) == MOST) {
            throw tooMany("readers");
        }
        var mine = prepareReader(current); // first, so that nothing can fail once it is acquired
        if (!compareAndSetState(state, state + READER)) {
            return false;
        }
        addReader(mine);
        return true;
    }

    @Override
    protected final boolean tryReleaseShared(long ignored) {
        if (!leave(Thread.currentThread())) {
            return false;
        }
        for (; ; ) {
            var state = getState();
            var left = state - READER;
            if (compareAndSetState(state, left)) {
                if (left == 0) {
                    signalWatchers(1);
                }
                return left == 0;
            }
        }
    }

    /** Takes back one acquisition of the read lock; returns whether it was the thread's last one. */
    boolean leave(Thread current) {
        var left = removeRead(current);
        if (left < 0) {
            throw notHeld("read");
        }
        return left == 0;
    }

    final boolean isLockedForReading() {
        return readers(getState()) != 0;
    }

    private boolean holdsRead() {
        return isLockedForReading() && readHoldCount() > 0;
    }

    // What other threads see

    @Override
    public final ReadWriteLock awaited() {
        return lock;
    }

    @Override
    public final @Nullable Thread holder() {
        var known = knownHolders();
        return known.size() == 1 ? known.get(0) : null;
    }

    @Override
    public final List<Thread> knownHolders() {
        var state = getState();
        if (writes(state) != 0) {
            var owner = getExclusiveOwnerThread(); // read after the state, which is written before the owner
            return owner == null ? List.of() : List.of(owner);
        }
        return readers(state) == 0 ? List.of() : knownReaders();
    }

    final @Nullable Thread owner() {
        var owner = getExclusiveOwnerThread();
        return isLocked() ? owner : null;
    }

    /**
     * The wait of a thread in the queue can end only after the first thread of the queue has acquired the lock or given
     * up. The first thread waits for the owner of the write lock, or, if it is a writer, for all readers.
     */
    @Override
    public final Enders enders(Thread waiter) {
        var state = getState();
        if (state == 0) {
            return Enders.Open.OVER;
        }
        if (writes(state) != 0) {
            return onlyOwner();
        }
        if (Blocker.of(waiter) == this) { // otherwise, it waits for a signal, or in a select
            var first = getFirstQueuedThread();
            if (first != null && first != waiter) {
                return new Enders.One(first, true);
            }
            if (!isWaitingWriter(waiter)) {
                return Enders.Open.OVER; // only an owner makes the first reader wait
            }
        }
        return allOf(knownReaders());
    }

    /** A select is not in the queue, but it must not overtake a writer that is first there. */
    @Override
    final Enders readEnders(Thread waiter) {
        if (isLocked()) {
            return onlyOwner();
        }
        var first = getFirstQueuedThread();
        return first != null && (fair || isWaitingWriter(first)) ? new Enders.One(first, true) : Enders.Open.OVER;
    }

    private Enders onlyOwner() {
        var owner = getExclusiveOwnerThread(); // read after the state, which is written before the owner
        return owner == null ? Enders.Open.ANY_THREAD : new Enders.One(owner, true);
    }

    /** Some readers may be unknown. This does no harm: all known readers must release the lock, too. */
    private static Enders allOf(List<Thread> readers) {
        if (readers.isEmpty()) {
            return Enders.Open.ANY_THREAD;
        }
        var parts = new ArrayList<Enders>();
        readers.forEach(reader -> parts.add(new Enders.One(reader, true)));
        return parts.size() == 1 ? parts.get(0) : new Enders.All(parts);
    }

    final String label() {
        var state = getState();
        var readers = readers(state) == 0 ? "" : "readers=" + readers(state);
        if (writes(state) == 0) {
            return readers.isEmpty() ? "unlocked" : readers;
        }
        var owner = getExclusiveOwnerThread(); // null for a moment: it is written after the state
        var written = owner == null ? "locked" : "owner=" + ThreadTable.nameOf(owner) + ", count=" + writes(state);
        return readers.isEmpty() ? written : written + ", " + readers;
    }
}

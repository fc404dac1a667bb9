package io.github.threading4j;

import io.github.threading4j.internal.CancelPoint;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.ReadHolds;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WatchedSource;
import io.github.threading4j.internal.Watchers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link ReadWriteSync} that makes threads wait for the read lock, and knows which threads hold it, and
 * how often each has acquired it.
 *
 * <p>Each thread counts its own acquisitions. The thread whose acquisition changes the number of readers from 0 to 1
 * counts in two fields of this object, which is the fast path of a lock without concurrent readers; all others count in
 * their {@link ReadHolds}.
 */
abstract class ReaderSync extends OvertakingSync implements ReadHolds.Shareable {
    private static final long serialVersionUID = 1L;

    private final transient ReadHolds.Key key = new ReadHolds.Key(this);

    /**
     * The reader that counts in {@link #firstDepth}, or null. Plain: a thread only checks whether it is this reader
     * itself, and it clears the field before it releases the lock.
     */
    private transient @Nullable Thread firstReader;

    private transient long firstDepth;

    /** The list that was used last, which saves a lookup; nothing depends on it. */
    private transient @Nullable ReadHolds last;

    /** The threads that have ended without releasing the lock. */
    private transient volatile List<Thread> endedReaders = List.of();

    /** The selects that wait to read; null until the first of them waits. */
    private transient volatile @Nullable Watchers readWatchers;

    ReaderSync(boolean fair) {
        super(fair);
    }

    final void lockRead() {
        if (!tryLockRead()) {
            try {
                waitForRead();
            } finally {
                wakeSelects();
            }
        }
    }

    private void waitForRead() {
        if (Cancelling.endsDeadlocksOf(Timeout.FOREVER)) {
            uninterruptibly(nanos -> blockShared(ONCE, nanos));
        } else {
            blockSharedUninterruptibly(ONCE);
        }
    }

    final boolean lockRead(long nanos) throws InterruptedException {
        Cancelling.checkAtEdge();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before acquiring " + awaited());
        }
        return tryLockRead() || (nanos > 0 && waitForRead(nanos));
    }

    private boolean waitForRead(long nanos) throws InterruptedException {
        try {
            return Cancelling.endsDeadlocksOf(nanos)
                    ? CancelPoint.await(left -> blockShared(ONCE, left), nanos)
                    : blockShared(ONCE, nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        } finally {
            wakeSelects();
        }
    }

    /** Acquires the read lock if that is possible without waiting and without overtaking a queued writer. */
    abstract boolean tryLockRead();

    final void unlockRead() {
        releaseShared(ONCE);
    }

    /** Returns the read lock as a source of a select. */
    final WatchedSource<Hold> readSource(Acquirable lock) {
        return new WatchedSource<>(
                Kind.ACQUIRE,
                lock,
                into -> {
                    into.take(new Hold(lock)); // first, so that nothing can fail once it is acquired
                    return tryLockRead();
                },
                this::readWatchers,
                this::readEnders);
    }

    private synchronized Watchers readWatchers() {
        var known = readWatchers;
        if (known == null) {
            known = newWatchers();
            readWatchers = known;
        }
        return known;
    }

    /** Returns whether a select waits to read, or is about to. */
    final boolean hasReadWatchers() {
        return readWatchers != null;
    }

    /** Wakes all selects that wait to read. Those that wait to write are in a list of their own. */
    final void signalReadWatchers() {
        signal(readWatchers, Long.MAX_VALUE);
    }

    /**
     * Wakes the selects that can acquire a lock now. Called after each release, and by each thread that has waited: a
     * select does not overtake it, so it may have kept selects back without holding a lock.
     */
    abstract void wakeSelects();

    /** Returns the threads that keep a select from acquiring the read lock. */
    abstract Enders readEnders(Thread waiter);

    /** Counts another acquisition of the calling thread; returns false if it does not hold the lock. */
    final boolean reenter(Thread current) {
        if (firstReader == current) {
            firstDepth++;
            return true;
        }
        var mine = holdsOf(current);
        return mine != null && mine.reenter(key);
    }

    private @Nullable ReadHolds holdsOf(Thread current) {
        var before = last;
        return before != null && before.belongsTo(current) ? before : ReadHolds.existing();
    }

    /** Called by the thread that has changed the number of readers from 0 to 1. */
    final void addFirstReader(Thread current) {
        firstReader = current;
        firstDepth = 1;
    }

    /** Returns the list for {@link #addReader}; called before the acquisition, since it may need memory. */
    final ReadHolds prepareReader(Thread current) {
        var known = holdsOf(current);
        var mine = known != null ? known : ReadHolds.mine();
        mine.prepare();
        return mine;
    }

    /** Called by a thread that has acquired the lock while there were other readers. */
    final void addReader(ReadHolds prepared) {
        prepared.add(key);
        if (last != prepared) {
            last = prepared;
        }
    }

    /**
     * Takes back one acquisition of the calling thread; returns how many are left, or -1 if there was none. Must
     * precede the release.
     */
    final long removeRead(Thread current) {
        if (firstReader != current) {
            var mine = holdsOf(current);
            return mine == null ? -1 : mine.leave(key);
        }
        var left = --firstDepth;
        if (left == 0) {
            firstReader = null;
        }
        return left;
    }

    /** Returns the number of acquisitions of the calling thread. */
    final long readHoldCount() {
        var current = Thread.currentThread();
        if (firstReader == current) {
            return firstDepth;
        }
        var mine = holdsOf(current);
        return mine == null ? 0 : mine.depth(key);
    }

    /** Returns the threads that are known to hold the lock. */
    final List<Thread> knownReaders() {
        var known = new ArrayList<>(endedReaders);
        var reader = firstReader;
        if (reader != null) {
            known.add(reader);
        }
        ReadHolds.forEachReader(key, known::add);
        return known;
    }

    final boolean isReadBy(@Nullable Thread thread) {
        return thread != null && (firstReader == thread || ReadHolds.holds(thread, key));
    }

    /** Called by a thread that begins to wait for the write lock; returns the argument of {@link #endWriterWait}. */
    final ReadHolds beginWriterWait() {
        var mine = ReadHolds.mine();
        mine.setWriterWait(key);
        countWriter();
        return mine;
    }

    /** Called when that wait has ended, with any outcome. */
    final void endWriterWait(ReadHolds mine) {
        mine.setWriterWait(null);
        uncountWriter(); // a full fence: the write above precedes the reads below
        wakeSelects();
    }

    @Override
    final boolean isWaitingWriter(Thread thread) {
        return ReadHolds.waitsToWrite(thread, key);
    }

    @Override
    public final synchronized void readerEnds(Thread reader) {
        var more = new ArrayList<>(endedReaders);
        more.add(reader);
        endedReaders = List.copyOf(more);
    }
}

package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The read locks that a thread holds, each with the number of its acquisitions, and the write lock that it waits for.
 * Only the thread itself changes this list. The list of a platform thread of this library is in a field of the thread,
 * that of any other thread in a {@code ThreadLocal}.
 *
 * <p>Other threads may read the list at any time. If the thread waits and stays in the same wait, what they read is
 * exact. If it runs, they may miss an entry that is about to be added, or find one that is about to be removed.
 *
 * <p>An entry refers to its lock weakly: a lock that is no longer used is garbage-collected even if a thread has not
 * released it.
 */
public final class ReadHolds {
    /** A lock that several threads can hold for reading. */
    public interface Shareable {
        /**
         * Called at the end of a thread of this library that still holds the lock for reading.
         *
         * @param reader the thread
         */
        void readerEnds(Thread reader);
    }

    /** What stands for a lock in the lists, one for each lock. Weak, so that no list keeps the lock reachable. */
    public static final class Key extends WeakReference<Shareable> {
        /**
         * Creates the key of a lock.
         *
         * @param lock the lock
         */
        public Key(Shareable lock) {
            super(lock);
        }
    }

    /** Weak, since a thread that outlives this library must not keep its classes loaded. */
    private static final ThreadLocal<@Nullable WeakReference<ReadHolds>> MINE = new ThreadLocal<>();

    /** The lists of all threads that are not a {@link LibraryThread}. */
    private static final WeakThreadMap<ReadHolds> OTHERS = new WeakThreadMap<>();

    private static final VarHandle COUNT = VarHandles.field(MethodHandles.lookup(), "count", int.class);

    private static final VarHandle WRITER_WAIT = VarHandles.field(MethodHandles.lookup(), "writerWait", Key.class);

    private static final int FIRST_CAPACITY = 4;

    /** The reused entries; those with an index of at least {@link #count} are empty. */
    private volatile Entry[] entries = {};

    private volatile int count; // written by setRelease, after the entries

    /** The lock that the thread waits for to write, or null. */
    private volatile @Nullable Key writerWait;

    private static final class Entry {
        @Nullable Key key;

        long depth;
    }

    /** Weak, since a lock may refer to this list. Cleared at the end of the thread. */
    private final WeakReference<Thread> owner = new WeakReference<>(Thread.currentThread());

    private ReadHolds() {}

    /** {@return the list of the calling thread, created if there is none} */
    public static ReadHolds mine() {
        var mine = existing();
        return mine != null ? mine : create();
    }

    /** {@return the list of the calling thread, or null if there is none} */
    public static @Nullable ReadHolds existing() {
        if (Thread.currentThread() instanceof LibraryThread me) {
            return me.readHolds;
        }
        var mine = MINE.get();
        return mine == null ? null : mine.get(); // never cleared: the map of all lists refers to the list
    }

    private static ReadHolds create() {
        Recorder.useReadHolds();
        var current = Thread.currentThread();
        if (current instanceof LibraryThread me) {
            var mine = new ReadHolds();
            me.readHolds = mine;
            return mine;
        }
        var mine = OTHERS.computeIfAbsent(current, ReadHolds::new);
        MINE.set(new WeakReference<>(mine));
        return mine;
    }

    /**
     * Returns whether this is the list of a thread that has not ended.
     *
     * @param thread the calling thread
     * @return whether it is the thread's list
     */
    public boolean belongsTo(Thread thread) {
        return owner.refersTo(thread);
    }

    /**
     * Returns the number of times that the thread has acquired a lock and not released it.
     *
     * @param key the key of the lock
     * @return the number; 0 if the thread does not hold the lock
     */
    public long depth(Key key) {
        var index = indexOf(key);
        return index < 0 ? 0 : entries[index].depth;
    }

    private int indexOf(Key key) {
        var all = entries;
        var index = count - 1;
        while (index >= 0 && all[index].key != key) {
            index--;
        }
        return index;
    }

    /**
     * Counts another acquisition of a lock that the thread holds.
     *
     * @param key the key of the lock
     * @return false if the thread does not hold the lock; nothing has changed
     */
    public boolean reenter(Key key) {
        var index = indexOf(key);
        if (index < 0) {
            return false;
        }
        entries[index].depth++;
        return true;
    }

    /** Makes room for an entry. Must precede the acquisition, since this method may fail for lack of memory. */
    public void prepare() {
        if (count == entries.length) {
            makeRoom();
        }
    }

    private void makeRoom() {
        for (var index = count - 1; index >= 0; index--) {
            var key = entries[index].key;
            if (key != null && key.get() == null) {
                removeAt(index);
            }
        }
        var before = entries;
        if (count >= before.length / 2) {
            var after = Arrays.copyOf(before, Math.max(FIRST_CAPACITY, 2 * before.length));
            for (var i = before.length; i < after.length; i++) {
                after[i] = new Entry();
            }
            entries = after;
        }
    }

    /**
     * Adds a lock that the thread has acquired and did not hold before; {@link #prepare()} was called. Never fails.
     *
     * @param key the key of the lock
     */
    public void add(Key key) {
        var entry = entries[count];
        entry.key = key;
        entry.depth = 1;
        COUNT.setRelease(this, count + 1);
    }

    /**
     * Takes back one acquisition, and removes the entry if that was the last one.
     *
     * @param key the key of the lock
     * @return the number of acquisitions that are left, or -1 if the thread does not hold the lock
     */
    public long leave(Key key) {
        var index = indexOf(key);
        if (index < 0) {
            return -1;
        }
        var left = --entries[index].depth;
        if (left == 0) {
            removeAt(index);
        }
        return left;
    }

    private void removeAt(int index) {
        var all = entries;
        var last = count - 1;
        var removed = all[index];
        all[index] = all[last];
        all[last] = removed;
        COUNT.setRelease(this, last);
        removed.key = null;
    }

    /**
     * Notes that the thread begins or ends a wait for the write lock of a readers-writer lock.
     *
     * @param key the key of the lock, or null at the end of the wait
     */
    public void setWriterWait(@Nullable Key key) {
        WRITER_WAIT.setRelease(this, key); // the queue of the lock is volatile, and the thread enters it afterwards
    }

    /**
     * Returns whether a thread waits for the write lock of a readers-writer lock.
     *
     * @param thread the thread
     * @param key the key of the lock
     * @return whether it has called {@link #setWriterWait}
     */
    public static boolean waitsToWrite(Thread thread, Key key) {
        var holds = known(thread);
        return holds != null && holds.writerWait == key;
    }

    private static @Nullable ReadHolds known(Thread thread) {
        return thread instanceof LibraryThread ours ? ours.readHolds : OTHERS.get(thread);
    }

    /**
     * Returns whether a thread is known to hold a lock for reading.
     *
     * @param thread the thread
     * @param key the key of the lock
     * @return whether there is an entry
     */
    public static boolean holds(Thread thread, Key key) {
        var holds = known(thread);
        return holds != null && holds.isSeenWith(key);
    }

    /** Called by any thread. */
    private boolean isSeenWith(Key key) {
        var size = count; // first: the array that is read afterwards has at least this many entries
        var now = entries;
        for (var i = 0; i < size; i++) {
            if (now[i].key == key) {
                return true;
            }
        }
        return false;
    }

    /**
     * Calls an action with each thread that is known to hold a lock for reading.
     *
     * @param key the key of the lock
     * @param action the action
     */
    public static void forEachReader(Key key, Consumer<? super Thread> action) {
        ThreadingAccess.get().forEachThread(thread -> {
            if (thread instanceof LibraryThread && holds(thread, key)) {
                action.accept(thread);
            }
        });
        OTHERS.forEach((thread, holds) -> {
            if (holds.isSeenWith(key)) {
                action.accept(thread);
            }
        });
    }

    /** Tells each lock that the calling thread still holds that the thread ends, and drops the list. Never fails. */
    static void threadEnds() {
        try {
            var current = Thread.currentThread();
            var mine = known(current); // unlike existing(), does not create an entry of the ThreadLocal
            if (mine == null) {
                return;
            }
            mine.owner.clear();
            mine.reportEnd();
            if (!(current instanceof LibraryThread)) {
                MINE.remove();
                OTHERS.remove(current);
            }
        } catch (OutOfMemoryError e) {
            // A lock that is still held then does not know this reader.
        }
    }

    private void reportEnd() {
        for (var i = 0; i < count; i++) {
            var key = entries[i].key;
            var lock = key == null ? null : key.get();
            if (lock != null) {
                lock.readerEnds(Thread.currentThread());
            }
        }
    }
}

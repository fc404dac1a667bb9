package io.github.threading4j.internal;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something for each of some threads that this library did not start, without holding on to the threads, and without
 * the threads holding on to anything.
 *
 * <p>Entries go when their thread is collected, or has ended by the time that their number has doubled.
 *
 * @param <V> what there is for a thread
 */
public final class WeakThreadMap<V> {
    private static final int FIRST_SWEEP = 64;

    private final ConcurrentHashMap<Key, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<Thread> collected = new ReferenceQueue<>();

    /** The number of entries at which to look for ended threads; racy, since sweeping once more does no harm. */
    private volatile int sweepAt = FIRST_SWEEP;

    /** Makes an empty map. */
    public WeakThreadMap() {}

    /**
     * What there is for a thread.
     *
     * @param thread the thread
     * @return the value, or null if there is none
     */
    @SuppressWarnings("CollectionIncompatibleType") // a Lookup equals the key it looks for
    public @Nullable V get(Thread thread) {
        return values.get(new Lookup(thread));
    }

    /**
     * What there is for a thread, made now if there is none yet.
     *
     * @param thread the thread
     * @param maker makes a value; must not use this map
     * @return the value
     */
    public V computeIfAbsent(Thread thread, Supplier<? extends V> maker) {
        sweep();
        return values.computeIfAbsent(new Key(thread, collected), key -> maker.get());
    }

    /**
     * All values, also of threads that have ended since the last sweep.
     *
     * @return a live view
     */
    public Collection<V> values() {
        return values.values();
    }

    private void sweep() {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            values.remove(gone);
        }
        if (values.size() >= sweepAt) {
            values.keySet().removeIf(Key::isOver);
            sweepAt = Math.max(FIRST_SWEEP, 2 * values.size());
        }
    }

    /** A thread by identity, held weakly. */
    private static final class Key extends WeakReference<Thread> {
        private final int hash;

        Key(Thread thread, ReferenceQueue<Thread> collected) {
            super(thread, collected);
            this.hash = hash(thread);
        }

        static int hash(Thread thread) {
            return Long.hashCode(JavaThreads.id(thread));
        }

        boolean isOver() {
            var thread = get();
            return thread == null || !thread.isAlive();
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            var thread = get();
            return thread != null && other instanceof Key key && key.refersTo(thread);
        }
    }

    /** Finds the {@link Key} of a thread; a map asks the one that looks, so that one needs no weak reference. */
    private record Lookup(Thread thread) {
        @Override
        public int hashCode() {
            return Key.hash(thread);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.refersTo(thread);
        }
    }
}

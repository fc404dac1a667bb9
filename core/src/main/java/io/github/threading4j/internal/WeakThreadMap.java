package io.github.threading4j.internal;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map whose keys are threads that this library did not start. The map does not retain the threads, and the threads
 * retain neither the map nor its values.
 *
 * <p>Adding an entry removes the entries of garbage-collected threads and, if the number of entries has doubled since
 * the last sweep, also those of other threads that have ended.
 *
 * @param <V> the type of the values
 */
public final class WeakThreadMap<V> {
    private static final int FIRST_SWEEP = 64;

    private final ConcurrentHashMap<Key, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<Thread> collected = new ReferenceQueue<>();

    /**
     * The number of entries at which the entries of ended threads are removed. The race in updating this field is
     * benign: at worst, it causes an additional sweep.
     */
    private volatile int sweepAt = FIRST_SWEEP;

    /** Creates an empty map. */
    public WeakThreadMap() {}

    /**
     * Returns the value for a thread.
     *
     * @param thread the thread
     * @return the value, or null if there is none
     */
    @SuppressWarnings("CollectionIncompatibleType") // a Lookup equals the key that it finds
    public @Nullable V get(Thread thread) {
        return values.get(new Lookup(thread));
    }

    /**
     * Returns the value for a thread, creating it if there is none.
     *
     * @param thread the thread
     * @param maker creates a value; must not use this map
     * @return the value
     */
    public V computeIfAbsent(Thread thread, Supplier<? extends V> maker) {
        sweep();
        return values.computeIfAbsent(new Key(thread, collected), key -> maker.get());
    }

    /**
     * Returns all values, including those of threads that have ended since the last sweep.
     *
     * @return a live view
     */
    public Collection<V> values() {
        return values.values();
    }

    /**
     * Removes the entry of a thread, if there is one.
     *
     * @param thread the thread
     */
    @SuppressWarnings("CollectionIncompatibleType") // a Lookup equals the key that it finds
    public void remove(Thread thread) {
        values.remove(new Lookup(thread));
    }

    /**
     * Calls an action with each thread and its value, including threads that have ended since the last sweep.
     *
     * @param action the action
     */
    public void forEach(BiConsumer<? super Thread, ? super V> action) {
        values.forEach((key, value) -> {
            var thread = key.get();
            if (thread != null) {
                action.accept(thread, value);
            }
        });
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

    /** A weak reference to a thread, compared by identity. */
    private static final class Key extends WeakReference<Thread> {
        private final int hash;

        Key(Thread thread, ReferenceQueue<Thread> collected) {
            super(thread, collected);
            this.hash = hash(thread);
        }

        static int hash(Thread thread) {
            return System.identityHashCode(thread); // a subclass of Thread may override its other identifiers
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

    /** A key for lookups that do not create a weak reference: the map calls the {@code equals} of this object. */
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

package io.github.threading4j;

import io.github.threading4j.internal.JavaThreads;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The live threads, and which {@link NamedThread} belongs to a {@link Thread}.
 *
 * <p>Threads that this library started are listed from their start to their end, exactly; each costs one entry while it
 * lives and nothing after. Threads that others started are adopted when they ask who they are: those entries are weak,
 * filtered by {@code isAlive} and swept as new ones come, so they hold on to no thread and no class loader.
 */
final class ThreadTable {
    private static final ConcurrentHashMap<Thread, NamedThread> STARTED = new ConcurrentHashMap<>();

    private static final ConcurrentHashMap<AdoptedKey, AdoptedThread> ADOPTED = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Thread> COLLECTED = new ReferenceQueue<>();

    private static final int FIRST_SWEEP = 64;

    /** The number of entries at which to look for ended threads; racy, since sweeping once more does no harm. */
    private static volatile int sweepAt = FIRST_SWEEP;

    private static final AtomicLong REGISTRATIONS = new AtomicLong();

    private ThreadTable() {}

    static void add(NamedThread thread) {
        thread.registration = REGISTRATIONS.incrementAndGet();
        STARTED.put(thread.toJavaThread(), thread);
    }

    static void remove(NamedThread thread) {
        STARTED.remove(thread.toJavaThread());
    }

    /** The calling thread; adopts it if somebody else started it. */
    static NamedThread current() {
        return of(Thread.currentThread());
    }

    /** The NamedThread of a thread; adopts it if somebody else started it. */
    static NamedThread of(Thread thread) {
        return thread instanceof KernelThread kernel ? kernel.named : ofOther(thread);
    }

    /** What a thread is called, without adopting it. */
    static String nameOf(Thread thread) {
        if (thread instanceof KernelThread kernel) {
            return kernel.named.getName();
        }
        NamedThread known = STARTED.get(thread);
        if (known == null) {
            known = adopted(thread);
        }
        return known == null ? thread.getName() : known.getName();
    }

    static NamedThread main() {
        return MainThread.MAIN;
    }

    static int size() {
        var adopted = 0;
        for (var thread : adopted()) {
            adopted += thread.isAlive() ? 1 : 0;
        }
        return STARTED.size() + adopted;
    }

    /** All live threads, in the order in which they were started or adopted; the main thread first. */
    static List<NamedThread> list() {
        var threads = new ArrayList<NamedThread>(STARTED.values());
        for (var thread : adopted()) {
            if (thread.isAlive()) {
                threads.add(thread);
            }
        }
        threads.sort(Comparator.comparingLong(thread -> thread.registration));
        return threads;
    }

    private static NamedThread ofOther(Thread thread) {
        NamedThread started = STARTED.get(thread);
        if (started != null) {
            return started;
        }
        var adopted = adopted(thread);
        return adopted != null ? adopted : adopt(thread);
    }

    @SuppressWarnings("CollectionIncompatibleType") // a Lookup equals the key it looks for
    private static @Nullable AdoptedThread adopted(Thread thread) {
        main(); // is one of them
        return ADOPTED.get(new Lookup(thread));
    }

    private static AdoptedThread adopt(Thread thread) {
        sweep();
        return ADOPTED.computeIfAbsent(
                new AdoptedKey(thread), key -> AdoptedThread.dummy(thread, REGISTRATIONS.incrementAndGet()));
    }

    /** Those adopted, with the main thread, whether or not it ever asked who it is. */
    private static Iterable<AdoptedThread> adopted() {
        main();
        return ADOPTED.values();
    }

    /** Drops entries whose thread was collected, and each time their number has doubled those whose thread ended. */
    private static void sweep() {
        for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
            ADOPTED.remove(gone);
        }
        if (ADOPTED.size() >= sweepAt) {
            ADOPTED.values().removeIf(thread -> !thread.isAlive());
            sweepAt = Math.max(FIRST_SWEEP, 2 * ADOPTED.size());
        }
    }

    private static final class MainThread {
        static final AdoptedThread MAIN = find();

        /** The JVM makes its main thread before any other; those that it makes next never end and are in the root group. */
        private static AdoptedThread find() {
            var root = Thread.currentThread().getThreadGroup();
            while (root.getParent() != null) {
                root = root.getParent();
            }
            var threads = new @Nullable Thread[2 * root.activeCount() + 16];
            root.enumerate(threads);
            var first = Arrays.stream(threads)
                    .filter(Objects::nonNull)
                    .min(Comparator.comparingLong(JavaThreads::id))
                    .orElse(null);
            if (first == null || first.getThreadGroup() == root) {
                return AdoptedThread.main(null); // it ended before anybody asked
            }
            var main = AdoptedThread.main(first);
            ADOPTED.put(new AdoptedKey(first), main);
            return main;
        }
    }

    /** A thread by identity, held weakly. */
    private static final class AdoptedKey extends WeakReference<Thread> {
        private final int hash;

        AdoptedKey(Thread thread) {
            super(thread, COLLECTED);
            this.hash = hash(thread);
        }

        static int hash(Thread thread) {
            return Long.hashCode(JavaThreads.id(thread));
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
            return thread != null && other instanceof AdoptedKey key && key.refersTo(thread);
        }
    }

    /** Finds the {@link AdoptedKey} of a thread; a map asks the one that looks, so that one needs no weak reference. */
    private record Lookup(Thread thread) {
        @Override
        public int hashCode() {
            return AdoptedKey.hash(thread);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof AdoptedKey key && key.refersTo(thread);
        }
    }
}

package io.github.threading4j;

import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.SystemThreads;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.WatchProperties;
import io.github.threading4j.internal.WeakThreadMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The table of live threads, which maps each {@link Thread} to its {@link NamedThread}.
 *
 * <p>Threads that this library started are listed exactly from their start to their end; each has one entry while it is
 * alive, and none afterwards. Foreign threads are <i>adopted</i>, that is, added to the table, when their NamedThread
 * is first requested. Their entries refer to them weakly, so that the table keeps neither threads nor class loaders
 * reachable. Entries of threads that have ended are filtered out by {@code isAlive}.
 */
final class ThreadTable {
    private static final ConcurrentHashMap<Thread, NamedThread> STARTED = new ConcurrentHashMap<>();

    private static final WeakThreadMap<ForeignThread> ADOPTED = new WeakThreadMap<>();

    /**
     * Whether a foreign thread counts as a daemon while it runs a task of this library, if this differs from its
     * {@code isDaemon}.
     */
    private static final ThreadLocal<@Nullable Boolean> FOREIGN_COUNTS = new ThreadLocal<>();

    /** Whether {@link #FOREIGN_COUNTS} was ever set, so that most programs do not pay for the lookup. */
    private static volatile boolean foreignCounts;

    private static final AtomicLong REGISTRATIONS = new AtomicLong();

    static {
        handIn();
        WatchProperties.apply();
    }

    private ThreadTable() {}

    /**
     * Makes the threads and the excepthook of the root package accessible to the locks, and to the packages that the
     * root package depends on.
     */
    static void handIn() {
        ThreadingAccess.set(Access.INSTANCE);
    }

    static void add(NamedThread thread) {
        thread.registration = REGISTRATIONS.incrementAndGet();
        STARTED.put(thread.toJavaThread(), thread);
    }

    static void remove(NamedThread thread) {
        STARTED.remove(thread.toJavaThread());
    }

    /** Returns the calling thread; adopts it if it is a foreign thread. */
    static NamedThread current() {
        var thread = Thread.currentThread();
        return thread instanceof PlatformThread platform ? platform.named : of(thread);
    }

    /** Returns the NamedThread of a thread; adopts the thread if it is a foreign one. */
    static NamedThread of(Thread thread) {
        var known = known(thread);
        return known != null ? known : adopt(thread);
    }

    /**
     * Returns whether the calling thread counts as a daemon, without adopting the thread. For a thread of this library,
     * its NamedThread determines this. For a foreign thread, the task that it runs determines this or, if it runs no
     * task, its {@link Thread}.
     */
    static boolean isDaemon() {
        var thread = Thread.currentThread();
        if (thread instanceof PlatformThread platform) {
            return platform.named.isDaemon();
        }
        var counts = foreignCounts ? FOREIGN_COUNTS.get() : null;
        if (counts != null) {
            return counts;
        }
        if (!thread.isDaemon()) {
            return false;
        }
        NamedThread started = STARTED.get(thread); // Java regards every virtual thread as a daemon
        return started == null || started.isDaemon();
    }

    /** Sets whether the calling thread counts as a daemon. */
    static void countAsDaemon(boolean daemon) {
        var thread = Thread.currentThread();
        NamedThread started = thread instanceof PlatformThread platform ? platform.named : STARTED.get(thread);
        if (started != null) {
            started.daemon = daemon;
        } else if (thread.isDaemon() == daemon) {
            FOREIGN_COUNTS.remove();
        } else {
            foreignCounts = true;
            FOREIGN_COUNTS.set(daemon);
        }
    }

    /** Returns the name of a thread, without adopting it. */
    static String nameOf(Thread thread) {
        var known = known(thread);
        return known == null ? thread.getName() : known.getName();
    }

    /** Returns the NamedThread of a thread, or null for a foreign thread that was not adopted. */
    static @Nullable NamedThread known(Thread thread) {
        if (thread instanceof PlatformThread platform) {
            return platform.named;
        }
        // Only virtual threads, whose class is the JDK's, are looked up in the map: a foreign platform thread could
        // override equals and hashCode.
        NamedThread started = JavaThreads.isVirtual(thread) ? STARTED.get(thread) : null;
        return started != null ? started : adopted(thread);
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

    /** Returns all live threads, in the order in which they were started or adopted; the main thread first. */
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

    private static @Nullable ForeignThread adopted(Thread thread) {
        main(); // ensures that the main thread is in the table
        return ADOPTED.get(thread);
    }

    private static ForeignThread adopt(Thread thread) {
        return ADOPTED.computeIfAbsent(thread, () -> ForeignThread.dummy(thread, REGISTRATIONS.incrementAndGet()));
    }

    /** Returns the adopted threads, always including the main thread. */
    private static Iterable<ForeignThread> adopted() {
        main();
        return ADOPTED.values();
    }

    /** Implements the access to the root package, for the packages that the root package depends on. */
    private static final class Access extends ThreadingAccess {
        static final Access INSTANCE = new Access();

        @Override
        public void report(Throwable exception) {
            UncaughtExceptions.report(exception);
        }

        @Override
        public void report(String message, Throwable exception, @Nullable Object thread) {
            UncaughtExceptions.report(message, exception, (NamedThread) thread);
        }

        @Override
        public @Nullable Object knownThread() {
            return UncaughtExceptions.knownThread();
        }

        @Override
        public boolean isDaemon() {
            return ThreadTable.isDaemon();
        }

        @Override
        public void countAsDaemon(boolean daemon) {
            ThreadTable.countAsDaemon(daemon);
        }

        @Override
        public List<Thread> threads() {
            return list().stream()
                    .map(NamedThread::startedThread)
                    .filter(Objects::nonNull)
                    .toList();
        }

        @Override
        public void forEachThread(Consumer<? super Thread> action) {
            STARTED.keySet().forEach(action);
            for (var adopted : adopted()) {
                var thread = adopted.startedThread();
                if (thread != null) {
                    action.accept(thread);
                }
            }
        }

        @Override
        public String nameOf(Thread thread) {
            return ThreadTable.nameOf(thread);
        }

        @Override
        public String describe(Object object) {
            return object instanceof NamedThread thread ? thread.describe() : Labels.describe(object);
        }
    }

    private static final class MainThread {
        static final ForeignThread MAIN = find();

        private static ForeignThread find() {
            var main = SystemThreads.main();
            return main == null
                    ? ForeignThread.main(null) // the main thread ended before it was first requested
                    : ADOPTED.computeIfAbsent(main, () -> ForeignThread.main(main));
        }
    }
}

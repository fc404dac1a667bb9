package io.github.threading4j;

import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.SystemThreads;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.WeakThreadMap;
import java.util.ArrayList;
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
 * lives and nothing after. Threads that others started are adopted when they ask who they are: those entries are weak
 * and filtered by {@code isAlive}, so they hold on to no thread and no class loader.
 */
final class ThreadTable {
    private static final ConcurrentHashMap<Thread, NamedThread> STARTED = new ConcurrentHashMap<>();

    private static final WeakThreadMap<ForeignThread> ADOPTED = new WeakThreadMap<>();

    /** How a foreign thread counts while it runs a task of ours, where that is not what Java says. */
    private static final ThreadLocal<@Nullable Boolean> FOREIGN_COUNTS = new ThreadLocal<>();

    /** Whether there ever was such a thread; so that most programs don't pay for the question. */
    private static volatile boolean foreignCounts;

    private static final AtomicLong REGISTRATIONS = new AtomicLong();

    static {
        handIn();
    }

    private ThreadTable() {}

    /** Has the packages below the root, and the locks, know its threads and report to its hook. */
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

    /** The calling thread; adopts it if somebody else started it. */
    static NamedThread current() {
        var thread = Thread.currentThread();
        return thread instanceof PlatformThread platform ? platform.named : of(thread);
    }

    /** The NamedThread of a thread; adopts it if somebody else started it. */
    static NamedThread of(Thread thread) {
        var known = known(thread);
        return known != null ? known : adopt(thread);
    }

    /**
     * Whether the calling thread counts as a daemon: as its NamedThread says; a foreign thread as the task that it
     * runs, or as Java says. Adopts nobody.
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
        NamedThread started = STARTED.get(thread); // Java calls every virtual thread a daemon
        return started == null || started.isDaemon();
    }

    /** Makes the calling thread count as a daemon or not. */
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

    /** What a thread is called, without adopting it. */
    static String nameOf(Thread thread) {
        var known = known(thread);
        return known == null ? thread.getName() : known.getName();
    }

    /** The NamedThread of a thread, or null if somebody else started it and it never asked. */
    static @Nullable NamedThread known(Thread thread) {
        if (thread instanceof PlatformThread platform) {
            return platform.named;
        }
        // A virtual thread is the JDK's: a platform thread of others could override what a map would ask it.
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

    private static @Nullable ForeignThread adopted(Thread thread) {
        main(); // is one of them
        return ADOPTED.get(thread);
    }

    private static ForeignThread adopt(Thread thread) {
        return ADOPTED.computeIfAbsent(thread, () -> ForeignThread.dummy(thread, REGISTRATIONS.incrementAndGet()));
    }

    /** Those adopted, with the main thread, whether or not it ever asked who it is. */
    private static Iterable<ForeignThread> adopted() {
        main();
        return ADOPTED.values();
    }

    /** What is handed in. */
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
        public String nameOf(Thread thread) {
            return ThreadTable.nameOf(thread);
        }

        @Override
        public String describe(Object thread) {
            return ((NamedThread) thread).describe();
        }
    }

    private static final class MainThread {
        static final ForeignThread MAIN = find();

        private static ForeignThread find() {
            var main = SystemThreads.main();
            return main == null
                    ? ForeignThread.main(null) // it ended before anybody asked
                    : ADOPTED.computeIfAbsent(main, () -> ForeignThread.main(main));
        }
    }
}

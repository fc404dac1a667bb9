package io.github.threading4j;

import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.SystemThreads;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.WatchProperties;
import io.github.threading4j.internal.WeakThreadMap;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final StartedThreads STARTED = new StartedThreads();

    /** The virtual threads among the started threads. */
    private static final ConcurrentHashMap<Thread, NamedThread> VIRTUAL = new ConcurrentHashMap<>();

    private static final WeakThreadMap<ForeignThread> ADOPTED = new WeakThreadMap<>();

    /**
     * The NamedThread of a foreign thread that has requested it, for the thread itself. Weak, since a thread that
     * outlives this library must not keep its classes loaded.
     */
    private static final ThreadLocal<@Nullable WeakReference<ForeignThread>> SELF = new ThreadLocal<>();

    /**
     * Whether a foreign thread counts as a daemon while it runs a task of this library, if this differs from its
     * {@code isDaemon}.
     */
    private static final ThreadLocal<@Nullable Boolean> FOREIGN_COUNTS = new ThreadLocal<>();

    /** Whether {@link #FOREIGN_COUNTS} was ever set, so that most programs do not pay for the lookup. */
    private static volatile boolean foreignCounts;

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
        STARTED.add(thread);
        var java = thread.toJavaThread();
        if (!(java instanceof PlatformThread)) {
            VIRTUAL.put(java, thread);
        }
    }

    static void remove(NamedThread thread) {
        STARTED.remove(thread);
        var java = thread.toJavaThread();
        if (!(java instanceof PlatformThread)) {
            VIRTUAL.remove(java);
        }
    }

    /** Returns the calling thread; adopts it if it is a foreign thread. */
    static NamedThread current() {
        var thread = Thread.currentThread();
        var started = started(thread);
        if (started != null) {
            return started;
        }
        var known = SELF.get();
        var self = known == null ? null : known.get();
        return self == null ? adoptSelf(thread) : self;
    }

    private static ForeignThread adoptSelf(Thread thread) {
        var adopted = adopted(thread);
        var self = adopted == null ? adopt(thread) : adopted;
        SELF.set(new WeakReference<>(self));
        return self;
    }

    /** Returns the NamedThread of a thread that this library started; null for a foreign thread. */
    private static @Nullable NamedThread started(Thread thread) {
        if (thread instanceof PlatformThread platform) {
            return platform.named;
        }
        // A foreign platform thread could override the methods that are called here.
        return JavaThreads.isVirtual(thread) ? startedVirtual(thread) : null;
    }

    private static @Nullable NamedThread startedVirtual(Thread thread) {
        var named = VirtualTask.namedThreadOf(thread);
        return named == null ? VIRTUAL.get(thread) : named;
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
        var started = started(thread);
        if (started != null) {
            return started.isDaemon(); // Java regards every virtual thread as a daemon
        }
        var counts = foreignCounts ? FOREIGN_COUNTS.get() : null;
        return counts == null ? thread.isDaemon() : counts;
    }

    /** Sets whether the calling thread counts as a daemon. */
    static void countAsDaemon(boolean daemon) {
        var thread = Thread.currentThread();
        var started = started(thread);
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
        var started = started(thread);
        return started != null ? started : adopted(thread);
    }

    static NamedThread main() {
        return MainThread.MAIN;
    }

    static int size() {
        return STARTED.size() + aliveAdopted().size();
    }

    /** Returns all live threads, in the order in which they were started or adopted; the main thread first. */
    static List<NamedThread> list() {
        var listing = new Listing(STARTED.size(), aliveAdopted());
        STARTED.forEach(listing);
        return listing.finish();
    }

    /** Merges the started threads and the adopted ones into one list. */
    private static final class Listing implements StartedThreads.Visitor {
        private final List<NamedThread> threads;
        private final List<ForeignThread> adopted;
        private int nextAdopted;

        Listing(int started, List<ForeignThread> adopted) {
            this.threads = new ArrayList<>(started + adopted.size());
            this.adopted = adopted;
        }

        @Override
        public void visit(NamedThread started, long position) {
            while (nextAdopted < adopted.size() && adopted.get(nextAdopted).isBefore(position)) {
                threads.add(adopted.get(nextAdopted++));
            }
            threads.add(started);
        }

        List<NamedThread> finish() {
            threads.addAll(adopted.subList(nextAdopted, adopted.size()));
            return threads;
        }
    }

    /** Returns the adopted threads that are alive, in the order of their adoption. */
    private static List<ForeignThread> aliveAdopted() {
        var alive = new ArrayList<ForeignThread>();
        for (var thread : adopted()) {
            if (thread.isAlive()) {
                alive.add(thread);
            }
        }
        Collections.sort(alive);
        return alive;
    }

    private static @Nullable ForeignThread adopted(Thread thread) {
        main(); // ensures that the main thread is in the table
        return ADOPTED.get(thread);
    }

    private static ForeignThread adopt(Thread thread) {
        return ADOPTED.computeIfAbsent(thread, () -> ForeignThread.dummy(thread, STARTED.position()));
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
            STARTED.forEach((thread, position) -> action.accept(thread.toJavaThread()));
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
            return object instanceof NamedThread thread ? thread.describe() : Labels.describeWithoutForeignCode(object);
        }

        @Override
        public Error cancelled(@Nullable String message) {
            return Cancelled.create(message);
        }

        @Override
        public boolean isCancellation(Throwable thrown) {
            return Cancelled.isCancellation(thrown);
        }

        @Override
        public List<Throwable> failuresAfter(Throwable cancellation) {
            return Cancelled.failuresAfter(cancellation);
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

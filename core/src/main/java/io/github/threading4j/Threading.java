package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.NativeIds;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Python's {@code threading} module: who runs, who else does, and what becomes of their errors.
 *
 * <p>Meant for {@code import static io.github.threading4j.Threading.*;}. Threads that this library started are known
 * exactly. A thread that somebody else started (of a pool, a server, the JVM) is seen as Python sees such a one: it is
 * unknown until it asks {@link #currentThread()} for itself, and from then on listed under the name {@code Dummy-N}. It
 * can't be joined. The main thread is always known, by the name {@code MainThread}.
 *
 * <p>Only {@code sleep} waits. All methods may be called by any thread.
 *
 * <pre>{@code
 * new NamedThread(() -> sleep(0.1), "sleeper").start();
 * for (NamedThread thread : enumerate()) {
 *     System.out.println(thread.getName() + " " + thread.isAlive());
 * }
 * setExcepthook(args -> System.out.println(args.thread() + " failed: " + args.exception()));
 * setExcepthook(getDefaultExcepthook());
 * }</pre>
 *
 * <p><b>Differences from Python.</b> The main thread leaves {@link #enumerate()} when it ends. A thread's identity is
 * never used again for another. {@code settrace} and {@code setprofile} have no counterpart. {@code excepthook} can't
 * be unset, only replaced; {@code __excepthook__} is {@link #getDefaultExcepthook()}, which logs instead of printing.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link Thread#getAllStackTraces()} and {@link Thread#activeCount()}
 * know no virtual threads and do know those of the JVM.
 *
 * <p>Memory consistency effects: none of these methods orders anything.
 *
 * @since 0.1.0
 */
public final class Threading {
    /**
     * The largest timeout in seconds that is counted: about 292 years. Unlike Python, a larger one is not an error: it
     * waits forever.
     */
    public static final double TIMEOUT_MAX = Timeout.MAX_SECONDS;

    /** The smallest stack that may be asked for, in bytes, as in Python. */
    public static final long MIN_STACK_SIZE = ThreadSettings.MIN_STACK_SIZE;

    static {
        ThreadTable.handIn(); // before a hook can be set here that the other packages are to report to
    }

    private Threading() {}

    /**
     * The thread that calls this.
     *
     * @return the NamedThread that started it, or one that stands for the thread if somebody else started it: always
     *     the same for the same thread
     */
    public static NamedThread currentThread() {
        return ThreadTable.current();
    }

    /**
     * The thread that the JVM runs {@code main} in.
     *
     * @return the main thread, even if it has ended
     */
    public static NamedThread mainThread() {
        return ThreadTable.main();
    }

    /**
     * How many threads are alive, of those that {@link #enumerate()} lists.
     *
     * @return their number, at least 1 if the calling thread is one of them
     */
    public static int activeCount() {
        return ThreadTable.size();
    }

    /**
     * The threads that are alive, or just being started: daemons too, the main thread, and threads that somebody else
     * started if they have asked who they are. Costs time in proportion to their number.
     *
     * @return a new list, in the order in which they were started; the caller may change it
     */
    public static List<NamedThread> enumerate() {
        return ThreadTable.list();
    }

    /**
     * The calling thread's number, the same that {@link NamedThread#getIdent()} tells.
     *
     * @return a positive number that no other thread of this JVM has or will have
     */
    public static long getIdent() {
        return JavaThreads.id(Thread.currentThread());
    }

    /**
     * The operating system's number for the calling thread, as {@code top -H} shows it. Costs some microseconds.
     *
     * @return the number; empty in a virtual thread, and where the system has no way to tell (it has on Linux)
     */
    public static OptionalLong getNativeId() {
        return NativeIds.of(Thread.currentThread());
    }

    /**
     * The size of the stack of platform threads that are made without a size of their own.
     *
     * @return bytes, or 0 for the JVM's default
     */
    public static long stackSize() {
        return ThreadSettings.stackSize();
    }

    /**
     * Sets the size of the stack for platform threads that are constructed from now on, by a builder that was there
     * before, too; the JVM may round it or ignore it.
     *
     * @param bytes at least {@value #MIN_STACK_SIZE}, or 0 for the JVM's default
     * @return the size that was set before
     * @throws IllegalArgumentException if {@code bytes} is negative or too small
     */
    public static long stackSize(long bytes) {
        return ThreadSettings.setStackSize(bytes);
    }

    /**
     * {@return whether a thread starts with a copy of the {@linkplain io.github.threading4j.contextvars.Context
     * context} of the thread that starts it, rather than with an empty one: Python's {@code
     * sys.flags.thread_inherit_context}}
     */
    public static boolean getThreadInheritContext() {
        return ThreadSettings.inheritsContext();
    }

    /**
     * Sets what context threads start with that are started from now on and were not given one: true, as it is unless
     * this is called, for a copy of that of the thread that calls {@code start}; false for an empty one.
     *
     * @param inherit whether to inherit
     */
    public static void setThreadInheritContext(boolean inherit) {
        ThreadSettings.setInheritsContext(inherit);
    }

    /**
     * What is called with exceptions that nobody catches: Python's {@code threading.excepthook}.
     *
     * @return the hook that was set, or {@link #getDefaultExcepthook()}
     */
    public static ExceptHook getExcepthook() {
        return UncaughtExceptions.hook();
    }

    /**
     * Sets what is called with exceptions that nobody catches, for all threads, also those that run already.
     *
     * @param hook the new hook; {@link #getDefaultExcepthook()} brings the default back
     * @throws NullPointerException if {@code hook} is null
     */
    public static void setExcepthook(ExceptHook hook) {
        UncaughtExceptions.setHook(hook);
    }

    /**
     * The hook that is set from the beginning: Python's {@code threading.__excepthook__}.
     *
     * <p>It hands over to the {@link Thread.UncaughtExceptionHandler} that the application set for the thread, or else
     * for the JVM. Without one, it logs an ERROR with the thread's name and the stack trace, and where that is not
     * logged (SLF4J has no provider, or errors are switched off) it prints the same to {@link System#err}.
     *
     * @return the default hook
     */
    public static ExceptHook getDefaultExcepthook() {
        return UncaughtExceptions.DEFAULT_HOOK;
    }

    /**
     * Has the main thread interrupted when the program is ended from outside: what Python does at Ctrl-C, with
     * {@link InterruptedException} in place of {@code KeyboardInterrupt}.
     *
     * <p>At SIGINT (Ctrl-C), SIGTERM, SIGHUP, or a {@code System.exit} of another thread, the JVM interrupts the main
     * thread and waits until it has ended, for the grace at most. Then it ends, whatever other threads do; the exit
     * code stays that of the signal (130, 143, 129) or of {@code System.exit}. A main thread that calls
     * {@code System.exit} itself counts as ended, in its cleanup too: return from {@code main} instead. A second signal
     * has no effect. Where the main thread has ended before, none of this has an effect.
     *
     * <pre>{@code
     * interruptMainAtShutdown(5.0);
     * try {
     *     sleep(0.1);                                    // the work of the program
     * } catch (InterruptedException e) {                 // except KeyboardInterrupt:
     *     System.out.println("stopping");
     * }
     * }</pre>
     *
     * <p>An interrupt ends a wait that can be interrupted. A main thread that computes has to ask
     * {@link Thread#interrupted()}, one in {@link Lock#acquire()} is interrupted once it has the lock, and one that
     * reads {@code System.in} does not notice. The other threads, new ones and executors work on meanwhile. A shutdown
     * hook of the application runs at the same time: a logging framework may have closed its files by then. Exceptions
     * that were never retrieved are reported after the main thread has ended.
     *
     * <p>May be called by any thread, more than once: the last grace counts. There is no way to undo it. It holds this
     * library's classes until the JVM ends, so a library should leave the call to its application.
     *
     * @param grace how long to wait for the main thread, in seconds; 0 or less does not wait
     * @throws IllegalArgumentException if {@code grace} is NaN
     * @throws IllegalStateException if the JVM is shutting down
     */
    public static void interruptMainAtShutdown(double grace) {
        MainInterrupt.atShutdown(Timeout.orPoll(grace, "grace"));
    }

    /**
     * As {@link #interruptMainAtShutdown(double)}, with a {@code Duration}.
     *
     * @param grace how long to wait for the main thread; zero or less does not wait
     * @throws NullPointerException if {@code grace} is null
     * @throws IllegalStateException if the JVM is shutting down
     */
    public static void interruptMainAtShutdown(Duration grace) {
        MainInterrupt.atShutdown(Timeout.of(grace, "grace"));
    }

    /**
     * Does nothing for a while: Python's {@code time.sleep}.
     *
     * @param seconds how long at least; 0 lets other threads run
     * @throws IllegalArgumentException if {@code seconds} is NaN or negative
     * @throws InterruptedException if the calling thread is interrupted before or while it sleeps
     */
    public static void sleep(double seconds) throws InterruptedException {
        sleepNanos(Timeout.ofSleep(seconds));
    }

    /**
     * Does nothing for a while.
     *
     * @param time how long at least; zero or negative lets other threads run
     * @throws NullPointerException if {@code time} is null
     * @throws InterruptedException if the calling thread is interrupted before or while it sleeps
     */
    public static void sleep(Duration time) throws InterruptedException {
        sleepNanos(Timeout.of(Checks.notNull(time, "time")));
    }

    private static void sleepNanos(long nanos) throws InterruptedException {
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } else if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before sleeping");
        } else {
            Thread.yield();
        }
    }

    /**
     * Ends the calling thread silently: Python's {@code sys.exit()} in a thread. {@code finally} blocks run on the way.
     *
     * @return never; declared so that {@code throw exit();} tells the compiler that nothing follows
     * @throws ThreadExit always
     */
    public static ThreadExit exit() {
        throw new ThreadExit();
    }

    /**
     * Makes an iterator that several threads may share: Python's {@code serialize_iterator}.
     *
     * @param source the iterator, which nobody else should use from now on
     * @param <T> the type of the items
     * @return an iterator over the same items, each of which goes to one thread
     * @throws NullPointerException if {@code source} is null
     */
    public static <T extends @Nullable Object> SerializedIterator<T> serializeIterator(Iterator<? extends T> source) {
        return new SerializedIterator<>(source, source instanceof AutoCloseable closeable ? closeable : null);
    }

    /**
     * Makes an iterator that several threads may share of something that can be iterated over.
     *
     * @param source asked for its iterator at once
     * @param <T> the type of the items
     * @return an iterator over its items, each of which goes to one thread
     * @throws NullPointerException if {@code source} is null
     */
    public static <T extends @Nullable Object> SerializedIterator<T> serializeIterator(Iterable<? extends T> source) {
        return serializeIterator(Checks.notNull(source, "source").iterator());
    }

    /**
     * Makes an iterator that several threads may share of a stream.
     *
     * @param source the stream, which is used up by this; closing the iterator closes it
     * @param <T> the type of the items
     * @return an iterator over its items, each of which goes to one thread
     * @throws NullPointerException if {@code source} is null
     * @throws IllegalStateException if the stream was used before
     */
    public static <T extends @Nullable Object> SerializedIterator<T> serializeIterator(Stream<? extends T> source) {
        return new SerializedIterator<>(Checks.notNull(source, "source").iterator(), source);
    }

    /**
     * Makes each iterator that a function returns one that several threads may share: Python's decorator
     * {@code synchronized_iterator}.
     *
     * @param function makes an iterator; may be called several times
     * @param <T> the type of the items
     * @return a function that calls it and serializes what it returns
     * @throws NullPointerException if {@code function} is null
     */
    public static <T extends @Nullable Object> Supplier<SerializedIterator<T>> synchronizedIterator(
            Supplier<? extends Iterator<? extends T>> function) {
        Checks.notNull(function, "function");
        return () -> serializeIterator(function.get());
    }

    /**
     * Makes each iterator that a function of one argument returns one that several threads may share.
     *
     * @param function makes an iterator; may be called several times
     * @param <A> the type of the argument
     * @param <T> the type of the items
     * @return a function that calls it and serializes what it returns
     * @throws NullPointerException if {@code function} is null
     */
    public static <A extends @Nullable Object, T extends @Nullable Object>
            Function<A, SerializedIterator<T>> synchronizedIterator(
                    Function<? super A, ? extends Iterator<? extends T>> function) {
        Checks.notNull(function, "function");
        return argument -> serializeIterator(function.apply(argument));
    }

    /**
     * Makes several iterators of one, each over all of its items: Python's {@code concurrent_tee}.
     *
     * <p>Each branch is for one thread at a time ({@link #serializeIterator} makes it one for several), and different
     * branches for different threads. An item is kept until every branch has passed it. What the source throws, and its
     * end, reach each branch that gets there, which asks the source again. A branch may be given instead of a source:
     * the new branches begin where it stands.
     *
     * @param source the iterator, which nobody else should use from now on
     * @param n how many, 0 or more
     * @param <T> the type of the items
     * @return the branches, in an unmodifiable list
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws NullPointerException if {@code source} is null
     */
    public static <T extends @Nullable Object> List<Iterator<T>> concurrentTee(Iterator<? extends T> source, int n) {
        return TeeIterator.branches(source, n);
    }

    /**
     * Makes several iterators of something that can be iterated over, each over all of its items.
     *
     * @param source asked for its iterator at once, unless {@code n} is 0
     * @param n how many, 0 or more
     * @param <T> the type of the items
     * @return the branches, in an unmodifiable list
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws NullPointerException if {@code source} is null
     */
    public static <T extends @Nullable Object> List<Iterator<T>> concurrentTee(Iterable<? extends T> source, int n) {
        Checks.notNull(source, "source");
        return TeeIterator.isNone(n) ? List.of() : concurrentTee(source.iterator(), n);
    }

    /**
     * Makes several iterators of a stream, each over all of its items.
     *
     * @param source the stream, which is used up by this unless {@code n} is 0; it is not closed
     * @param n how many, 0 or more
     * @param <T> the type of the items
     * @return the branches, in an unmodifiable list
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws NullPointerException if {@code source} is null
     */
    public static <T extends @Nullable Object> List<Iterator<T>> concurrentTee(Stream<? extends T> source, int n) {
        Checks.notNull(source, "source");
        return TeeIterator.isNone(n) ? List.of() : concurrentTee(source.iterator(), n);
    }
}

package io.github.threading4j;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.insight.Deadlock;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.internal.CancelPoint;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.NativeIds;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Python's {@code threading} module: the current thread, the list of live threads, and the hook for
 * uncaught exceptions.
 *
 * <p>Intended for {@code import static io.github.threading4j.Threading.*;}. All threads that this library started are
 * known. Any other thread (of a pool, a server or the JVM) is a foreign thread, and is treated as in Python: it is
 * unknown until it calls {@link #currentThread()}, and is listed from then on under the name {@code Dummy-N}. It can't
 * be joined. The main thread is always known, by the name {@code MainThread}, and can be joined.
 *
 * <p>Only {@code sleep} waits. Any thread may call any method.
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
 * <p><b>Differences from Python.</b> {@link #enumerate()} no longer contains the main thread once it has ended. The
 * identifier of a thread is never reused for another thread. {@code settrace} and {@code setprofile} have no
 * counterpart. {@code excepthook} can be replaced but not unset; {@code __excepthook__} is {@link
 * #getDefaultExcepthook()}, which logs instead of printing.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link Thread#getAllStackTraces()} and {@link Thread#activeCount()}
 * omit virtual threads and include the JVM's own threads.
 *
 * <p>Memory consistency effects: none.
 *
 * @since 0.1.0
 */
public final class Threading {
    /**
     * The largest timeout that can be counted, in seconds: about 292 years. A larger timeout waits indefinitely; unlike
     * in Python, it is not an error.
     */
    public static final double TIMEOUT_MAX = Timeout.MAX_SECONDS;

    /** The smallest stack size that can be set, in bytes, as in Python. */
    public static final long MIN_STACK_SIZE = ThreadSettings.MIN_STACK_SIZE;

    static {
        ThreadTable.handIn(); // first, so that the other packages report to the hook that is set here
    }

    private Threading() {}

    /**
     * Returns the calling thread.
     *
     * @return the NamedThread of the calling thread, foreign or not; always the same object for the same thread
     */
    public static NamedThread currentThread() {
        return ThreadTable.current();
    }

    /**
     * Returns the thread in which the JVM runs {@code main}.
     *
     * @return the main thread, even if it has ended
     */
    public static NamedThread mainThread() {
        return ThreadTable.main();
    }

    /**
     * Returns the number of live threads, as listed by {@link #enumerate()}.
     *
     * @return their number, at least 1 if the calling thread is one of them
     */
    public static int activeCount() {
        return ThreadTable.size();
    }

    /**
     * Returns the threads that are alive or being started, including daemons, the main thread, and foreign threads that
     * have called {@link #currentThread()}. Takes time proportional to their number.
     *
     * @return a new list, in the order in which the threads were started; the caller may change it
     */
    public static List<NamedThread> enumerate() {
        return ThreadTable.list();
    }

    /**
     * Finds the deadlocks that exist at this moment, as {@link Insight#findDeadlocks()} does.
     *
     * <pre>{@code
     * Threading.findDeadlocks().forEach(System.out::println);
     * }</pre>
     *
     * @return the deadlocks; empty if none was found
     */
    public static List<Deadlock> findDeadlocks() {
        return Insight.findDeadlocks();
    }

    /**
     * Returns the calling thread's identifier, as {@link NamedThread#getIdent()} does.
     *
     * @return a positive number that no other thread of this JVM has or will have
     */
    public static long getIdent() {
        return JavaThreads.id(Thread.currentThread());
    }

    /**
     * Returns the operating system's identifier of the calling thread, as shown by {@code top -H}. Takes a few
     * microseconds.
     *
     * @return the identifier; empty in a virtual thread, and on a system that does not provide it (Linux provides it)
     */
    public static OptionalLong getNativeId() {
        return NativeIds.of(Thread.currentThread());
    }

    /**
     * Returns the stack size of platform threads that are created without an explicit size.
     *
     * @return the size in bytes, or 0 for the JVM's default
     */
    public static long stackSize() {
        return ThreadSettings.stackSize();
    }

    /**
     * Sets the stack size of platform threads that are created from now on, including by an existing builder; the JVM
     * may round the size or ignore it.
     *
     * @param bytes at least {@value #MIN_STACK_SIZE}, or 0 for the JVM's default
     * @return the previous size
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
     * Sets the initial context of threads that are started from now on without an explicit context: a copy of the
     * context of the thread that calls {@code start}, which is the default, or an empty context.
     *
     * @param inherit true for a copy, false for an empty context
     */
    public static void setThreadInheritContext(boolean inherit) {
        ThreadSettings.setInheritsContext(inherit);
    }

    /**
     * Returns the hook that is called with uncaught exceptions: Python's {@code threading.excepthook}.
     *
     * @return the hook that was set, or {@link #getDefaultExcepthook()}
     */
    public static ExceptHook getExcepthook() {
        return UncaughtExceptions.hook();
    }

    /**
     * Sets the hook that is called with uncaught exceptions, for all threads, including those that already run.
     *
     * @param hook the new hook; {@link #getDefaultExcepthook()} restores the default
     * @throws NullPointerException if {@code hook} is null
     */
    public static void setExcepthook(ExceptHook hook) {
        UncaughtExceptions.setHook(hook);
    }

    /**
     * Returns the hook that is set initially: Python's {@code threading.__excepthook__}.
     *
     * <p>It calls the {@link Thread.UncaughtExceptionHandler} that the application set for the thread, or else for the
     * JVM. If there is no such handler, it logs an ERROR with the thread's name and the stack trace. If the ERROR is
     * not logged (SLF4J has no provider, or the level is off), it is printed to {@link System#err}.
     *
     * @return the default hook
     */
    public static ExceptHook getDefaultExcepthook() {
        return UncaughtExceptions.DEFAULT_HOOK;
    }

    /**
     * Arranges for the main thread to be interrupted when the program is terminated from outside, as Python does on
     * Ctrl-C. {@link InterruptedException} takes the place of {@code KeyboardInterrupt}.
     *
     * <p>On SIGINT (Ctrl-C), SIGTERM, SIGHUP, or a {@code System.exit} of another thread, the JVM interrupts the main
     * thread and waits until it has ended, but at most for the grace period. Then the JVM ends, even if other threads
     * are still running; the exit code remains that of the signal (130, 143, 129) or of {@code System.exit}. A main
     * thread that calls {@code System.exit} itself, even in its cleanup, counts as ended: return from {@code main}
     * instead. A second signal has no effect. Nothing happens if the main thread has already ended.
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
     * <p>The interrupt ends a wait that is interruptible. A main thread that computes has to poll
     * {@link Thread#interrupted()}, a main thread in {@link Lock#acquire()} notices the interrupt only once it has
     * acquired the lock, and a main thread that reads {@code System.in} does not notice the interrupt. If a {@code try}
     * statement closes an executor and the interrupt is caught outside of that statement, {@code close} first waits for
     * the tasks. Therefore, catch the interrupt inside the statement, and call {@code shutdown(Duration.ZERO)}, which
     * interrupts the tasks. While the JVM waits for the main thread, other threads and executors continue to run, and
     * new threads can be started. The application's shutdown hooks run concurrently, so a logging framework may already
     * have closed its files. Unretrieved exceptions are reported after the main thread has ended.
     *
     * <p>Any thread may call this method, and it may be called more than once; the grace period of the last call
     * applies. The call can't be undone. It keeps this library's classes loaded until the JVM ends, so a library should
     * leave the call to the application.
     *
     * @param grace the maximum time to wait for the main thread, in seconds; if 0 or less, the JVM does not wait
     * @throws IllegalArgumentException if {@code grace} is NaN
     * @throws IllegalStateException if the JVM is shutting down
     */
    public static void interruptMainAtShutdown(double grace) {
        MainInterrupt.atShutdown(Timeout.orPoll(grace, "grace"));
    }

    /**
     * Like {@link #interruptMainAtShutdown(double)}, with a {@code Duration}.
     *
     * @param grace the maximum time to wait for the main thread; if zero or less, the JVM does not wait
     * @throws NullPointerException if {@code grace} is null
     * @throws IllegalStateException if the JVM is shutting down
     */
    public static void interruptMainAtShutdown(Duration grace) {
        MainInterrupt.atShutdown(Timeout.of(grace, "grace"));
    }

    /**
     * Suspends the calling thread: Python's {@code time.sleep}.
     *
     * @param seconds the minimum time to sleep, in seconds; if 0, the thread yields to other threads
     * @throws IllegalArgumentException if {@code seconds} is NaN or negative
     * @throws InterruptedException if the calling thread is interrupted before or while it sleeps
     */
    public static void sleep(double seconds) throws InterruptedException {
        sleepNanos(Timeout.ofSleep(seconds));
    }

    /**
     * Suspends the calling thread.
     *
     * @param time the minimum time to sleep; if zero or negative, the thread yields to other threads
     * @throws NullPointerException if {@code time} is null
     * @throws InterruptedException if the calling thread is interrupted before or while it sleeps
     */
    public static void sleep(Duration time) throws InterruptedException {
        sleepNanos(Timeout.of(Checks.notNull(time, "time")));
    }

    private static void sleepNanos(long nanos) throws InterruptedException {
        Cancelling.checkAtEdge();
        if (nanos > 0 && Cancelling.isUsed()) {
            sleepUnlessCancelled(nanos);
        } else if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } else if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before sleeping");
        } else {
            Thread.yield();
        }
    }

    /**
     * Runs an action, and cancels its waits when a time has elapsed. Equivalent to {@link #timeout(double,
     * ThrowingSupplier)} without a value.
     *
     * @param seconds the time for the action, in seconds; if zero or negative, its first wait is cancelled
     * @param body the action
     * @param <X> the type of exception that the action throws
     * @throws X if the action throws it
     * @throws TimeoutException if a wait of the action was cancelled because the time had elapsed; the cause is the
     *     {@link Cancelled}, which shows where the thread waited
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws NullPointerException if {@code body} is null
     */
    public static <X extends Throwable> void timeout(double seconds, ThrowingRunnable<X> body)
            throws X, TimeoutException {
        var nanos = Timeout.orPoll(seconds);
        TimeoutScope.run(nanos, Checks.notNull(body, "body"));
    }

    /**
     * Runs an action, and cancels its waits when a time has elapsed. Equivalent to {@link #timeout(double,
     * ThrowingRunnable)}.
     *
     * @param time the time for the action; if zero or negative, its first wait is cancelled
     * @param body the action
     * @param <X> the type of exception that the action throws
     * @throws X if the action throws it
     * @throws TimeoutException as for {@link #timeout(double, ThrowingRunnable)}
     * @throws NullPointerException if an argument is null
     */
    public static <X extends Throwable> void timeout(Duration time, ThrowingRunnable<X> body)
            throws X, TimeoutException {
        var nanos = Timeout.of(time, "time");
        TimeoutScope.run(nanos, Checks.notNull(body, "body"));
    }

    /**
     * Computes a value, and cancels the waits of the computation when a time has elapsed: Python's
     * {@code asyncio.timeout}, for threads.
     *
     * <pre>{@code
     * var jobs = new Queue<String>();
     * jobs.put("a job");
     * String job = timeout(2.0, () -> jobs.get());       // throws TimeoutException after two seconds
     * }</pre>
     *
     * <p>The body runs in the calling thread. If the time elapses, the wait that it is in, and each further wait,
     * throws {@link Cancelled}; when that error leaves the body, this method throws {@link TimeoutException}. A body
     * that returns a value has not timed out, however late it is. A body that never waits is not stopped; it can call
     * {@link CancelScope#check()}. Timeouts can be nested: each wait ends at the nearest deadline, and the outermost
     * timeout that has elapsed throws the exception. For what is a wait, and which waits are never cancelled, see
     * {@link CancelScope}. No thread is needed.
     *
     * @param seconds the time for the computation, in seconds; if zero or negative, its first wait is cancelled
     * @param body the computation
     * @param <T> the type of the value
     * @param <X> the type of exception that the body throws
     * @return the value
     * @throws X if the body throws it
     * @throws TimeoutException if a wait of the body was cancelled because the time had elapsed; the cause is the
     *     {@link Cancelled}, which shows where the thread waited
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws NullPointerException if {@code body} is null
     */
    public static <T extends @Nullable Object, X extends Throwable> T timeout(
            double seconds, ThrowingSupplier<T, X> body) throws X, TimeoutException {
        var nanos = Timeout.orPoll(seconds);
        return TimeoutScope.get(nanos, Checks.notNull(body, "body"));
    }

    /**
     * Computes a value, and cancels the waits of the computation when a time has elapsed. Equivalent to
     * {@link #timeout(double, ThrowingSupplier)}.
     *
     * @param time the time for the computation; if zero or negative, its first wait is cancelled
     * @param body the computation
     * @param <T> the type of the value
     * @param <X> the type of exception that the body throws
     * @return the value
     * @throws X if the body throws it
     * @throws TimeoutException as for {@link #timeout(double, ThrowingSupplier)}
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object, X extends Throwable> T timeout(
            Duration time, ThrowingSupplier<T, X> body) throws X, TimeoutException {
        var nanos = Timeout.of(time, "time");
        return TimeoutScope.get(nanos, Checks.notNull(body, "body"));
    }

    private static void sleepUnlessCancelled(long nanos) throws InterruptedException {
        try {
            CancelPoint.park(Threading::sleepHere, nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        }
    }

    private static boolean sleepHere(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
        return false;
    }

    /**
     * Ends the calling thread silently: Python's {@code sys.exit()} in a thread. Its {@code finally} blocks run.
     *
     * @return never; declared so that {@code throw exit();} tells the compiler that nothing follows
     * @throws ThreadExit always
     */
    public static ThreadExit exit() {
        throw new ThreadExit();
    }

    /**
     * Returns an iterator that several threads may share: Python's {@code serialize_iterator}.
     *
     * @param source the iterator, which must not be used directly from now on
     * @param <T> the type of the items
     * @return an iterator over the same items, each of which goes to one thread
     * @throws NullPointerException if {@code source} is null
     */
    public static <T extends @Nullable Object> SerializedIterator<T> serializeIterator(Iterator<? extends T> source) {
        return new SerializedIterator<>(source, source instanceof AutoCloseable closeable ? closeable : null);
    }

    /**
     * Returns a thread-safe iterator over the items of an {@code Iterable}.
     *
     * @param source the source, whose {@code iterator()} is called immediately
     * @param <T> the type of the items
     * @return an iterator over its items, each of which goes to one thread
     * @throws NullPointerException if {@code source} is null
     */
    public static <T extends @Nullable Object> SerializedIterator<T> serializeIterator(Iterable<? extends T> source) {
        return serializeIterator(Checks.notNull(source, "source").iterator());
    }

    /**
     * Returns a thread-safe iterator over the items of a stream.
     *
     * @param source the stream, which is consumed; closing the iterator closes the stream
     * @param <T> the type of the items
     * @return an iterator over its items, each of which goes to one thread
     * @throws NullPointerException if {@code source} is null
     * @throws IllegalStateException if the stream was used before
     */
    public static <T extends @Nullable Object> SerializedIterator<T> serializeIterator(Stream<? extends T> source) {
        return new SerializedIterator<>(Checks.notNull(source, "source").iterator(), source);
    }

    /**
     * Returns a function that serializes each iterator that the given function returns: Python's decorator
     * {@code synchronized_iterator}.
     *
     * @param function returns an iterator; may be called several times
     * @param <T> the type of the items
     * @return a function that calls the given one and returns an iterator that several threads may share
     * @throws NullPointerException if {@code function} is null
     */
    public static <T extends @Nullable Object> Supplier<SerializedIterator<T>> synchronizedIterator(
            Supplier<? extends Iterator<? extends T>> function) {
        Checks.notNull(function, "function");
        return () -> serializeIterator(function.get());
    }

    /**
     * Returns a function that serializes each iterator that the given function of one argument returns.
     *
     * @param function returns an iterator; may be called several times
     * @param <A> the type of the argument
     * @param <T> the type of the items
     * @return a function that calls the given one and returns an iterator that several threads may share
     * @throws NullPointerException if {@code function} is null
     */
    public static <A extends @Nullable Object, T extends @Nullable Object>
            Function<A, SerializedIterator<T>> synchronizedIterator(
                    Function<? super A, ? extends Iterator<? extends T>> function) {
        Checks.notNull(function, "function");
        return argument -> serializeIterator(function.apply(argument));
    }

    /**
     * Returns several iterators, called branches, each over all items of the given iterator: Python's
     * {@code concurrent_tee}.
     *
     * <p>A branch may be used by only one thread at a time ({@link #serializeIterator} lifts this restriction).
     * Different threads may use different branches at the same time. An item is kept until every branch has passed it.
     * Neither an exception of the source nor its end is stored: each branch that gets that far calls the source again.
     * The source may itself be a branch: the new branches begin at its position.
     *
     * @param source the iterator, which must not be used directly from now on
     * @param n the number of branches, 0 or more
     * @param <T> the type of the items
     * @return the branches, in an unmodifiable list
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws NullPointerException if {@code source} is null
     */
    public static <T extends @Nullable Object> List<Iterator<T>> concurrentTee(Iterator<? extends T> source, int n) {
        return TeeIterator.branches(source, n);
    }

    /**
     * Returns several iterators, each over all items of an {@code Iterable}.
     *
     * @param source the source, whose {@code iterator()} is called immediately, unless {@code n} is 0
     * @param n the number of branches, 0 or more
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
     * Returns several iterators, each over all items of a stream.
     *
     * @param source the stream, which is consumed unless {@code n} is 0; it is not closed
     * @param n the number of branches, 0 or more
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

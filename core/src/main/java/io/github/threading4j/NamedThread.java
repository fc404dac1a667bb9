package io.github.threading4j;

import io.github.threading4j.function.Target;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.CancelPoint;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ContextFreeTarget;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.LatchSource;
import io.github.threading4j.internal.NativeIds;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A thread of control: Python's {@code threading.Thread}. It wraps a {@link Thread}.
 *
 * <p>A thread runs a target, or an overridden {@link #run()}. {@link #start()} runs it once, in a new thread. The
 * thread is alive until the run has ended and, if it failed, the excepthook has returned. {@link #join()} waits until
 * the thread is no longer alive. A thread has a name, which need not be unique, and may be a daemon: a program ends
 * when all threads that are not daemons have ended. A NamedThread can also represent a <i>foreign</i> thread, which
 * this library did not start (see {@link Threading}). Any thread may call any method.
 *
 * <p>The constructors create platform threads, each of which is a thread of the operating system. On Java 21 and later,
 * {@link #builder()} also creates virtual threads, of which a program can have millions.
 *
 * <p>Only {@code join} waits. It throws {@link InterruptedException} if the calling thread is interrupted; the
 * interrupt does not affect the joined thread.
 *
 * <p>A subclass may override {@link #run()}, {@link #start()} and {@link #join(Duration)}; the other overloads of
 * {@code join} call {@code join(Duration)}. The library itself never calls an overridden {@code start} or {@code join},
 * not even when the program ends. To obtain a value, submit a task to an executor and use its
 * {@link io.github.threading4j.futures.Future}; {@code join} only returns whether the thread has ended.
 *
 * <pre>{@code
 * var thread = new NamedThread(() -> System.out.println("hello from " + currentThread().getName()), "greeter");
 * thread.start();
 * if (!thread.join(2.5)) {                       // seconds
 *     System.out.println("still greeting");
 * }
 *
 * class Greeter extends NamedThread {
 *     @Override
 *     public void run() {
 *         System.out.println("hello from " + getName());   // Thread-1, if it is the first without a name
 *     }
 * }
 * var greeter = new Greeter();
 * greeter.setDaemon(true);
 * greeter.start();
 * greeter.join();
 *
 * class Poller extends NamedThread {
 *     private final Event stop = new Event();
 *
 *     @Override
 *     public void run() throws InterruptedException {
 *         while (!stop.await(0.01)) {                      // seconds
 *             System.out.println("poll");
 *         }
 *     }
 *
 *     @Override
 *     public boolean join(Duration timeout) throws InterruptedException {
 *         stop.set();                                      // def join(self, timeout=None): self.stop.set()
 *         return super.join(timeout);                      //     super().join(timeout)
 *     }
 * }
 * var poller = new Poller();
 * poller.start();
 * poller.join();                                           // calls join(Duration)
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code args} and {@code kwargs} are captured by a lambda. A default name is
 * {@code Thread-N}, without the name of the target, since a lambda has none. {@code join} with a timeout returns
 * whether the thread has ended, and can't be overridden to return something else. {@code native_id} is empty again once
 * the thread has ended. A thread can be interrupted. As in Python, a program ends only after all threads that are not
 * daemons have ended; these include virtual threads. A thread starts with a copy of the context of the thread that
 * starts it, and the excepthook is called in the context of the thread that failed. {@code settrace} and
 * {@code setprofile} have no counterpart.
 *
 * <p><b>Differences from java.lang.Thread.</b> {@code join(1)} waits for a second, not a millisecond; {@code join}
 * before {@code start} is an error, whereas {@code Thread} does nothing; a thread that joins itself is also an error,
 * whereas {@code Thread} waits forever. {@code run} may throw. A thread inherits the daemon flag from the NamedThread
 * that creates it. The flag can't be changed once the thread has ended. Started threads are listed by
 * {@link Threading#enumerate()}. A NamedThread is not a {@code Thread}: {@link #toJavaThread()} returns the
 * {@code Thread} that it wraps, which may still be alive for an instant after {@code join} has returned.
 *
 * <p>Memory consistency effects: actions before {@code start} happen-before the run; the run and the excepthook
 * happen-before {@code join} returns (true, if it returns a boolean), and happen-before {@code isAlive} returns false
 * in a thread that knows that this thread was started. See the <a href="package-summary.html#memory">table of the
 * package</a>.
 *
 * @since 0.1.0
 */
public class NamedThread extends ThreadLifecycle {
    private static final VarHandle NAME = VarHandles.field(MethodHandles.lookup(), "name", String.class);

    private static final Target NOTHING = new NoTarget(false);
    private static final Target CONSUMED = new NoTarget(true);

    /** Takes the place of a target. This is a class, since linking lambdas would slow down the start of a program. */
    private static final class NoTarget implements Target {
        private final boolean consumed;

        NoTarget(boolean consumed) {
            this.consumed = consumed;
        }

        @Override
        public void run() {
            if (consumed) {
                throw new IllegalStateException("the target has already run (expected a thread that has not run it)");
            }
        }
    }

    private static final AtomicLong NUMBERS = new AtomicLong();

    /**
     * The name; null for a default name that was not requested yet. A default name is constructed from {@link #number}
     * when it is first requested.
     */
    private volatile @Nullable String name;

    private final long number;

    /** Null only for a {@link ForeignThread}. */
    private final @Nullable Thread thread;

    /** Replaced after the run, so that the objects that the target captured can be collected. */
    private Target target;

    /**
     * Creates a thread with a default name.
     *
     * @param target the code to run
     * @throws NullPointerException if {@code target} is null
     */
    public NamedThread(Target target) {
        this(new NamedThreadBuilder(), target);
    }

    /**
     * Creates a thread with a name.
     *
     * @param target the code to run
     * @param name the name; if it is empty, the default name is used, as in Python
     * @throws NullPointerException if an argument is null
     */
    public NamedThread(Target target, String name) {
        this(new NamedThreadBuilder().name(name), target);
    }

    /** Creates a thread with a default name, for a subclass that overrides {@link #run()}. */
    protected NamedThread() {
        this(new NamedThreadBuilder(), NOTHING);
    }

    /**
     * Creates a thread with a name, for a subclass that overrides {@link #run()}.
     *
     * @param name the name; if it is empty, the default name is used, as in Python
     * @throws NullPointerException if {@code name} is null
     */
    protected NamedThread(String name) {
        this(new NamedThreadBuilder().name(name), NOTHING);
    }

    /**
     * Creates a thread with the properties of a builder, for a subclass that overrides {@link #run()}.
     *
     * @param builder the builder
     * @throws NullPointerException if {@code builder} is null
     */
    protected NamedThread(NamedThreadBuilder builder) {
        this(Checks.notNull(builder, "builder"), NOTHING);
    }

    NamedThread(NamedThreadBuilder builder, Target target) {
        super(builder.context);
        this.target = Checks.notNull(target, "target");
        this.name = builder.name;
        this.number = builder.name == null ? nextNumber() : 0;
        this.daemon = builder.daemon == null ? ThreadTable.isDaemon() : builder.daemon;
        this.thread = builder.virtual ? newVirtualThread() : newPlatformThread(builder);
    }

    /** Creates a {@link ForeignThread}, whose {@link Thread} this library did not create. */
    NamedThread(String name, boolean daemon) {
        this.target = NOTHING;
        this.name = name;
        this.number = 0;
        this.daemon = daemon;
        this.thread = null;
    }

    private Thread newVirtualThread() {
        var virtual = VirtualTask.newThread(this);
        if (name != null) {
            virtual.setName(name);
        }
        return virtual;
    }

    private Thread newPlatformThread(NamedThreadBuilder builder) {
        long stackSize = builder.stackSize == null ? ThreadSettings.stackSize() : builder.stackSize;
        var platform = new PlatformThread(this, getName(), stackSize);
        platform.setDaemon(daemon);
        return platform;
    }

    /** Returns the next number for a default name, counted from 1. */
    static long nextNumber() {
        return NUMBERS.incrementAndGet();
    }

    /** {@return a new builder with default settings} */
    public static NamedThreadBuilder builder() {
        return new NamedThreadBuilder();
    }

    /**
     * Runs the target, once. A subclass may override this method to run something else.
     *
     * <p>After {@link #start()}, the new thread calls this method. A direct call runs the target in the calling thread.
     *
     * @throws Exception any exception that the target throws; it goes to the excepthook in a started thread, and to the
     *     caller otherwise
     * @throws IllegalStateException if the target has run already
     */
    @Override
    public void run() throws Exception {
        var running = target;
        try {
            running.run();
        } finally {
            target = running == NOTHING ? NOTHING : CONSUMED;
        }
    }

    /**
     * Starts the thread. When this method returns, the thread is alive and listed by {@link Threading#enumerate()}, or
     * has already ended.
     *
     * <p>A subclass that overrides this method calls {@code super.start()} to start the thread.
     *
     * @throws IllegalStateException if the thread was started before, even if it has ended since; or if the system
     *     can't start another thread, in which case {@code start} may be called again
     */
    public void start() {
        begin();
    }

    /**
     * Waits until the thread has ended. Calls {@link #join(Duration)} once, with the longest duration that can be
     * counted.
     *
     * @throws IllegalStateException if the thread was not started, is the calling thread, or is a foreign thread other
     *     than the main thread
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public final void join() throws InterruptedException {
        join(Timeout.LONGEST);
    }

    /**
     * Waits at most the given time until the thread has ended. Calls {@link #join(Duration)} with that time.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @return whether the thread has ended
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws IllegalStateException as for {@link #join()}
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public final boolean join(double seconds) throws InterruptedException {
        return join(Timeout.toDuration(Timeout.orPoll(seconds)));
    }

    /**
     * Waits at most the given time until the thread has ended.
     *
     * <p>All other overloads of {@code join} call this method, so a subclass overrides only this method, and calls
     * {@code super.join(timeout)} to wait. {@link #join()} passes {@code Duration.ofNanos(Long.MAX_VALUE)}, which waits
     * indefinitely; {@link #join(double)} passes no negative duration.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return whether the thread has ended
     * @throws NullPointerException if {@code timeout} is null
     * @throws IllegalStateException as for {@link #join()}
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public boolean join(Duration timeout) throws InterruptedException {
        var nanos = Timeout.of(timeout);
        try {
            return Cancelling.endsDeadlocksOf(nanos) ? CancelPoint.await(this::joinWithin, nanos) : joinWithin(nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        }
    }

    /** Returns this thread as a source of a select, which looks this method up by its name. */
    LatchSource<NamedThread> selectSource() {
        return new LatchSource<>(Blocker.Kind.JOIN, this, this::latchForSelect);
    }

    /**
     * {@return whether the thread was started and has not ended} A thread is alive while the excepthook handles its
     * exception.
     */
    public final boolean isAlive() {
        return alive();
    }

    /** {@return the thread's name} */
    public final String getName() {
        var known = name;
        if (known == null) {
            var mine = "Thread-" + number;
            var first = (String) NAME.compareAndExchange(this, null, mine);
            known = first == null ? mine : first;
        }
        return known;
    }

    /**
     * Renames the thread and its {@link Thread}, but not the {@code Thread} of a foreign thread.
     *
     * @param name the new name; may be empty and need not be unique
     * @throws NullPointerException if {@code name} is null
     */
    public final void setName(String name) {
        this.name = Checks.notNull(name, "name");
        renameJavaThread(name);
    }

    void renameJavaThread(String newName) {
        thread().setName(newName);
    }

    /** {@return whether the program may end without waiting for this thread} */
    public final boolean isDaemon() {
        return daemon;
    }

    /**
     * Sets whether the thread is a daemon. By default, a thread inherits this flag from the thread that creates it. A
     * foreign thread is a daemon if its {@link Thread} is one, so a foreign virtual thread is always a daemon, and the
     * main thread never is. While a thread runs a task of an executor, it counts as a daemon if the thread that
     * submitted the task counted as one.
     *
     * @param daemon whether the program may end without waiting for it
     * @throws IllegalStateException if the thread was started, even if it has ended since
     */
    public final void setDaemon(boolean daemon) {
        if (!isUntouched()) {
            throw tooLateForDaemon(null);
        }
        if (!isVirtual()) {
            try {
                thread().setDaemon(daemon);
            } catch (IllegalThreadStateException e) { // the thread was started concurrently
                throw tooLateForDaemon(e);
            }
        }
        this.daemon = daemon;
    }

    private IllegalStateException tooLateForDaemon(@Nullable Exception cause) {
        return new IllegalStateException("cannot set daemon status of active thread: " + describe(), cause);
    }

    /** {@return whether this is a virtual thread rather than a platform thread} */
    public final boolean isVirtual() {
        var java = javaThreadIfAny();
        return java != null && JavaThreads.isVirtual(java);
    }

    /** Returns the wrapped thread, or null if it is a foreign thread that was collected. */
    private @Nullable Thread javaThreadIfAny() {
        return thread != null ? thread : startedThread();
    }

    /**
     * Returns the thread's identifier, which no other thread of this JVM has or will have.
     *
     * @return a positive number; empty before the thread is started
     */
    public final OptionalLong getIdent() {
        var started = startedThread();
        return started == null ? OptionalLong.empty() : OptionalLong.of(JavaThreads.id(started));
    }

    /**
     * Returns the operating system's identifier of the thread, as shown by {@code top -H}. This takes a few
     * microseconds for the calling thread, and requires a thread dump for any other thread.
     *
     * @return the identifier; empty before the thread is started and after it has ended, for virtual threads, and on a
     *     system that does not provide it (Linux provides it)
     */
    public final OptionalLong getNativeId() {
        var started = startedThread();
        // Checks alive(), since the wrapped Thread may end an instant later than this thread, and keeps its identifier
        // until then.
        return started == null || !alive() ? OptionalLong.empty() : NativeIds.of(started);
    }

    @Override
    final boolean inheritsContext() {
        return !(target instanceof ContextFreeTarget);
    }

    @Override
    final void register() {
        ThreadTable.add(this);
    }

    @Override
    final void unregister() {
        ThreadTable.remove(this);
    }

    @Override
    final void report(Throwable exception) {
        UncaughtExceptions.report(exception, this);
    }

    /** Returns the wrapped thread, or null if it was not started, or is a foreign thread that was collected. */
    @Nullable Thread startedThread() {
        return wasStarted() ? thread : null;
    }

    /**
     * Interrupts the thread, as {@link Thread#interrupt()} does: an interruptible wait of the thread throws
     * {@link InterruptedException}. Has no effect on a thread that has ended. A thread that is interrupted before it is
     * started starts with its interrupt status set.
     */
    public final void interrupt() {
        var java = javaThreadIfAny();
        if (java != null) {
            Cancelling.interrupt(java);
        }
    }

    /**
     * Returns the {@link Thread} that this thread wraps, for code that needs one.
     *
     * @return the thread, started or not
     * @throws IllegalStateException if it is a foreign thread that has ended and was collected
     */
    public final Thread toJavaThread() {
        return thread();
    }

    @Override
    Thread thread() {
        return Checks.notNull(thread, "thread");
    }

    /**
     * Returns class, name and state, like Python's {@code repr}: {@code NamedThread[name=worker-1, started daemon,
     * ident=42]}.
     */
    @Override
    public String toString() {
        return describe();
    }

    /** The implementation of {@code toString}, which a subclass may override. Never fails or waits. */
    @Override
    final String describe() {
        var ident = getIdent();
        return Labels.of(
                typeName(),
                getName(),
                stateName() + (daemon ? " daemon" : "") + (ident.isPresent() ? ", ident=" + ident.getAsLong() : ""));
    }

    String typeName() {
        var simple = getClass().getSimpleName();
        return simple.isEmpty() ? "NamedThread" : simple;
    }
}

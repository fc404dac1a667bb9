package io.github.threading4j;

import io.github.threading4j.function.Target;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ContextFreeTarget;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Labels;
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
 * A thread of control: Python's {@code threading.Thread}, around a {@link Thread}.
 *
 * <p>It is given something to run, by a target or by overriding {@link #run()}; {@link #start()} runs that in a new
 * thread, once; it is alive until that has ended and, if it failed, the excepthook has returned. {@link #join()} waits
 * for the end. It has a name, which need not be unique, and may be a daemon: a program ends when all threads that are
 * not have ended. Any thread may call any method.
 *
 * <p>The constructors make platform threads (one of the operating system each); {@link #builder()} makes virtual
 * threads (virtual threads, cheap by the million) as well, from Java 21 on.
 *
 * <p>Only {@code join} waits. It throws {@link InterruptedException}; the thread that is joined notices nothing of
 * that.
 *
 * <p>A subclass may override {@link #run()}, {@link #start()} and {@link #join(Duration)}, which the other forms of
 * {@code join} call. Those overrides are for the program's own calls: when the library itself starts a thread or waits
 * for one, and when the JVM waits for the program's end, no override is called. To return a value from a thread, run it
 * as a task and use its {@link io.github.threading4j.futures.Future}; {@code join} only returns whether the thread has
 * ended.
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
 * {@code Thread-N}: a lambda has no name to add. {@code join} with a timeout returns whether the thread has ended, and
 * can't be overridden to return something else.
 * {@code native_id} is empty again after the end. A thread may be interrupted. A virtual thread is waited for at the
 * end of the program unless it is a daemon, as Python does with every thread. A thread starts with a copy of the
 * context of the thread that starts it, and the excepthook is called in its context. {@code settrace} and {@code
 * setprofile} have no counterpart.
 *
 * <p><b>Differences from java.lang.Thread.</b> {@code join(1)} is a second, not a millisecond; {@code join} before
 * {@code start}, and a thread's join of itself, are errors instead of doing nothing or waiting forever. {@code run} may
 * throw. The daemon flag is inherited from the NamedThread that constructs it, and can't be changed after the end.
 * Started threads are listed by {@link Threading#enumerate()}. It wraps a {@code Thread} and is
 * none: {@link #toJavaThread()} gives the thread for Java code. That one may still take an instant to end after
 * {@code join} returned.
 *
 * <p>Memory consistency effects: what a thread did before it calls {@code start} happens-before the run; the run and
 * the excepthook happen-before {@code join} returns (with true, where it tells) and before {@code isAlive} returns
 * false to somebody who knows that the thread was started. See the <a href="package-summary.html#memory">table of the
 * package</a>.
 *
 * @since 0.1.0
 */
public class NamedThread extends ThreadLifecycle {
    private static final VarHandle NAME = VarHandles.field(MethodHandles.lookup(), "name", String.class);

    private static final Target NOTHING = () -> {};
    private static final Target CONSUMED = () -> {
        throw new IllegalStateException("the target has run already: a thread runs it once");
    };

    private static final AtomicLong NUMBERS = new AtomicLong();

    volatile boolean daemon;

    /** Null until somebody asks, if it is the default name of {@link #number}. */
    private volatile @Nullable String name;

    private final long number;

    /** Null for an {@link ForeignThread} alone. */
    private final @Nullable Thread thread;

    /** Dropped when it has run, so that what it captured can be collected. */
    private Target target;

    /**
     * Makes a thread with a default name.
     *
     * @param target what to run
     * @throws NullPointerException if {@code target} is null
     */
    public NamedThread(Target target) {
        this(new NamedThreadBuilder(), target);
    }

    /**
     * Makes a thread with a name.
     *
     * @param target what to run
     * @param name its name; if empty, as in Python, the default name
     * @throws NullPointerException if an argument is null
     */
    public NamedThread(Target target, String name) {
        this(new NamedThreadBuilder().name(name), target);
    }

    /** Makes a thread with a default name, for a subclass that overrides {@link #run()}. */
    protected NamedThread() {
        this(new NamedThreadBuilder(), NOTHING);
    }

    /**
     * Makes a thread with a name, for a subclass that overrides {@link #run()}.
     *
     * @param name its name; if empty, as in Python, the default name
     * @throws NullPointerException if {@code name} is null
     */
    protected NamedThread(String name) {
        this(new NamedThreadBuilder().name(name), NOTHING);
    }

    /**
     * Makes a thread as a builder says, for a subclass that overrides {@link #run()}.
     *
     * @param builder the thread's properties
     * @throws NullPointerException if {@code builder} is null
     */
    protected NamedThread(NamedThreadBuilder builder) {
        this(Checks.notNull(builder, "builder"), NOTHING);
    }

    NamedThread(NamedThreadBuilder builder, Target target) {
        super(builder.context, builder.context == null && !(target instanceof ContextFreeTarget));
        this.target = Checks.notNull(target, "target");
        this.name = builder.name;
        this.number = builder.name == null ? nextNumber() : 0;
        this.daemon = builder.daemon == null ? ThreadTable.isDaemon() : builder.daemon;
        this.thread = builder.virtual ? newVirtualThread() : newPlatformThread(builder);
    }

    /** For {@link ForeignThread}, which has been started by somebody else. */
    NamedThread(String name, boolean daemon) {
        this.target = NOTHING;
        this.name = name;
        this.number = 0;
        this.daemon = daemon;
        this.thread = null;
    }

    private Thread newVirtualThread() {
        var virtual = JavaThreads.newVirtual(this::runToEnd);
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

    /** The next number for a default name, counted from 1. */
    static long nextNumber() {
        return NUMBERS.incrementAndGet();
    }

    /**
     * Starts with everything at its default; the builder says the rest.
     *
     * @return a new builder
     */
    public static NamedThreadBuilder builder() {
        return new NamedThreadBuilder();
    }

    /**
     * What the thread does; runs the target once, unless a subclass overrides it.
     *
     * <p>{@link #start()} has it called in the new thread. A direct call runs it in the calling thread.
     *
     * @throws Exception whatever it throws goes to the excepthook when {@code start} had it called, and to the caller
     *     otherwise
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
     * Starts the thread. It is listed by {@link Threading#enumerate()} and alive when this returns, or has ended
     * already.
     *
     * <p>A subclass that overrides this method starts the thread by {@code super.start()}.
     *
     * @throws IllegalStateException if it was started before (also if it has ended since), or if the system can't start
     *     another thread; in the second case it may be started again
     */
    public void start() {
        begin();
    }

    /**
     * Waits until the thread has ended: calls {@link #join(Duration)} once, with the longest duration that counts.
     *
     * @throws IllegalStateException if the thread was not started, is the calling thread, or was started by somebody
     *     else (the main thread may be joined)
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public final void join() throws InterruptedException {
        join(Timeout.LONGEST);
    }

    /**
     * Waits until the thread has ended, or some time has passed: calls {@link #join(Duration)} with that time.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @return whether the thread has ended
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws IllegalStateException as {@link #join()}
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public final boolean join(double seconds) throws InterruptedException {
        return join(Timeout.toDuration(Timeout.orPoll(seconds)));
    }

    /**
     * Waits until the thread has ended, or some time has passed.
     *
     * <p>All forms of {@code join} call this one, so a subclass overrides this one alone, and waits by {@code
     * super.join(timeout)}. {@link #join()} passes {@code Duration.ofNanos(Long.MAX_VALUE)}, which waits indefinitely;
     * {@link #join(double)} passes no negative duration.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return whether the thread has ended
     * @throws NullPointerException if {@code timeout} is null
     * @throws IllegalStateException as {@link #join()}
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public boolean join(Duration timeout) throws InterruptedException {
        return joinWithin(Timeout.of(timeout));
    }

    /**
     * {@return whether the thread was started and has not ended} It is alive while the excepthook handles its
     * exception.
     */
    public final boolean isAlive() {
        return alive();
    }

    /**
     * The thread's name.
     *
     * @return the name
     */
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
     * Renames the thread, and its {@link Thread} with it (but not one that somebody else started).
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
    @Override
    public final boolean isDaemon() {
        return daemon;
    }

    /**
     * Makes the thread a daemon or not. Unless this is called or the builder says so, it counts as the thread that
     * constructed it. A thread that this library did not start is a daemon if its {@link Thread} is one; a virtual
     * thread is, the main thread is not. In a task of an executor, the thread counts as the one that submitted the
     * task.
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
            } catch (IllegalThreadStateException e) { // somebody has started it just now
                throw tooLateForDaemon(e);
            }
        }
        this.daemon = daemon;
    }

    private IllegalStateException tooLateForDaemon(@Nullable Exception cause) {
        return new IllegalStateException("cannot set daemon status of active thread: " + this, cause);
    }

    /** {@return whether it is a virtual thread, rather than a platform thread} */
    public final boolean isVirtual() {
        var java = javaThreadIfAny();
        return java != null && JavaThreads.isVirtual(java);
    }

    /** The thread of Java, or null if somebody else started it and it was collected. */
    private @Nullable Thread javaThreadIfAny() {
        return thread != null ? thread : startedThread();
    }

    /**
     * The thread's number, which no other thread of this JVM has or will have.
     *
     * @return a positive number; empty before the start
     */
    public final OptionalLong getIdent() {
        var started = startedThread();
        return started == null ? OptionalLong.empty() : OptionalLong.of(JavaThreads.id(started));
    }

    /**
     * The operating system's number for the thread, as {@code top -H} shows it. Of the calling thread it costs some
     * microseconds; of another one, a thread dump.
     *
     * @return the number; empty before the start and after the end, for virtual threads, and where the system has no
     *     way to tell (it has on Linux)
     */
    public final OptionalLong getNativeId() {
        var started = startedThread();
        // The thread of Java may take an instant longer to end, and would still have its number.
        return started == null || !alive() ? OptionalLong.empty() : NativeIds.of(started);
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

    /** The thread if it was started, and, if it is somebody else's, can still be told. */
    @Nullable Thread startedThread() {
        return wasStarted() ? thread : null;
    }

    /**
     * Interrupts the thread, as {@link Thread#interrupt()} does: what waits interruptibly in it throws
     * {@link InterruptedException}. Has no effect on a thread that has ended, whoever started it; before the start, the
     * thread starts interrupted.
     */
    public final void interrupt() {
        var java = javaThreadIfAny();
        if (java != null) {
            java.interrupt();
        }
    }

    /**
     * The thread of Java that this one wraps, for code that wants one.
     *
     * @return the thread, started or not
     * @throws IllegalStateException if somebody else started it and it has ended and was collected
     */
    public final Thread toJavaThread() {
        return thread();
    }

    @Override
    Thread thread() {
        return Checks.notNull(thread, "thread");
    }

    /**
     * Shows class, name and state, like Python's {@code repr}:
     * {@code NamedThread[name=worker-1, started daemon, ident=42]}.
     */
    @Override
    public String toString() {
        return describe();
    }

    /**
     * What {@code toString} shows unless a subclass overrides it: by class, name and state, so that it can't fail or
     * wait.
     */
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

package io.github.threading4j.lowlevel;

import io.github.threading4j.Lock;
import io.github.threading4j.ThreadExit;
import io.github.threading4j.Threading;
import io.github.threading4j.function.Target;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.ThreadingAccess;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The functions of Python's {@code _thread} module: threads that are started without an object to control them.
 *
 * <p>Such a thread is a daemon: a program ends without waiting for it. It can't be joined; to signal its end, it can
 * release a lock. It starts in an empty context. {@link Threading#enumerate()} lists it only after it has called
 * {@link Threading#currentThread()}, and then as a dummy. Its exceptions go to the excepthook, whose argument includes
 * the thread only if the thread has called {@code currentThread}.
 *
 * <p>No method waits, and any thread may call any method.
 *
 * <pre>{@code
 * var done = LowLevelThreading.allocateLock();
 * done.acquire();
 * LowLevelThreading.startNewThread(() -> {
 *     System.out.println("hello");
 *     done.release();
 * });
 * done.acquire();                                    // waits for the thread
 * }</pre>
 *
 * <p><b>Differences from Python.</b> Arguments are captured by a lambda. An exception of a thread goes to the
 * excepthook, not to {@code sys.unraisablehook}. {@code interrupt_main} takes no signal, since Java threads have no
 * signals.
 *
 * <p><b>Differences from java.lang.Thread.</b> A thread has an identifier but no object; exceptions always go to the
 * excepthook.
 *
 * <p>Memory consistency effects: actions before {@code startNewThread} happen-before the run of the new thread. See the
 * <a href="../package-summary.html#memory">table of the root package</a>.
 *
 * @since 0.1.0
 */
public final class LowLevelThreading {
    /** The largest timeout that can be counted, in seconds, which is {@link Threading#TIMEOUT_MAX}. */
    public static final double TIMEOUT_MAX = Threading.TIMEOUT_MAX;

    private static final AtomicLong NUMBERS = new AtomicLong();

    private LowLevelThreading() {}

    /**
     * Starts a platform thread.
     *
     * @param function the code to run in the thread
     * @return the thread's identifier, which {@link #getIdent()} returns in that thread
     * @throws IllegalStateException if the system can't start another thread
     * @throws NullPointerException if {@code function} is null
     */
    public static long startNewThread(Target function) {
        Checks.notNull(function, "function");
        var name = "LowLevel-" + NUMBERS.incrementAndGet();
        var thread = new Thread(null, () -> runToEnd(function), name, Threading.stackSize(), false);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // thrown by the JVM if the system can't start more threads
            throw new IllegalStateException("can't start new thread: " + name + " (" + e.getMessage() + ")", e);
        }
        return JavaThreads.id(thread);
    }

    private static void runToEnd(Target function) {
        try {
            function.run();
        } catch (ThreadExit exit) {
            // the thread exits silently
        } catch (Throwable e) {
            ThreadingAccess.get().report(e);
        }
    }

    /**
     * Creates a lock: Python's {@code allocate_lock} and {@code allocate}.
     *
     * @return a new unlocked lock
     */
    public static Lock allocateLock() {
        return new Lock();
    }

    /**
     * Returns the calling thread's identifier.
     *
     * @return a positive number that no other thread of this JVM has or will have
     */
    public static long getIdent() {
        return Threading.getIdent();
    }

    /**
     * Returns the operating system's identifier of the calling thread.
     *
     * @return the identifier, as for {@link Threading#getNativeId()}
     */
    public static OptionalLong getNativeId() {
        return Threading.getNativeId();
    }

    /**
     * Ends the calling thread silently: Python's {@code exit} and {@code exit_thread}.
     *
     * @return never; declared so that {@code throw exit();} tells the compiler that nothing follows
     * @throws ThreadExit always
     */
    public static ThreadExit exit() {
        return Threading.exit();
    }

    /**
     * Interrupts the main thread, so that an interruptible wait in it throws {@link InterruptedException}. Has no
     * effect if the main thread has ended.
     */
    public static void interruptMain() {
        var main = Threading.mainThread();
        if (main.isAlive()) {
            main.interrupt();
        }
    }

    /**
     * Returns the stack size of threads that are created without an explicit size.
     *
     * @return the size in bytes, or 0 for the JVM's default
     */
    public static long stackSize() {
        return Threading.stackSize();
    }

    /**
     * Sets the stack size of threads that are created from now on, by this class and by {@code NamedThread}.
     *
     * @param bytes at least {@value Threading#MIN_STACK_SIZE}, or 0 for the JVM's default
     * @return the previous size
     * @throws IllegalArgumentException if {@code bytes} is negative or too small
     */
    public static long stackSize(long bytes) {
        return Threading.stackSize(bytes);
    }
}

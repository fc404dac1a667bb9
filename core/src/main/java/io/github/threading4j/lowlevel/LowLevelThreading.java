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
 * The functions of Python's {@code _thread} module: threads that are started and forgotten.
 *
 * <p>Such a thread is a daemon: a program ends without waiting for it. Nobody can join it; a lock that it releases at
 * its end says that it has ended. It is not listed by {@link Threading#enumerate()} until it asks for
 * {@link Threading#currentThread()} itself, and then as a dummy. What it throws goes to the excepthook, which is told a
 * thread only if it asked. It starts in an empty context.
 *
 * <p>Nothing here waits. All methods may be called by any thread.
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
 * <p><b>Differences from Python.</b> Arguments are captured by a lambda. What a thread throws goes to the one
 * excepthook, not to {@code sys.unraisablehook}. {@code interrupt_main} takes no signal: Java has none for a thread.
 *
 * <p><b>Differences from java.lang.Thread.</b> A thread has a number and no object; errors have one way out.
 *
 * <p>Memory consistency effects: what a thread did before {@code startNewThread} happens-before the run of the new one.
 * See the <a href="../package-summary.html#memory">table of the root package</a>.
 *
 * @since 0.1.0
 */
public final class LowLevelThreading {
    /** The largest timeout in seconds that is counted, as {@link Threading#TIMEOUT_MAX}. */
    public static final double TIMEOUT_MAX = Threading.TIMEOUT_MAX;

    private static final AtomicLong NUMBERS = new AtomicLong();

    private LowLevelThreading() {}

    /**
     * Starts a platform thread.
     *
     * @param function what to run in it
     * @return the thread's number, as it tells it itself by {@link #getIdent()}
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
        } catch (OutOfMemoryError e) { // what the JVM says when the system has no more threads
            throw new IllegalStateException("can't start new thread: " + name + " (" + e.getMessage() + ")", e);
        }
        return JavaThreads.id(thread);
    }

    private static void runToEnd(Target function) {
        try {
            function.run();
        } catch (ThreadExit exit) {
            // it ends silently, as it wants to
        } catch (Throwable e) {
            ThreadingAccess.get().report(e);
        }
    }

    /**
     * Makes a lock: Python's {@code allocate_lock} and {@code allocate}.
     *
     * @return a new unlocked lock
     */
    public static Lock allocateLock() {
        return new Lock();
    }

    /**
     * The calling thread's number.
     *
     * @return a positive number that no other thread of this JVM has or will have
     */
    public static long getIdent() {
        return Threading.getIdent();
    }

    /**
     * The operating system's number for the calling thread.
     *
     * @return the number, as {@link Threading#getNativeId()} tells it
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
     * Interrupts the main thread, which gets an {@link InterruptedException} where it waits; nothing if it has ended.
     */
    public static void interruptMain() {
        var main = Threading.mainThread();
        if (main.isAlive()) {
            main.interrupt();
        }
    }

    /**
     * The size of the stack of threads that are made without a size of their own.
     *
     * @return bytes, or 0 for the JVM's default
     */
    public static long stackSize() {
        return Threading.stackSize();
    }

    /**
     * Sets the size of the stack of threads that are made from now on, by this class and by {@code NamedThread}.
     *
     * @param bytes at least {@value Threading#MIN_STACK_SIZE}, or 0 for the JVM's default
     * @return the size that was set before
     * @throws IllegalArgumentException if {@code bytes} is negative or too small
     */
    public static long stackSize(long bytes) {
        return Threading.stackSize(bytes);
    }
}

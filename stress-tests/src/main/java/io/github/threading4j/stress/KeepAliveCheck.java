package io.github.threading4j.stress;

import io.github.threading4j.internal.KeepAlive;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Checks that a program has released the keep-alive thread as often as it has retained it. Otherwise the program never
 * ends, or ends too early.
 *
 * <p>A soak test calls {@link #requireReleased} at its end. In the JVMs that jcstress starts, this class is an agent,
 * since jcstress has no hook that runs after a test. If the check fails, the agent ends the JVM with an exit code that
 * jcstress reports as a failure of the test.
 */
public final class KeepAliveCheck {
    /**
     * The maximum time to wait for the release: the waiters for a task can return shortly before the task releases the
     * keep-alive thread.
     */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private KeepAliveCheck() {}

    /**
     * Called by the JVM before the main method, in the same thread.
     *
     * @param arguments not used
     */
    public static void premain(String arguments) {
        Thread main = Thread.currentThread();
        // Not a daemon, so that the JVM waits for the check even if the keep-alive thread was released too often.
        new Thread(() -> checkAfter(main), "keep-alive-check").start();
    }

    private static void checkAfter(Thread main) {
        try {
            main.join();
            requireReleased();
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1); // exit() would run shutdown hooks, which can fail
        }
    }

    /** Waits briefly until the keep-alive thread is released, and throws if it is still retained. */
    public static void requireReleased() {
        long deadline = System.nanoTime() + GRACE_NANOS;
        while (KeepAlive.JVM.retained() != 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "the keep-alive thread is retained at the end: " + KeepAlive.JVM.retained() + " (expected 0)");
            }
            LockSupport.parkNanos(100_000);
        }
    }
}

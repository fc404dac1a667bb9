package io.github.threading4j;

import org.jspecify.annotations.Nullable;

/**
 * One acquisition of an {@link Acquirable}, which {@link #close()} releases: what a Python {@code with} block holds.
 *
 * <p>{@link Acquirable#hold()} and {@link Acquirable#tryHold()} return a new hold for each acquisition, to be used in a
 * try-with-resources statement. The first call of {@code close} releases the acquisition; further calls have no effect,
 * so a block may close its hold early. A hold is intended for the thread that acquired it. Like any plain object, it
 * needs safe publication if it is passed to another thread, and two threads must not close it at the same time.
 *
 * <pre>{@code
 * var lock = new RLock();
 * try (var hold = lock.hold()) {
 *     System.out.println(lock.getHoldCount());   // 1
 *     hold.close();
 *     System.out.println(lock.locked());         // false
 * }                                              // already closed: nothing happens
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code with lock:} binds nothing; here the block has a handle on its acquisition.
 *
 * <p><b>Differences from java.util.concurrent.</b> There is no counterpart. In a method that the JIT has compiled, the
 * object is never actually allocated.
 *
 * <p>Memory consistency effects: {@link #close()} has the effects of the {@code release} that it calls.
 *
 * @since 0.1.0
 */
public final class Hold implements AutoCloseable {
    // Plain on purpose: a volatile or atomic field would keep the JIT from removing this object.
    private @Nullable Acquirable held;

    Hold(Acquirable held) {
        this.held = held;
    }

    /**
     * Releases the acquisition; has no effect if it is already released.
     *
     * @throws RuntimeException if the release is rejected; for example, an {@link RLock} that the calling thread does
     *     not hold throws {@link IllegalMonitorStateException}. This hold is closed nevertheless.
     */
    @Override
    public void close() {
        var releasing = held;
        if (releasing != null) {
            held = null;
            releasing.release();
        }
    }

    @Override
    public String toString() {
        return held == null ? "Hold[closed]" : "Hold[" + held + "]";
    }
}

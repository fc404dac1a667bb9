package io.github.threading4j;

import org.jspecify.annotations.Nullable;

/**
 * One acquisition of an {@link Acquirable}, released when it is closed: what a Python {@code with} block holds.
 *
 * <p>It is made by {@link Acquirable#hold()} and {@link Acquirable#tryHold()} for a try-with-resources statement, each
 * time anew. The first {@link #close()} releases, any further one does nothing, so a block may end its hold early. It
 * is meant for the thread that made it; handed to another thread, it needs safe publication like any plain object, and
 * must not be closed by two threads at once.
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
 * <p><b>Differences from java.util.concurrent.</b> There is no such thing there. In a method that the JIT compiles, the
 * object is never really allocated.
 *
 * <p>Memory consistency effects: those of the {@code release} that {@link #close()} calls.
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
     * Releases what was acquired; does nothing if that was done already.
     *
     * @throws RuntimeException if the release is refused, such as {@link IllegalMonitorStateException} by an
     *     {@link RLock} that the calling thread does not hold; this hold counts as closed all the same
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

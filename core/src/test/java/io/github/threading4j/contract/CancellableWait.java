package io.github.threading4j.contract;

import io.github.threading4j.function.ThrowingRunnable;
import java.util.function.Supplier;

/** A method that waits, for the {@link CancellableContract}. */
public record CancellableWait(String name, Supplier<Use> create) {
    /**
     * An object that threads wait for.
     *
     * @param await the call that waits; interruptible
     * @param repair called after a wait was cancelled, so that the next one is as the first
     * @param end ends the wait of one thread
     */
    public record Use(ThrowingRunnable<?> await, ThrowingRunnable<?> repair, ThrowingRunnable<?> end) {
        /** Returns an object that needs no repair. */
        public static Use of(ThrowingRunnable<?> await, ThrowingRunnable<?> end) {
            return new Use(await, () -> {}, end);
        }
    }

    static void run(ThrowingRunnable<?> action) throws Exception {
        try {
            action.run();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

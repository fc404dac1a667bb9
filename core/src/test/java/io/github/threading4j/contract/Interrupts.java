package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts the effect of an interrupt on a wait; called by the waiting thread. */
public final class Interrupts {
    private Interrupts() {}

    /** Asserts that a call by an interrupted thread throws InterruptedException and clears the interrupt status. */
    public static void before(ThrowingCallable call) {
        Thread.currentThread().interrupt();
        during(call);
    }

    /**
     * Asserts that a call throws InterruptedException if another thread interrupts it, and that the interrupt status
     * is cleared.
     */
    public static void during(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    /** Asserts that a call returns with the interrupt status set, after an interrupt before or during the call. */
    public static void ignored(ThrowingCallable call) throws Throwable {
        call.call();
        assertThat(Thread.interrupted()).isTrue();
    }
}

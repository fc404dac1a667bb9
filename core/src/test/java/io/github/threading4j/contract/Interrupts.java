package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What an interrupt does to a wait, seen from the thread that waits. */
public final class Interrupts {
    private Interrupts() {}

    /** The thread is interrupted and then calls: that throws, and clears the flag. */
    public static void before(ThrowingCallable call) {
        Thread.currentThread().interrupt();
        during(call);
    }

    /** Another thread interrupts the call: that throws, and clears the flag. */
    public static void during(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    /** The call goes on in spite of an interrupt before or during it, and leaves the flag set. */
    public static void ignored(ThrowingCallable call) throws Throwable {
        call.call();
        assertThat(Thread.interrupted()).isTrue();
    }
}

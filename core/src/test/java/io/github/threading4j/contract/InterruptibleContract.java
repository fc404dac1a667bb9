package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.threading4j.Acquirable;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;

/** An {@link Acquirable} whose waits are all interruptible: any kind except Lock, RLock and Condition. */
public interface InterruptibleContract<A extends Acquirable> extends AcquirableContract<A> {
    @EachThreadKind
    default void acquire_interruptedBefore_throwsWithoutAcquiring(ThreadKind kind) {
        var it = create();
        kind.run(() -> {
            Interrupts.before(it::acquire);
            Interrupts.before(() -> it.acquire(true));
            Interrupts.before(it::hold);
            Interrupts.before(() -> it.with(() -> fail("must not run")));
            Interrupts.before(() -> it.with(() -> fail("must not run", 1)));
        });
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void acquireFalse_interruptedBefore_acquiresAndKeepsTheInterruptStatus(ThreadKind kind) {
        var it = create();
        kind.run(() -> {
            Thread.currentThread().interrupt();
            assertThat(it.acquire(false)).isTrue();
            it.release();
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @EachThreadKind
    default void acquire_interruptedWhileWaiting_throwsWithoutAcquiring(ThreadKind kind) throws Exception {
        endsByInterrupt(kind, Acquirable::acquire);
        endsByInterrupt(kind, it -> it.acquire(true));
    }

    @EachThreadKind
    default void hold_interruptedWhileWaiting_throwsWithoutAcquiring(ThreadKind kind) throws Exception {
        endsByInterrupt(kind, Acquirable::hold);
    }

    @EachThreadKind
    default void with_interruptedWhileWaiting_throwsAndDoesNotRunTheBody(ThreadKind kind) throws Exception {
        endsByInterrupt(kind, it -> it.with(() -> fail("must not run")));
        endsByInterrupt(kind, it -> it.with(() -> fail("must not run", 1)));
    }

    private void endsByInterrupt(ThreadKind kind, UninterruptibleContract.Use<A> use) throws Exception {
        var it = create();
        it.acquire();
        try (var waiter = Bunch.start(kind, index -> Interrupts.during(() -> use.of(it)))) {
            awaitBlocked(waiter, it);
            waiter.thread().interrupt();
            waiter.join();
            assertThat(isFree(it)).isFalse();
            it.release();
        }
        assertThat(isFree(it)).isTrue();
    }
}

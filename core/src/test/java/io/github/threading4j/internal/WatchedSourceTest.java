package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.function.BooleanSupplier;

class WatchedSourceTest {
    private final Mutex mutex = new Mutex(this);
    private final Watchers watchers = new Watchers(mutex);
    private volatile boolean isThere;
    private volatile boolean fails;

    private SelectSync select(BooleanSupplier attempt) {
        var select = new SelectSync(this);
        select.add(new WatchedSource<Integer>(
                Blocker.Kind.ACQUIRE,
                this,
                into -> attempt.getAsBoolean(),
                () -> watchers,
                thread -> Enders.Open.ANY_THREAD));
        return select;
    }

    private boolean failIfAsked() {
        if (fails) {
            throw new IllegalStateException("fails");
        }
        return false;
    }

    /** A release wakes only one select. If that one fails, the thing is still there for the other one. */
    @EachThreadKind
    void attempt_ofTheWokenSelectFails_theOtherSelectIsWoken(ThreadKind kind) {
        var failing = select(this::failIfAsked);
        var taking = select(() -> isThere);
        try (var first = Bunch.start(
                kind,
                index ->
                        assertThatThrownBy(() -> failing.await(Timeout.FOREVER)).hasMessage("fails"))) {
            Await.allWaiting(first, this);
            try (var second = Bunch.start(
                    kind, index -> assertThat(taking.await(Timeout.FOREVER)).isZero())) {
                Await.allWaiting(second, this);
                fails = true;
                isThere = true;
                watchers.lockAndSignal(1);
            }
        }
    }
}

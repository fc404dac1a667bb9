package io.github.threading4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.github.threading4j.Event;
import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Something that a select can wait for. */
interface SelectContract {
    /** A thing of the kind under test; not ready at first. */
    interface Thing {
        /** Adds a case for this thing; undoes the effect of the case before it calls the function, if necessary. */
        Select<String> addTo(Select<String> select, ThrowingSupplier<String, ?> function);

        /** Lets one select take this thing. */
        void makeReady() throws Exception;

        /** Returns whether a select could take this thing now; takes it if it can be taken only once. */
        boolean isReady() throws Exception;
    }

    /** Creates a thing. */
    Thing create() throws InterruptedException;

    /** A form of {@code await} that waits for as long as the test takes. */
    interface Form {
        String await(Select<String> select) throws InterruptedException;
    }

    /** All of them. */
    List<Form> PATIENT = List.of(
            Select::await,
            select -> select.await(3_600, () -> fail("must not time out")),
            select -> select.await(1e300, () -> fail("must not time out")),
            select -> select.await(Duration.ofHours(1), () -> fail("must not time out")));

    /** The forms that do not wait. */
    List<Form> IMPATIENT = List.of(
            select -> select.await(0, () -> "nothing"),
            select -> select.await(-1, () -> "nothing"),
            select -> select.await(Duration.ZERO, () -> "nothing"),
            select -> select.await(Duration.ofSeconds(-1), () -> "nothing"));

    private static Select<String> select(Thing thing) {
        return thing.addTo(new Select<>(), () -> "it");
    }

    @EachThreadKind
    default void await_ready_takesItWithoutWaiting(ThreadKind kind) {
        kind.run(() -> {
            for (var forms : List.of(PATIENT, IMPATIENT)) {
                for (var form : forms) {
                    var it = create();
                    it.makeReady();
                    assertThat(form.await(select(it))).isEqualTo("it");
                }
            }
        });
    }

    @EachThreadKind
    default void await_notReady_doesNotWaitIfTheTimeoutIsZero(ThreadKind kind) {
        kind.run(() -> {
            for (var form : IMPATIENT) {
                assertThat(form.await(select(create()))).isEqualTo("nothing");
            }
        });
    }

    @EachThreadKind
    default void await_notReady_timesOut_andTakesNothingLater(ThreadKind kind) {
        kind.run(() -> {
            var it = create();
            var select = select(it);
            assertThat(select.await(0.001, () -> "nothing")).isEqualTo("nothing");
            assertThat(select.await(Duration.ofNanos(1_000), () -> "nothing")).isEqualTo("nothing");
            it.makeReady();
            assertThat(it.isReady()).isTrue();
        });
    }

    @EachThreadKind
    default void await_waiting_takesWhatBecomesReady(ThreadKind kind) throws Exception {
        for (var form : PATIENT) {
            var it = create();
            var select = select(it);
            try (var waiter =
                    Bunch.start(kind, index -> assertThat(form.await(select)).isEqualTo("it"))) {
                Await.allWaiting(waiter, select);
                it.makeReady();
            }
        }
    }

    @EachThreadKind
    default void await_waitingForTwo_takesOnlyTheOneThatBecomesReady(ThreadKind kind) throws Exception {
        for (var first : List.of(true, false)) {
            var it = create();
            var other = create();
            var select = new Select<String>();
            (first ? it : other).addTo(select, () -> "first");
            (first ? other : it).addTo(select, () -> "second");
            try (var waiter =
                    Bunch.start(kind, index -> assertThat(select.await()).isEqualTo(first ? "first" : "second"))) {
                Await.allWaiting(waiter, select);
                it.makeReady();
            }
            other.makeReady();
            assertThat(other.isReady()).isTrue();
        }
    }

    @EachThreadKind
    default void await_severalReady_takesOneAndLeavesTheOther(ThreadKind kind) {
        kind.run(() -> {
            var it = create();
            var other = create();
            it.makeReady();
            other.makeReady();
            var select = other.addTo(select(it), () -> "other");
            assertThat(select.await()).isEqualTo("it");
            assertThat(other.isReady()).isTrue();
        });
    }

    @EachThreadKind
    default void await_interruptedBefore_throwsAndTakesNothing(ThreadKind kind) {
        kind.run(() -> {
            for (var forms : List.of(PATIENT, IMPATIENT)) {
                for (var form : forms) {
                    var it = create();
                    it.makeReady();
                    var select = select(it);
                    Interrupts.before(() -> form.await(select));
                    assertThat(it.isReady()).isTrue();
                }
            }
        });
    }

    @EachThreadKind
    default void await_interruptedWhileWaiting_throwsAndTakesNothing(ThreadKind kind) throws Exception {
        for (var form : PATIENT) {
            var it = create();
            var select = select(it);
            try (var waiter = Bunch.start(kind, index -> Interrupts.during(() -> form.await(select)))) {
                Await.allWaiting(waiter, select);
                waiter.thread().interrupt();
            }
            it.makeReady();
            assertThat(it.isReady()).isTrue();
        }
    }

    @EachThreadKind
    default void await_again_waitsAgain(ThreadKind kind) throws Exception {
        var it = create();
        var again = new Event();
        var wasAgain = new Event();
        var select = select(it).on(again, () -> {
            again.clear();
            return "again";
        });
        try (var waiter = Bunch.start(kind, index -> {
            assertThat(select.await()).isEqualTo("again");
            wasAgain.set();
            assertThat(select.await()).isEqualTo("it");
        })) {
            Await.allWaiting(waiter, select);
            again.set();
            wasAgain.await();
            Await.allWaiting(waiter, select);
            it.makeReady();
        }
    }

    @Test
    default void await_theFunctionFails_whatWasTakenStaysTaken() throws Exception {
        var unchecked = new IllegalStateException("unchecked");
        var checked = new IOException("checked");
        for (var failure : List.of(unchecked, checked, new InterruptedException("checked"))) {
            var it = create();
            var select = it.addTo(new Select<>(), () -> {
                throw failure;
            });
            it.makeReady();
            var thrown = assertThatThrownBy(select::await);
            if (failure == unchecked) {
                thrown.isSameAs(unchecked);
            } else {
                thrown.isInstanceOf(CompletionException.class)
                        .hasCause(failure)
                        .hasMessageStartingWith("a function of a select failed");
            }
            assertThat(Thread.interrupted()).isEqualTo(failure instanceof InterruptedException);
        }
    }

    @Test
    default void await_theFunctionUsesTheSelect_isPermitted() throws Exception {
        var it = create();
        var select = new Select<String>();
        it.addTo(select, () -> select.on(new Event(), () -> "event").inOrder().toString());
        it.makeReady();
        assertThat(select.await()).startsWith("Select[").endsWith(", for Event[unset]]");
    }

    @EachThreadKind
    default void dump_showsTheSelect(ThreadKind kind) throws Exception {
        var it = create();
        var select = select(it);
        try (var waiter = Bunch.start(kind, index -> select.await())) {
            Await.allWaiting(waiter, select);
            var blocker = Blocker.of(waiter.thread().toJavaThread());
            assertThat(blocker.kind()).isEqualTo(Blocker.Kind.SELECT);
            assertThat(blocker.awaited()).isSameAs(select);
            it.makeReady();
        }
    }
}

package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Cancelled;
import io.github.threading4j.Event;
import io.github.threading4j.Threading;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import org.junit.jupiter.api.Test;

class PlaceTest {
    /** A thread that works for a block of another thread enters all scopes of that thread. */
    @EachThreadKind
    void enterAll_outerScopeOfTheOtherThreadIsCancelled_endsTheWait(ThreadKind kind) throws Exception {
        var outer = new CancelScope();
        var event = new Event();
        assertThat(outer.with(() -> new CancelScope().with(() -> {
                    var place = Place.current();
                    try (var worker = Bunch.start(kind, index -> {
                        var mine = Place.enterAll(place);
                        try {
                            assertThatThrownBy(event::await).isInstanceOf(Cancelled.class);
                        } finally {
                            mine.leaveAll();
                        }
                        CancelScope.check();
                        assertThat(Place.current()).isNull();
                    })) {
                        Await.waiting(worker.thread(), event);
                        outer.cancel();
                        CancelScope.shield(worker::join);
                    } catch (Cancelled e) {
                        // the wait in close()
                    }
                })))
                .isTrue();
    }

    @EachThreadKind
    void enterAll_fromInsideAShield_doesNotEnterTheScopesOutside(ThreadKind kind) throws Exception {
        var outer = new CancelScope();
        outer.cancel();
        Threading.timeout(100, () -> {
            var unused = outer.with(() -> CancelScope.shield(() -> {
                var shielded = Place.current();
                kind.run(() -> assertThat(Place.enterAll(shielded)).isNull());
                assertThat(new CancelScope().with(() -> {
                            var place = Place.current();
                            kind.run(() -> {
                                var mine = Place.enterAll(place);
                                assertThat(mine).isNotNull();
                                CancelScope.check();
                                assertThat(CancelScope.remaining()).isEmpty();
                                mine.leaveAll();
                            });
                        }))
                        .isTrue();
            }));
        });
    }

    @EachThreadKind
    void enterAll_deadlineOfTheOtherThread_isSeen(ThreadKind kind) throws Exception {
        Threading.timeout(100, () -> {
            var place = Place.current();
            kind.run(() -> {
                var mine = Place.enterAll(place);
                assertThat(CancelScope.remaining()).isPresent();
                mine.leaveAll();
                assertThat(CancelScope.remaining()).isEmpty();
            });
        });
    }

    @Test
    void enterAll_nowhere_isNowhere() {
        assertThat(Place.enterAll(null)).isNull();
        assertThat(Cancelling.stepOut()).isNull();
        Cancelling.comeBack(null);
    }
}

package io.github.threading4j.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Something that only one thread gets each time it is ready: {@code makeReady} can be called again. */
interface SelectOneTakerContract extends SelectContract {
    @EachThreadKind
    default void await_severalSelects_eachGetsOne_inTheOrderInWhichTheyCame(ThreadKind kind) throws Exception {
        var it = create();
        var order = new ConcurrentLinkedQueue<String>();
        var bunches = new ArrayList<Bunch>();
        for (var number : List.of("0", "1", "2")) {
            var select = it.addTo(new Select<>(), () -> number);
            var waiter = Bunch.start(kind, index -> order.add(select.await()));
            Await.allWaiting(waiter, select);
            bunches.add(waiter);
        }
        for (var waiter : bunches) {
            it.makeReady();
            waiter.join();
        }
        assertThat(order).containsExactly("0", "1", "2");
    }

    @EachThreadKind
    default void await_theFirstOfTwoSelectsIsInterrupted_theOtherGetsIt(ThreadKind kind) throws Exception {
        var it = create();
        var first = it.addTo(new Select<>(), () -> "first");
        var second = it.addTo(new Select<>(), () -> "second");
        try (var interrupted = Bunch.start(kind, index -> Interrupts.during(first::await))) {
            Await.allWaiting(interrupted, first);
            try (var waiter = Bunch.start(kind, index -> second.await())) {
                Await.allWaiting(waiter, second);
                interrupted.thread().interrupt();
                interrupted.join();
                it.makeReady();
            }
        }
    }

    @EachThreadKind
    default void await_theSameThingTwice_isTakenOnce(ThreadKind kind) throws Exception {
        var it = create();
        var select = it.addTo(it.addTo(new Select<>(), () -> "it"), () -> "it");
        try (var waiter = Bunch.start(kind, index -> assertThat(select.await()).isEqualTo("it"))) {
            Await.allWaiting(waiter, select);
            it.makeReady();
        }
        it.makeReady();
        assertThat(it.isReady()).isTrue();
    }
}

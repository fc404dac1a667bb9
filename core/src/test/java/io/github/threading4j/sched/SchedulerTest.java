package io.github.threading4j.sched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.Target;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final double NEVER = 1e6;

    /** The time of a simulated clock, which advances only while the scheduler waits. */
    private double now = 100;

    private final List<Double> delays = new ArrayList<>();
    private final Scheduler simulated = new Scheduler(() -> now, seconds -> {
        delays.add(seconds);
        now += seconds;
    });

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @Test
    void run_ordersEventsByTimePriorityAndOrderOfEntry() throws Exception {
        simulated.enter(2, 2, () -> done.add("2, second"));
        simulated.enter(3, 1, () -> done.add("3"));
        simulated.enterabs(102, 1, () -> done.add("2, first"));
        simulated.enter(2, 2, () -> done.add("2, third"));
        simulated.enterabs(50, 9, () -> done.add("past"));
        simulated.enter(-1, 0, () -> done.add("past, but later"));
        assertThat(simulated.getQueue()).isSorted().hasSize(6);
        simulated.run();
        assertThat(done).containsExactly("past", "past, but later", "2, first", "2, second", "2, third", "3");
        assertThat(now).isEqualTo(103);
        assertThat(simulated.empty()).isTrue();
    }

    @Test
    void delayfunc_isCalledForEachWaitAndWith0AfterEachAction() throws Exception {
        simulated.enter(2, 1, () -> done.add("a"));
        simulated.enter(5, 1, () -> done.add("b"));
        simulated.run();
        assertThat(delays).containsExactly(2.0, 0.0, 3.0, 0.0);
    }

    @Test
    void action_cancelsOneEventAndEntersAnother_runsOnlyTheEnteredOne() throws Exception {
        var never = simulated.enter(5, 1, () -> done.add("never"));
        simulated.enter(1, 1, () -> {
            simulated.cancel(never);
            simulated.enter(1, 1, () -> done.add("entered by an action"));
        });
        simulated.run();
        assertThat(done).containsExactly("entered by an action");
        assertThat(now).isEqualTo(102);
    }

    @Test
    void action_runsItsScheduler_runsEachEventOnce() throws Exception {
        simulated.enter(1, 1, () -> {
            done.add("begin");
            simulated.run();
            done.add("end");
        });
        simulated.enter(2, 1, () -> done.add("second"));
        simulated.enter(3, 1, () -> done.add("third"));
        simulated.run();
        assertThat(done).containsExactly("begin", "second", "third", "end");
    }

    /** As in Python, 0.0 and -0.0 are the same time. */
    @Test
    void run_eventsAtPositiveAndNegativeZero_areOrderedByPriority() throws Exception {
        var scheduler = new Scheduler(() -> 0, seconds -> {});
        scheduler.enterabs(-0.0, 2, () -> done.add("second"));
        scheduler.enterabs(0.0, 1, () -> done.add("first"));
        scheduler.run();
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void run_eventsAtInfiniteTimes_runImmediatelyOrNever() throws Exception {
        simulated.enterabs(Double.NEGATIVE_INFINITY, 1, () -> done.add("always due"));
        var never = simulated.enter(Double.POSITIVE_INFINITY, 1, () -> done.add("never"));
        assertThat(simulated.run(false)).hasValue(Double.POSITIVE_INFINITY);
        assertThat(done).containsExactly("always due");
        simulated.cancel(never);
        assertThat(simulated.empty()).isTrue();
    }

    @Test
    void getQueue_returnsAnUnmodifiableCopy() {
        simulated.enter(1, 1, () -> done.add("a"));
        var before = simulated.getQueue();
        simulated.enter(2, 1, () -> done.add("b"));
        assertThat(before).hasSize(1);
        assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @EachThreadKind
    @RaceHunt
    void cancel_concurrentWithRun_eachEventIsRunOrCancelledOnce(ThreadKind kind) throws Exception {
        Rounds.run(50, round -> {
            var scheduler = new Scheduler();
            var ended = new AtomicInteger();
            var events = new ArrayList<ScheduledEvent>();
            for (int i = 0; i < 200; i++) {
                events.add(scheduler.enter(i * 1e-6, 1, ended::incrementAndGet));
            }
            Bunch.start(kind, 4, index -> {
                        if (index < 2) {
                            scheduler.run();
                        } else {
                            for (var event : events) {
                                try {
                                    scheduler.cancel(event);
                                    ended.incrementAndGet();
                                } catch (IllegalArgumentException e) {
                                    // the event has already run, or the other thread has cancelled it
                                }
                            }
                        }
                    })
                    .close();
            assertThat(ended).hasValue(200);
        });
    }

    @Test
    void run_nonBlocking_runsDueEventsAndReturnsTheDelayOfTheNext() throws Exception {
        simulated.enter(0, 1, () -> done.add("due"));
        simulated.enter(4, 1, () -> done.add("not due"));
        assertThat(simulated.run(false)).hasValue(4);
        assertThat(done).containsExactly("due");
        now += 4;
        assertThat(simulated.run(false)).isEqualTo(OptionalDouble.empty());
        assertThat(done).containsExactly("due", "not due");
    }

    @Test
    void run_actionThrows_rethrowsAndKeepsOtherEvents() throws Exception {
        simulated.enter(1, 1, () -> {
            throw new IllegalStateException("unchecked");
        });
        simulated.enter(2, 1, () -> {
            throw new IOException("checked");
        });
        simulated.enter(3, 1, () -> done.add("the rest"));
        assertThatThrownBy(simulated::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("unchecked");
        assertThat(simulated.getQueue()).hasSize(2);
        assertThatThrownBy(simulated::run)
                .isInstanceOf(CompletionException.class)
                .hasMessage("an event's action failed: java.io.IOException: checked")
                .hasCauseInstanceOf(IOException.class);
        simulated.run();
        assertThat(done).containsExactly("the rest");
    }

    @Test
    void run_delayfuncThrows_rethrowsAndKeepsTheEvent() {
        var scheduler = new Scheduler(() -> 0, seconds -> {
            throw new InterruptedException("enough");
        });
        scheduler.enter(1, 1, () -> done.add("never"));
        assertThatThrownBy(scheduler::run)
                .isInstanceOf(InterruptedException.class)
                .hasMessage("enough");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(scheduler.getQueue()).hasSize(1);
    }

    @Test
    void cancel_eventNotInTheQueue_isRejected() throws Exception {
        var event = simulated.enter(1, 1, () -> done.add("a"));
        simulated.cancel(event);
        assertThatThrownBy(() -> simulated.cancel(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("event is not in the queue: ScheduledEvent[time=101.0, priority=1, sequence=0");
        var ran = simulated.enter(1, 1, () -> done.add("b"));
        simulated.run();
        assertThatThrownBy(() -> simulated.cancel(ran)).isInstanceOf(IllegalArgumentException.class);
        var others = new Scheduler(() -> 0).enterabs(1, 1, () -> done.add("c"));
        new Scheduler(() -> 0).enterabs(1, 1, () -> done.add("d"));
        var same = new Scheduler(() -> 0);
        same.enterabs(1, 1, () -> done.add("e"));
        assertThatThrownBy(() -> same.cancel(others)).isInstanceOf(IllegalArgumentException.class);
        assertThat(same.getQueue()).hasSize(1);
    }

    @Test
    void run_realClock_runsNoEventEarly() throws Exception {
        var scheduler = new Scheduler();
        var begin = System.nanoTime();
        scheduler.enter(0.02, 1, () -> done.add("a"));
        scheduler.run();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    @EachThreadKind
    void enter_earlierEvent_wakesAWaitingRun(ThreadKind kind) {
        var scheduler = new Scheduler();
        var last = scheduler.enter(NEVER, 1, () -> done.add("never"));
        try (var runner = Bunch.start(kind, index -> scheduler.run())) {
            Await.waiting(runner.thread(), scheduler);
            scheduler.enter(0, 1, () -> {
                done.add("earlier");
                scheduler.cancel(last);
            });
        }
        assertThat(done).containsExactly("earlier");
    }

    @EachThreadKind
    void cancel_eventThatRunWaitsFor_wakesRun(ThreadKind kind) {
        var scheduler = new Scheduler();
        var first = scheduler.enter(NEVER, 1, () -> done.add("never"));
        try (var runner = Bunch.start(kind, index -> scheduler.run())) {
            Await.waiting(runner.thread(), scheduler);
            scheduler.cancel(first);
        }
        assertThat(done).isEmpty();
    }

    @EachThreadKind
    void run_interrupted_throwsAndLosesNoEvent(ThreadKind kind) {
        var scheduler = new Scheduler();
        scheduler.enter(NEVER, 1, () -> done.add("never"));
        try (var runner = Bunch.start(
                kind, index -> assertThatThrownBy(scheduler::run).isInstanceOf(InterruptedException.class))) {
            Await.waiting(runner.thread(), scheduler);
            runner.thread().interrupt();
        }
        assertThat(scheduler.getQueue()).hasSize(1);
    }

    @EachThreadKind
    void run_bySeveralThreads_runsEachEventOnce(ThreadKind kind) throws Exception {
        var scheduler = new Scheduler();
        var count = new AtomicInteger();
        var all = new CountDownLatch(400);
        for (int i = 0; i < 400; i++) {
            scheduler.enter(i / 100_000.0, i % 3, () -> {
                count.incrementAndGet();
                all.countDown();
            });
        }
        Bunch.start(kind, 4, index -> scheduler.run()).close();
        assertThat(count).hasValue(400);
        assertThat(all.getCount()).isZero();
    }

    @Test
    void run_clockReturnsNaN_isRejected() {
        var time = new double[] {0};
        var scheduler = new Scheduler(() -> time[0]);
        scheduler.enter(1, 1, () -> {});
        time[0] = Double.NaN;
        for (var blocking : new boolean[] {true, false}) {
            assertThatThrownBy(() -> scheduler.run(blocking))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("invalid clock time: NaN (expected a number of seconds)");
        }
        assertThatThrownBy(() -> scheduler.enter(1, 1, () -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThat(scheduler.getQueue()).hasSize(1);
    }

    @Test
    void badArguments_areRejectedAndEnterNothing() {
        assertThatThrownBy(() -> simulated.enter(Double.NaN, 1, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid delay: NaN (expected a number of seconds)");
        assertThatThrownBy(() -> simulated.enterabs(Double.NaN, 1, () -> {}))
                .hasMessage("invalid time: NaN (expected a number of seconds)");
        assertThatThrownBy(() -> simulated.enter(1, 1, null)).hasMessage("action: null (expected a value)");
        assertThatThrownBy(() -> simulated.cancel(null)).hasMessage("event: null (expected a value)");
        assertThatThrownBy(() -> new Scheduler(null)).hasMessage("timefunc: null (expected a value)");
        assertThat(simulated.empty()).isTrue();
        assertThat(simulated).hasToString("Scheduler[0 events]");
    }

    /** A thread must stop waiting for an event when another thread has run it. */
    @EachThreadKind
    void run_anotherThreadRunsTheLastEvent_returns(ThreadKind kind) throws Exception {
        var time = new AtomicInteger();
        var scheduler = new Scheduler(time::get);
        scheduler.enter(NEVER, 1, () -> done.add("done"));
        try (var runner = Bunch.start(kind, index -> scheduler.run())) {
            Await.waiting(runner.thread(), scheduler);
            time.set((int) NEVER);
            scheduler.run(false);
        }
        assertThat(done).containsExactly("done");
    }

    /** The {@code equals} of an action is user code, which could block or use the scheduler. */
    @Test
    void cancel_doesNotCallEqualsOfActions() {
        var action = new Target() {
            @Override
            public void run() {}

            @Override
            public boolean equals(Object other) {
                throw new AssertionError("called");
            }

            @Override
            public int hashCode() {
                throw new AssertionError("called");
            }
        };
        simulated.cancel(simulated.enter(1, 1, action));
        assertThat(simulated.empty()).isTrue();
    }
}

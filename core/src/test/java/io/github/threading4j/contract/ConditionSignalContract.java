package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Condition;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code signal}, {@code signal(n)}, {@code signalAll}: which waiters they wake, in which order, and that no signal is
 * lost.
 */
public interface ConditionSignalContract extends ConditionContract {
    /** The number of waiters in these tests. */
    int WAITERS = 5;

    /** Starts threads that wait in the order of their numbers; each adds its number to a queue when signalled. */
    private List<Bunch> waiters(ThreadKind kind, Condition condition, ConcurrentLinkedQueue<Integer> released) {
        var waiters = new ArrayList<Bunch>();
        for (int i = 0; i < WAITERS; i++) {
            var number = i;
            waiters.add(Bunch.start(kind, index -> {
                try (var hold = condition.hold()) {
                    assertThat(condition.await()).isTrue();
                    released.add(number);
                }
            }));
            awaitSignalled(waiters.get(i), condition);
        }
        return waiters;
    }

    private void releaseTheRest(Condition condition, List<Bunch> waiters) throws Exception {
        condition.with(() -> condition.signalAll());
        waiters.forEach(Bunch::join);
        assertThat(condition.toString()).endsWith("waiting=0]");
    }

    @EachThreadKind
    default void signal_repeated_wakesWaitersInFifoOrder(ThreadKind kind) {
        var condition = create();
        var released = new ConcurrentLinkedQueue<Integer>();
        var waiters = waiters(kind, condition, released);
        for (int i = 0; i < WAITERS; i++) {
            signal(condition);
            waiters.get(i).join();
            assertThat(released).hasSize(i + 1);
        }
        assertThat(released).containsExactly(0, 1, 2, 3, 4);
    }

    @EachThreadKind
    default void signalAll_wakesAllWaitersInFifoOrder(ThreadKind kind) throws Exception {
        var condition = create();
        var released = new ConcurrentLinkedQueue<Integer>();
        releaseTheRest(condition, waiters(kind, condition, released));
        assertThat(released).containsExactly(0, 1, 2, 3, 4);
    }

    @EachThreadKind
    default void signalTwo_wakesTheTwoLongestWaitingThreads(ThreadKind kind) throws Exception {
        var condition = create();
        var released = new ConcurrentLinkedQueue<Integer>();
        var waiters = waiters(kind, condition, released);
        condition.with(() -> condition.signal(2));
        waiters.get(0).join();
        waiters.get(1).join();
        for (var waiter : waiters.subList(2, WAITERS)) {
            awaitSignalled(waiter, condition);
        }
        assertThat(released).containsExactly(0, 1);
        assertThat(condition.toString()).endsWith("waiting=3]");
        releaseTheRest(condition, waiters);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    default void signalN_zeroOrNegative_wakesNoWaiter(int n) throws Exception {
        var condition = create();
        var released = new ConcurrentLinkedQueue<Integer>();
        var waiters = waiters(ThreadKind.PLATFORM, condition, released);
        condition.with(() -> condition.signal(n));
        condition.with(() -> {
            assertThat(released).isEmpty();
            waiters.forEach(waiter -> awaitSignalled(waiter, condition));
        });
        releaseTheRest(condition, waiters);
    }

    @ParameterizedTest
    @ValueSource(ints = {WAITERS, WAITERS + 1, Integer.MAX_VALUE})
    default void signalN_atLeastTheNumberOfWaiters_wakesAll(int n) throws Exception {
        var condition = create();
        var released = new ConcurrentLinkedQueue<Integer>();
        var waiters = waiters(ThreadKind.PLATFORM, condition, released);
        condition.with(() -> condition.signal(n));
        waiters.forEach(Bunch::join);
        assertThat(released).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    default void signal_noWaiters_doesNotWakeALaterWaiter() throws Exception {
        var condition = create();
        condition.acquire();
        condition.signal();
        condition.signal(3);
        condition.signal(Integer.MAX_VALUE);
        condition.signalAll();
        assertThat(condition.await(0)).isFalse();
        assertHeldOnceAndNobodyWaits(condition);
    }

    @EachThreadKind
    default void signal_doesNotReleaseTheLock(ThreadKind kind) throws Exception {
        var condition = create();
        var released = new ConcurrentLinkedQueue<Integer>();
        var waiters = waiters(kind, condition, released);
        condition.acquire();
        condition.signalAll();
        waiters.forEach(waiter -> Await.parked(waiter.thread().toJavaThread()));
        assertThat(released).isEmpty();
        assertThat(isFree(condition)).isFalse();
        condition.release();
        waiters.forEach(Bunch::join);
    }

    @EachThreadKind
    default void signal_withoutTheLock_isRejected(ThreadKind kind) throws Exception {
        var condition = create();
        var released = new ConcurrentLinkedQueue<Integer>();
        var waiters = waiters(kind, condition, released);
        kind.run(() -> assertRefused(condition));
        condition.acquire(); // held by a thread other than the signalling one
        kind.run(() -> assertRefused(condition));
        condition.release();
        assertThat(released).isEmpty();
        releaseTheRest(condition, waiters);
    }

    @EachThreadKind
    default void signal_withoutTheLockAndWithoutWaiters_isRejected(ThreadKind kind) {
        var condition = create();
        kind.run(() -> assertRefused(condition));
    }

    private static void assertRefused(Condition condition) {
        assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalMonitorStateException.class);
        for (var n : new int[] {1, 2, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> condition.signal(n)).isInstanceOf(IllegalMonitorStateException.class);
        }
    }

    @EachThreadKind
    default void signal_firstWaiterInterrupted_wakesTheNext(ThreadKind kind) throws Exception {
        var condition = create();
        var released = new ConcurrentLinkedQueue<Integer>();
        try (var first = Bunch.start(kind, index -> condition.with(() -> Interrupts.during(condition::await)))) {
            awaitSignalled(first, condition);
            var waiters = waiters(kind, condition, released);
            condition.acquire();
            first.thread().interrupt();
            awaitQueued(first, condition);
            condition.signal();
            condition.release();
            waiters.get(0).join();
            assertThat(released).containsExactly(0);
            releaseTheRest(condition, waiters);
        }
    }

    @EachThreadKind
    default void signal_firstWaitersTimedOut_wakesTheNext(ThreadKind kind) throws Exception {
        var condition = create();
        try (var impatient = Bunch.start(
                kind,
                3,
                index -> condition.with(() -> {
                    assertThat(condition.await(1e-3)).isFalse();
                }))) {
            impatient.join();
            var released = new ConcurrentLinkedQueue<Integer>();
            var waiters = waiters(kind, condition, released);
            signal(condition);
            waiters.get(0).join();
            assertThat(released).containsExactly(0);
            releaseTheRest(condition, waiters);
        }
    }

    @EachThreadKind
    default void await_interruptedAfterTheSignal_returnsTrueWithTheInterruptStatusSet(ThreadKind kind)
            throws Exception {
        var condition = create();
        var released = new ConcurrentLinkedQueue<Integer>();
        try (var first = Bunch.start(
                kind,
                index -> condition.with(() -> {
                    assertThat(condition.await()).isTrue();
                    assertThat(Thread.interrupted()).isTrue();
                }))) {
            awaitSignalled(first, condition);
            var waiters = waiters(kind, condition, released);
            condition.acquire();
            condition.signal();
            first.thread().interrupt();
            condition.release();
            first.join();
            assertThat(released).isEmpty();
            releaseTheRest(condition, waiters);
        }
    }

    @EachThreadKind
    default void signal_duringATimeout_wakesAtLeastOneOfTwoWaiters(ThreadKind kind) {
        var condition = create();
        for (int round = 0; round < 50; round++) {
            var signalled = new boolean[2];
            try (var first = Bunch.start(kind, index -> condition.with(() -> signalled[0] = condition.await(0.001)))) {
                // The signal must reach the first waiter if it still waits, and the second one if the first has timed
                // out.
                try (var second = Bunch.start(kind, index -> condition.with(() -> signalled[1] = condition.await()))) {
                    awaitSignalled(second, condition);
                    signal(condition);
                    first.join();
                    if (signalled[0]) {
                        signal(condition);
                    }
                }
            }
            assertThat(IntStream.range(0, 2).filter(i -> signalled[i]).count()).isPositive();
        }
    }
}

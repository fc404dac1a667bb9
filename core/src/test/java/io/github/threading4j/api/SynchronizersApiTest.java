package io.github.threading4j.api;

import static io.github.threading4j.Threading.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Barrier;
import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.RepeatingTimer;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Timer;
import io.github.threading4j.function.Target;
import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.QueueShutDownException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The synchronizers, timers and shared iterators as a Java programmer uses them. */
class SynchronizersApiTest {
    private int beats;

    @Test
    void event_set_endsALoopThatWaitsOnIt() throws InterruptedException {
        var stop = new Event("stop");
        var heartbeat = NamedThread.builder().name("heartbeat").daemon(true).start(() -> {
            while (!stop.await(0.001)) {
                beats++;
            }
        });
        stop.set();
        heartbeat.join();
        assertThat(stop.isSet()).isTrue();
        assertThat(stop.await()).isTrue();
        assertThat(stop.await(Duration.ofSeconds(1))).isTrue();
        stop.clear();
        assertThat(stop.await(0)).isFalse();
        assertThat(stop).hasToString("Event[name=stop, unset]");
    }

    @Test
    void condition_awaitFor_waitsForASignal() throws InterruptedException {
        var buffer = new ArrayDeque<String>();
        var ready = new Condition(); // creates an RLock
        var taken = new ArrayList<String>();
        var consumer = new NamedThread(() -> {
            try (var hold = ready.hold()) {
                ready.awaitFor(() -> !buffer.isEmpty());
                taken.add(buffer.remove());
            }
        });
        consumer.start();
        ready.with(() -> {
            buffer.add("job");
            ready.signal();
        });
        consumer.join();
        assertThat(taken).containsExactly("job");
    }

    @Test
    void condition_withALock_sharesThatLock() throws InterruptedException {
        var lock = new Lock();
        var notEmpty = new Condition(lock);
        var notFull = new Condition(lock, "not full");
        try (var hold = notFull.hold()) {
            assertThat(lock.locked()).isTrue();
            assertThat(notEmpty.await(0)).isFalse();
            assertThat(notEmpty.await(Duration.ZERO)).isFalse();
            assertThat(notEmpty.awaitFor(() -> false, 0)).isFalse();
            notEmpty.signal(2);
            notEmpty.signalAll();
        }
        assertThat(notEmpty.getLock()).isSameAs(lock).isSameAs(notFull.getLock());
        assertThat(new Condition(new ReentrantLock()).acquire(false)).isTrue();
    }

    @Test
    void tryHold_holdsForABlockOrReturnsNull() throws InterruptedException {
        var lock = new Lock();
        try (var hold = lock.tryHold(1.5)) {
            assertThat(hold).isNotNull();
            try (var again = lock.tryHold()) {
                assertThat(again).isNull();
            }
        }
        try (var hold = new Condition().tryHold(Duration.ofSeconds(1))) {
            assertThat(hold).isNotNull();
        }
        assertThat(lock.locked()).isFalse();
    }

    /**
     * The methods of {@code Object} cannot be hidden, so calls of {@code wait} and {@code notify} left over from
     * porting must fail.
     */
    @Test
    void objectWaitAndNotify_throwIllegalMonitorState() {
        var ready = new Condition(new RLock());
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(() -> ready.with(() -> ready.wait(1)));
        assertThatExceptionOfType(IllegalMonitorStateException.class)
                .isThrownBy(() -> ready.with(() -> ready.notify()));
    }

    @Test
    void semaphore_countsPermits() throws InterruptedException {
        var permits = new Semaphore(2);
        try (var one = permits.hold();
                var two = permits.hold()) {
            assertThat(permits.acquire(false)).isFalse();
            assertThat(permits.acquire(Duration.ofMillis(1))).isFalse();
        }
        try (var late = permits.tryHold(Duration.ofMillis(1))) {
            assertThat(late).isNotNull();
        }
        permits.release(3);
        assertThat(permits.getValue()).isEqualTo(5);
        assertThat(Semaphore.fair(1, "turns")).hasToString("Semaphore[name=turns, value=1]");

        var connections = new BoundedSemaphore(1);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(connections::release);
        Acquirable any = connections;
        assertThat(any.<Integer, RuntimeException>with(() -> 42)).isEqualTo(42);
    }

    @Test
    void barrier_allPartiesArrive_returnsIndices() throws InterruptedException, BrokenBarrierException {
        var rounds = new ArrayList<Integer>();
        var barrier = new Barrier(2, () -> rounds.add(1));
        // A reference barrier::await would be ambiguous, since await has three overloads.
        var other = new NamedThread(() -> barrier.await());
        other.start();
        assertThat(barrier.await(60)).isBetween(0, 1);
        other.join();
        assertThat(rounds).hasSize(1);
        assertThat(barrier.getParties()).isEqualTo(2);

        barrier.abort();
        assertThatExceptionOfType(BrokenBarrierException.class).isThrownBy(() -> barrier.await(Duration.ZERO));
        barrier.reset();
        assertThat(barrier.isBroken()).isFalse();
        assertThat(barrier.getNWaiting()).isZero();
    }

    @Test
    void timer_isAThread() throws InterruptedException {
        var rang = new Event();
        var timer = new Timer(0.001, rang::set);
        timer.setDaemon(true);
        timer.start();
        timer.join();
        assertThat(rang.isSet()).isTrue();
        assertThat(timer.getFinished().isSet()).isTrue();

        var never = new Timer(Duration.ofHours(1), () -> beats++);
        never.start();
        never.cancel();
        never.join();
        assertThat(beats).isZero();
    }

    @Test
    void repeatingTimer_inATryStatement_isClosed() throws InterruptedException {
        var ticks = new Semaphore(0);
        try (var clock = RepeatingTimer.fixedRate(0.001, ticks::release)) { // only one overload of release is a Target
            clock.start();
            ticks.acquire();
            ticks.acquire();
        }
        assertThat(RepeatingTimer.fixedDelay(Duration.ofSeconds(1), () -> beats++)
                        .endOnFailure())
                .isInstanceOf(NamedThread.class);
    }

    @Test
    void iterators_canBeShared() throws InterruptedException {
        var lines = serializeIterator(Stream.of("one", "two", "three"));
        var seen = new ConcurrentSkipListSet<String>();
        Target worker = () -> {
            while (lines.hasNext()) {
                seen.add(lines.next());
            }
        };
        var threads = List.of(new NamedThread(worker), new NamedThread(worker));
        threads.forEach(NamedThread::start);
        for (var thread : threads) {
            thread.join();
        }
        assertThat(seen).containsExactly("one", "three", "two");

        var numbers = synchronizedIterator(() -> List.of(1, 2).iterator());
        assertThat(numbers.get().tryAdvance(number -> beats += number)).isTrue();
        var branches = concurrentTee(List.of("a", "b"), 2);
        assertThat(branches.get(0).next()).isEqualTo(branches.get(1).next()).isEqualTo("a");
    }

    @Test
    void loop_overAQueue_endsAtShutdown() throws InterruptedException {
        var jobs = new Queue<String>(100);
        var done = new ArrayList<String>();
        var worker = new NamedThread(() -> {
            for (var job : jobs.untilShutdown()) {
                done.add(job);
            }
        });
        worker.start();
        jobs.put("one");
        jobs.putNowait("two");
        jobs.join();
        jobs.shutdown();
        worker.join();
        assertThat(done).containsExactly("one", "two");
        assertThatExceptionOfType(QueueShutDownException.class).isThrownBy(() -> jobs.get(1.5));

        var stack = new LifoQueue<Integer>();
        stack.put(1);
        stack.put(2);
        assertThat(stack.get()).isEqualTo(2);
        assertThat(stack.get(false)).isEqualTo(1);
        assertThatExceptionOfType(QueueEmptyException.class).isThrownBy(stack::getNowait);
    }
}

package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Barrier;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.function.Target;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;

/** Waits appear in a flight recording, of platform and of virtual threads. */
class WaitEventTest {
    private static final String WAIT = "threading4j.Wait";

    /** Starts a thread, waits until it is blocked on an object, ends the wait, and returns the event of the wait. */
    private static RecordedEvent eventOf(ThreadKind kind, Object awaited, Target wait, Target end) throws Exception {
        try (var events = FlightEvents.of(WAIT)) {
            var waiter = kind.builder().name("waiter").start(wait);
            Await.waiting(waiter, awaited);
            end.run();
            waiter.join();
            return events.all(WAIT).stream()
                    .filter(event ->
                            event.getThread("eventThread").getJavaName().equals("waiter"))
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }
    }

    private static void assertEvent(RecordedEvent event, String kind, String what, String name, String outcome) {
        assertThat(event.getString("kind")).isEqualTo(kind);
        assertThat(event.getString("what")).isEqualTo(what);
        assertThat(event.getString("name")).isEqualTo(name);
        assertThat(event.getString("outcome")).isEqualTo(outcome);
        assertThat(event.getDuration()).isPositive();
        assertThat(event.getStackTrace().getFrames())
                .anyMatch(frame -> frame.getMethod().getType().getName().startsWith(WaitEventTest.class.getName()));
    }

    @EachThreadKind
    void lock_isHeld_showsTheHolder(ThreadKind kind) throws Exception {
        var lock = new RLock("accounts");
        var isHeld = new Event();
        var release = new Event();
        var holder = kind.builder()
                .name("holder")
                .start(() -> lock.with(() -> {
                    isHeld.set();
                    release.await();
                }));
        isHeld.await();
        var event = eventOf(kind, lock, () -> lock.with(() -> {}), release::set);
        holder.join();
        assertEvent(event, "ACQUIRE", "RLock[name=accounts, owner=waiter, count=1]", "accounts", "DONE");
        assertThat(event.getString("holderName")).isEqualTo("holder");
    }

    @EachThreadKind
    void lock_acquiredWithTimeout_timesOut(ThreadKind kind) throws Exception {
        var lock = new Lock();
        lock.acquire();
        var event = eventOf(kind, lock, () -> assertThat(lock.acquire(0.05)).isFalse(), () -> {});
        assertEvent(event, "ACQUIRE", "Lock[owner=" + lock.toString().replaceAll(".*owner=", ""), null, "TIMED_OUT");
        lock.release();
    }

    @EachThreadKind
    void queue_getIsInterrupted(ThreadKind kind) throws Exception {
        var queue = new Queue<Integer>();
        var waiter = new NamedThread[1];
        var event = eventOf(
                kind,
                queue,
                () -> {
                    waiter[0] = Threading.currentThread();
                    try {
                        queue.get();
                    } catch (InterruptedException e) {
                        // expected
                    }
                },
                () -> waiter[0].toJavaThread().interrupt());
        assertEvent(event, "ITEM", "Queue[size=0, unfinished=0]", null, "INTERRUPTED");
    }

    @EachThreadKind
    void queue_waitsForAnItemForCapacityAndForTheEndOfItsTasks(ThreadKind kind) throws Exception {
        var queue = new Queue<Integer>(1);
        assertEvent(
                eventOf(kind, queue, queue::get, () -> queue.put(1)),
                "ITEM",
                "Queue[size=1/1, unfinished=1]",
                null,
                "DONE");
        queue.put(2);
        assertThat(eventOf(kind, queue, () -> queue.put(3), () -> queue.get()).getString("kind"))
                .isEqualTo("CAPACITY");
        queue.taskDone();
        queue.taskDone();
        assertThat(eventOf(kind, queue, queue::join, queue::taskDone).getString("kind"))
                .isEqualTo("TASKS");
    }

    @EachThreadKind
    void event_isSet(ThreadKind kind) throws Exception {
        var ready = new Event();
        assertEvent(eventOf(kind, ready, ready::await, ready::set), "EVENT", "Event[set]", null, "DONE");
    }

    @EachThreadKind
    void thread_isJoined_hasItsName(ThreadKind kind) throws Exception {
        var end = new Event();
        var joined = kind.builder().name("joined").start(() -> end.await());
        var event = eventOf(kind, joined, joined::join, end::set);
        assertThat(event.getString("kind")).isEqualTo("JOIN");
        assertThat(event.getString("name")).isEqualTo("joined");
        assertThat(event.getString("holderName")).isEqualTo("joined");
    }

    @EachThreadKind
    void condition_isSignalled(ThreadKind kind) throws Exception {
        var changed = new Condition("changed");
        var event = eventOf(
                kind, changed, () -> changed.with(() -> changed.await()), () -> changed.with(() -> changed.signal()));
        assertThat(event.getString("kind")).isEqualTo("SIGNAL");
        assertThat(event.getString("name")).isEqualTo("changed");
        assertThat(event.getString("outcome")).isEqualTo("DONE");
    }

    @EachThreadKind
    void conditionOfTheViewForJavaCode_everyWait_isRecorded(ThreadKind kind) throws Exception {
        var lock = new RLock("viewed");
        var java = lock.asJavaLock();
        var changed = java.newCondition();
        var waits = List.<Target>of(
                changed::await,
                changed::awaitUninterruptibly,
                () -> changed.await(1, TimeUnit.HOURS),
                () -> changed.awaitNanos(TimeUnit.HOURS.toNanos(1)),
                () -> changed.awaitUntil(new Date(Long.MAX_VALUE)));
        for (var wait : waits) {
            var event = eventOf(kind, lock, () -> lock.with(() -> wait.run()), () -> lock.with(changed::signal));
            assertThat(event.getString("kind")).isEqualTo("SIGNAL");
            assertThat(event.getString("outcome")).isEqualTo("DONE");
        }
    }

    @EachThreadKind
    void semaphore_isReleased(ThreadKind kind) throws Exception {
        var permits = new Semaphore(0, "permits");
        var event = eventOf(kind, permits, permits::acquire, permits::release);
        assertThat(event.getString("name")).isEqualTo("permits");
        assertThat(event.getString("outcome")).isEqualTo("DONE");
    }

    @EachThreadKind
    void barrier_trips(ThreadKind kind) throws Exception {
        var barrier = new Barrier(2);
        assertThat(eventOf(kind, barrier, barrier::await, barrier::await).getString("kind"))
                .isEqualTo("EVENT");
    }

    @EachThreadKind
    void future_isCompleted(ThreadKind kind) throws Exception {
        var future = new Future<Integer>();
        assertThat(eventOf(kind, future, future::result, () -> future.setResult(1))
                        .getString("what"))
                .isEqualTo("Future[finished returned Integer]");
    }

    @Test
    void main_isJoined() throws Exception {
        // The main thread of this JVM never ends while tests run, so the wait times out.
        var main = Threading.mainThread();
        var event = eventOf(ThreadKind.PLATFORM, main, () -> main.join(0.05), () -> {});
        assertEvent(event, "JOIN", main.toString(), "MainThread", "TIMED_OUT");
    }

    /** If an earlier test has started a throwing watch, the wait begins anew after the interrupt. */
    @EachThreadKind
    void uninterruptibleWait_isInterrupted_lastEventShowsThatItIsDone(ThreadKind kind) throws Exception {
        var lock = new Lock("busy");
        lock.acquire();
        try (var events = FlightEvents.of(WAIT)) {
            var waiter = kind.builder().name("waiter").start(() -> lock.with(() -> {}));
            Await.waiting(waiter, lock);
            waiter.toJavaThread().interrupt();
            Await.until("the interrupt is seen", () -> !waiter.toJavaThread().isInterrupted());
            Await.waiting(waiter, lock);
            lock.release();
            waiter.join();
            var last = events.all(WAIT).stream()
                    .filter(event -> "busy".equals(event.getString("name")))
                    .max(Comparator.comparing(RecordedEvent::getStartTime))
                    .orElseThrow();
            assertThat(last.getString("outcome")).isEqualTo("DONE");
        }
    }

    @EachThreadKind
    void wait_isEndedByAWatch_isCancelled(ThreadKind kind) throws Exception {
        var a = new RLock("A");
        var b = new RLock("B");
        var both = new CountDownLatch(2);
        try (var events = FlightEvents.of(WAIT);
                var watch = Insight.watch(WatchOptions.defaults().every(0.01).throwing(), finding -> {})) {
            var left = kind.start(() -> acquireBoth(a, b, both));
            var right = kind.start(() -> acquireBoth(b, a, both));
            left.join();
            right.join();
            assertThat(events.all(WAIT))
                    .filteredOn(event -> event.getString("kind").equals("ACQUIRE"))
                    .extracting(event -> event.getString("outcome"))
                    .containsExactlyInAnyOrder("CANCELLED", "DONE");
        }
    }

    private static void acquireBoth(RLock first, RLock second, CountDownLatch both) throws InterruptedException {
        try (var hold = first.hold()) {
            both.countDown();
            both.await();
            second.with(() -> {});
        } catch (DeadlockException e) {
            // one of the two threads gets it
        }
    }

    @EachThreadKind
    void shortWait_isNotRecordedByDefault(ThreadKind kind) throws Exception {
        var event = new Event("short");
        try (var events = new FlightEvents()) {
            kind.run(() -> event.await(0.0001));
            kind.run(() -> event.await(0.02));
            assertThat(events.all(WAIT))
                    .filteredOn(wait -> "short".equals(wait.getString("name")))
                    .singleElement()
                    .satisfies(wait -> assertThat(wait.getDuration()).isGreaterThanOrEqualTo(Duration.ofMillis(10)));
        }
    }

    @EachThreadKind
    void idleWorker_isNotRecorded(ThreadKind kind) throws Exception {
        try (var events = FlightEvents.of(WAIT);
                var pool = ThreadPoolExecutor.builder()
                        .maxWorkers(1)
                        .threadNamePrefix("pool")
                        .virtual(kind == ThreadKind.VIRTUAL)
                        .build()) {
            for (var i = 0; i < 3; i++) {
                pool.submit(() -> 1).result();
                var worker = Threading.enumerate().stream()
                        .filter(thread -> thread.getName().equals("pool_0"))
                        .findFirst()
                        .orElseThrow();
                Await.until("the worker is idle", () -> isIdle(worker.toJavaThread()));
            }
            assertThat(events.all(WAIT))
                    .noneMatch(wait -> wait.getString("kind").equals("TASK"));
        }
    }

    private static boolean isIdle(Thread worker) {
        var blocker = Blocker.of(worker);
        return blocker != null && blocker.kind() == Blocker.Kind.TASK;
    }

    @EachThreadKind
    void recording_endsDuringTheWait_waitIsNotDisturbed(ThreadKind kind) throws Exception {
        var ready = new Event();
        NamedThread waiter;
        try (var events = FlightEvents.of(WAIT)) {
            waiter = kind.start(() -> ready.await());
            Await.waiting(waiter, ready);
            assertThat(events.all(WAIT)).isEmpty();
        }
        ready.set();
        waiter.join();
    }

    @EachThreadKind
    void recording_beginsDuringTheWait_waitIsLeftOut(ThreadKind kind) throws Exception {
        var ready = new Event("early");
        var waiter = kind.start(() -> ready.await());
        Await.waiting(waiter, ready);
        try (var events = FlightEvents.of(WAIT)) {
            ready.set();
            waiter.join();
            assertThat(events.all(WAIT)).noneMatch(wait -> "early".equals(wait.getString("name")));
        }
    }
}

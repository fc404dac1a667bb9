package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What repeated searches find, and what they do not find again. */
class SearchTest {
    private static final long AT_ONCE = 1;

    private final Search search = new Search(Timeout.FOREVER, () -> false);

    private static List<Finding> next(Search search) {
        var found = new ArrayList<Finding>();
        search.next(found::add);
        return found;
    }

    /** Starts two daemon threads that get into a deadlock. */
    private static Scene deadlock(String left, String right) {
        var a = new RLock("A");
        var b = new RLock("B");
        var scene = new Scene(Kinds.PLATFORM, 2);
        scene.start(left, () -> acquireBoth(scene, a, b));
        scene.start(right, () -> acquireBoth(scene, b, a));
        return scene;
    }

    private static void acquireBoth(Scene scene, RLock first, RLock second) throws InterruptedException {
        try (var hold = first.hold()) {
            scene.meet();
            second.acquireInterruptibly();
            second.release();
        }
    }

    private void assertFinds(String... names) {
        var found = next(search);
        assertThat(found).hasSize(1).first().isInstanceOf(Deadlock.class);
        assertThat(((Deadlock) found.get(0)).waiters()).extracting(Waiter::name).containsExactlyInAnyOrder(names);
    }

    private void assertFindsNothing() {
        for (var i = 0; i < 10; i++) {
            assertThat(next(search)).isEmpty();
        }
    }

    @Test
    void deadlock_isFoundOnce() {
        try (var scene = deadlock("left", "right")) {
            scene.deadlock();
            assertFinds("left", "right");
            assertFindsNothing();
        }
    }

    @Test
    void deadlock_isFoundOnce_evenIfOtherThreadsWaitForItsLocksWithATimeout() throws Exception {
        var a = new RLock("A");
        var b = new RLock("B");
        try (var scene = new Scene(Kinds.PLATFORM, 2)) {
            scene.start("left", () -> acquireBoth(scene, a, b));
            scene.start("right", () -> acquireBoth(scene, b, a));
            scene.deadlock();
            assertFinds("left", "right");
            for (var i = 0; i < 10; i++) {
                for (var lock : List.of(a, b)) {
                    var timed = NamedThread.builder().start(() -> lock.acquire(0.001));
                    timed.join();
                }
                assertThat(next(search)).isEmpty();
            }
        }
    }

    @Test
    void deadlockThatTheHandlerOfAnotherOneEnds_isNotFound() {
        try (var first = deadlock("left", "right");
                var second = deadlock("up", "down")) {
            second.deadlocks(2, 0);
            var found = new ArrayList<Finding>();
            search.next(finding -> {
                found.add(finding);
                first.close();
                second.close();
            });
            assertThat(found).hasSize(1);
        }
    }

    @Test
    void anotherDeadlock_whileTheFirstExists_isFound() {
        try (var first = deadlock("left", "right")) {
            first.deadlock();
            assertFinds("left", "right");
            try (var second = deadlock("up", "down")) {
                second.deadlocks(2, 0);
                assertFinds("up", "down");
                assertFindsNothing();
            }
            assertFindsNothing();
        }
    }

    @Test
    void deadlockOfTheSameThreads_afterTheFirstHasEnded_isFoundAgain() {
        var a = new RLock("A");
        var b = new RLock("B");
        for (var round = 0; round < 3; round++) {
            try (var scene = new Scene(Kinds.PLATFORM, 2)) {
                scene.start("left", () -> acquireBoth(scene, a, b));
                scene.start("right", () -> acquireBoth(scene, b, a));
                scene.deadlock();
                assertFinds("left", "right");
                assertFindsNothing();
            }
        }
    }

    @Test
    void deadlock_anotherThreadWaitsBehindIt_isNotFoundAgain() {
        var lock = new RLock();
        try (var scene = new Scene(Kinds.PLATFORM, 0)) {
            var owner = scene.start("owner", lock::acquire);
            owner.join();
            var first = scene.start("first", lock::acquireInterruptibly);
            Await.waiting(first, lock);
            assertThat(next(search)).hasSize(1);
            var behind = scene.start("behind", first::join);
            Await.waiting(behind, first);
            assertFindsNothing();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A thread that waits for an event. */
    private static NamedThread waiting(String name, Event event) {
        var thread = NamedThread.builder().name(name).daemon(true).start(() -> event.await());
        Await.waiting(thread, event);
        return thread;
    }

    private static List<LongWait> longWaits(List<Finding> findings, String name) {
        return findings.stream()
                .map(LongWait.class::cast)
                .filter(wait -> wait.waiter().name().equals(name))
                .toList();
    }

    @Test
    void longWait_isFoundOnceWithItsMinimumDuration() throws Exception {
        var event = new Event();
        var thread = waiting("waiting", event);
        var begin = System.nanoTime();
        var waits = new Search(TimeUnit.MILLISECONDS.toNanos(20), () -> false);
        assertThat(longWaits(next(waits), "waiting")).isEmpty();
        var found = new ArrayList<LongWait>();
        Await.until("the wait is found", () -> {
            found.addAll(longWaits(next(waits), "waiting"));
            return !found.isEmpty();
        });
        var elapsed = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(found.get(0).atLeast()).isBetween(Duration.ofMillis(20), elapsed);
        assertThat(found.get(0).waiter().waitsFor()).isEqualTo("for Event[unset]");
        assertThat(found.get(0).waiter().stack()).isNotEmpty();
        assertThat(longWaits(next(waits), "waiting")).isEmpty();
        event.set();
        thread.join();
    }

    @Test
    void longWait_afterAnEarlierLongWaitOfTheThread_isFound() throws Exception {
        var event = new Event();
        var again = new Event();
        var thread = NamedThread.builder().name("twice").daemon(true).start(() -> {
            event.await();
            again.await();
        });
        var waits = new Search(AT_ONCE, () -> false);
        for (var next : List.of(event, again)) {
            Await.waiting(thread, next);
            assertThat(longWaits(next(waits), "twice")).isEmpty();
            assertThat(longWaits(next(waits), "twice")).hasSize(1);
            assertThat(longWaits(next(waits), "twice")).isEmpty();
            next.set();
        }
        thread.join();
    }

    @Test
    void longWaits_forTheSameObject_areOneFinding() throws Exception {
        var event = new Event();
        var threads =
                IntStream.range(0, 3).mapToObj(i -> waiting("same", event)).toList();
        var waits = new Search(AT_ONCE, () -> false);
        next(waits);
        var found = longWaits(next(waits), "same");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).others()).isEqualTo(2);
        assertThat(found.get(0).toString()).endsWith("\n  2 more threads have waited for the same that long");
        event.set();
        for (var thread : threads) {
            thread.join();
        }
    }

    @Test
    void longWait_isFoundOnce_evenIfOtherThreadsWaitForTheSameWithATimeout() throws Exception {
        var lock = new RLock("busy");
        lock.acquire();
        var thread = NamedThread.builder().name("patient").daemon(true).start(() -> lock.with(() -> {}));
        Await.waiting(thread, lock);
        var waits = new Search(TimeUnit.MILLISECONDS.toNanos(20), () -> false);
        var found = new ArrayList<LongWait>();
        Await.until("the wait is found", () -> {
            acquireInVain(lock);
            found.addAll(longWaits(next(waits), "patient"));
            return !found.isEmpty();
        });
        for (var i = 0; i < 30; i++) {
            acquireInVain(lock);
            assertThat(longWaits(next(waits), "patient")).isEmpty();
        }
        lock.release();
        thread.join();
    }

    private static void acquireInVain(RLock lock) {
        try {
            NamedThread.builder().start(() -> lock.acquire(0.001)).join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void longWaitForALock_showsWhereItsHolderIs() throws Exception {
        var lock = new RLock("cache");
        var release = new Event();
        var holder = NamedThread.builder().name("writer").daemon(true).start(() -> lock.with(() -> release.await()));
        Await.waiting(holder, release);
        var thread = NamedThread.builder().name("loader").daemon(true).start(() -> lock.with(() -> {}));
        Await.waiting(thread, lock);
        var waits = new Search(AT_ONCE, () -> false);
        next(waits);
        var found = longWaits(next(waits), "loader");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).holderStack())
                .anyMatch(call -> call.getMethodName().equals("await"));
        assertThat(found.get(0).toString())
                .startsWith("A wait has lasted for at least 0.0")
                .contains("waits to acquire RLock[name=cache, owner=writer, count=1], held by \"writer\"")
                .contains("\n  \"writer\" is\n      at ");
        release.set();
        holder.join();
        thread.join();
    }

    @Test
    void idleWorker_isNotFoundAsALongWait() throws Exception {
        try (var pool = new ThreadPoolExecutor(1)) {
            pool.submit(() -> 1).result();
            var worker = pool.threads().get(0);
            Await.parked(worker.toJavaThread());
            var waits = new Search(AT_ONCE, () -> false);
            next(waits);
            assertThat(longWaits(next(waits), worker.getName())).isEmpty();
        }
    }

    @Test
    void threadsOfADeadlock_areNotFoundAsLongWaits() {
        try (var scene = deadlock("left", "right")) {
            scene.deadlock();
            var waits = new Search(AT_ONCE, () -> false);
            assertThat(next(waits)).hasSize(1);
            assertThat(next(waits)).noneMatch(finding -> finding.toString().contains("\"left\""));
        }
    }

    @Test
    void manyLongWaits_areFoundByLaterSearches() {
        var many = 2 * Search.MOST_LONG_WAITS;
        var events = IntStream.range(0, many).mapToObj(i -> new Event()).toList();
        events.forEach(event -> waiting("many", event));
        var waits = new Search(AT_ONCE, () -> false);
        next(waits);
        var found = new LinkedBlockingQueue<LongWait>();
        Await.until("all are found", () -> {
            var next = next(waits);
            assertThat(next.size()).isLessThanOrEqualTo(Search.MOST_LONG_WAITS);
            found.addAll(longWaits(next, "many"));
            return found.size() == many;
        });
        events.forEach(Event::set);
    }
}

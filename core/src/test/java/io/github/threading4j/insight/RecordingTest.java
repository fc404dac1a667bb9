package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.futures.WhenFull;
import io.github.threading4j.insight.HeldAtEnd.End;
import io.github.threading4j.internal.HeldLocks;
import io.github.threading4j.internal.OrderNews;
import io.github.threading4j.internal.Recorder;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingTest {
    private final List<Finding> findings = new ArrayList<>();
    private final Search search = new Search(Timeout.FOREVER, () -> false);

    @AfterEach
    void closeSearch() {
        search.close();
    }

    private List<HeldAtEnd> heldAtEnd() {
        findings.clear();
        search.next(findings::add);
        return findings.stream()
                .filter(HeldAtEnd.class::isInstance)
                .map(HeldAtEnd.class::cast)
                .toList();
    }

    private static Recording record() {
        return Insight.record(RecordOptions.defaults());
    }

    @EachThreadKind
    void threadEnds_holdingLocks_isReportedOnce(ThreadKind kind) throws Exception {
        try (var recording = record()) {
            var first = new RLock("first");
            var second = new Lock("second");
            kind.builder()
                    .name("loader")
                    .start(() -> {
                        first.acquire();
                        second.acquire();
                    })
                    .join();
        }
        assertThat(heldAtEnd()).singleElement().satisfies(held -> {
            assertThat(held.end()).isEqualTo(End.THREAD);
            assertThat(held.name()).isEqualTo("loader");
            assertThat(held.locks())
                    .extracting(Held::what)
                    .containsExactly("RLock[name=first, owner=loader, count=1]", "Lock[name=second, owner=loader]");
            assertThat(held)
                    .hasToString("2 locks were still held at the end of thread \"loader\"\n"
                            + "  RLock[name=first, owner=loader, count=1]\n  Lock[name=second, owner=loader]");
        });
        assertThat(heldAtEnd()).isEmpty();
    }

    @Test
    void threadEnds_withSites_isReportedWithTheCallThatAcquiredTheLock() throws Exception {
        try (var recording = Insight.record(RecordOptions.defaults().sites(1))) {
            var lock = new RLock("cache");
            NamedThread.builder().name("loader").start(lock::acquire).join();
        }
        assertThat(heldAtEnd().get(0).toString())
                .matches("A lock was still held at the end of thread \"loader\"\n"
                        + "  RLock\\[name=cache, owner=loader, count=1], for [0-9.]+ s, acquired at .*");
    }

    @Test
    void held_toString_showsTheTimeAndTheProgramsInnermostCall() {
        var stack = List.of(
                new StackTraceElement("io.github.threading4j.RLock$RecordedSync", "tryAcquire", "RLock.java", 1),
                new StackTraceElement("app.Cache", "fill", "Cache.java", 17),
                new StackTraceElement("app.Main", "main", "Main.java", 5));
        assertThat(new Held("RLock", Duration.ofMillis(1234), stack))
                .hasToString("RLock, for 1.234 s, acquired at app.Cache.fill(Cache.java:17)");
        assertThat(new Held("RLock", null, List.of())).hasToString("RLock");
    }

    @Test
    void threadEnds_everythingReleased_isNotReported() throws Exception {
        try (var recording = record()) {
            var lock = new Lock();
            var rlock = new RLock();
            NamedThread.builder()
                    .start(() -> lock.with(() -> rlock.with(() -> {})))
                    .join();
        }
        assertThat(heldAtEnd()).isEmpty();
    }

    @Test
    void threadEnds_lockReleasedByAnotherThread_isNotReported() throws Exception {
        try (var recording = record()) {
            var lock = new Lock();
            NamedThread.builder().start(lock::acquire).join();
            lock.release();
        }
        assertThat(heldAtEnd()).isEmpty();
    }

    @Test
    void threadEnds_holdingAPermit_isNotReported() throws Exception {
        try (var recording = record()) {
            var permit = new Semaphore(1);
            NamedThread.builder().start(permit::acquire).join();
        }
        assertThat(heldAtEnd()).isEmpty();
    }

    @Test
    void threadEnds_lockCreatedWithoutARecording_isNotReported() throws Exception {
        try (var recording = record()) {
            recording.close();
            var lock = new RLock();
            NamedThread.builder().start(lock::acquire).join();
        }
        assertThat(heldAtEnd()).isEmpty();
    }

    /** The kinds of executor. */
    enum Pool {
        EXECUTOR {
            @Override
            void run(RLock lock) throws Exception {
                try (var executor = new ThreadPoolExecutor(1)) {
                    executor.submit(() -> lock.acquire()).result();
                    executor.submit(() -> {}).result(); // by then, the first task has ended
                }
            }
        },
        SERVICE {
            @Override
            void run(RLock lock) throws Exception {
                try (var executor = Executor.over(Executors.newFixedThreadPool(1))) {
                    executor.submit(() -> lock.acquire()).result();
                    executor.submit(() -> {}).result();
                }
            }
        },
        THREAD_POOL {
            @Override
            void run(RLock lock) throws Exception {
                try (var pool = new ThreadPool(1)) {
                    pool.apply(() -> {
                        lock.acquire();
                        return null;
                    });
                    pool.apply(() -> 1);
                }
            }
        };

        abstract void run(RLock lock) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Pool.class)
    void taskEnds_holdingALock_isReportedOnce(Pool pool) throws Exception {
        try (var recording = record()) {
            pool.run(new RLock("cache"));
        }
        assertThat(heldAtEnd()).singleElement().satisfies(held -> {
            assertThat(held.end()).isEqualTo(End.TASK);
            assertThat(held.toString()).startsWith("A lock was still held at the end of a task of \"");
        });
    }

    @Test
    void taskEnds_lockHeldByAnEarlierTask_isNotReportedAgain() throws Exception {
        try (var recording = record();
                var executor = new ThreadPoolExecutor(1)) {
            var lock = new RLock();
            executor.submit(() -> lock.acquire()).result();
            executor.submit(() -> lock.acquire()).result();
            executor.submit(() -> {}).result();
            assertThat(heldAtEnd()).hasSize(1);
            executor.submit(() -> {
                        lock.release();
                        lock.release();
                    })
                    .result();
        }
        assertThat(heldAtEnd()).isEmpty();
    }

    @Test
    void taskEnds_itsSubmitterRanIt_isReported() throws Exception {
        try (var recording = record();
                var executor = ThreadPoolExecutor.builder()
                        .maxWorkers(1)
                        .maxQueued(0, WhenFull.callerRuns())
                        .build()) {
            var lock = new RLock();
            var go = new Event();
            executor.submit(() -> go.await());
            executor.submit(() -> lock.acquire()).result(); // run by this thread, since the worker is busy
            go.set();
            assertThat(heldAtEnd()).singleElement().satisfies(held -> {
                assertThat(held.end()).isEqualTo(End.TASK);
                assertThat(held.thread()).isSameAs(Thread.currentThread());
            });
            lock.release();
        }
    }

    /** The list of the worker shrinks during the task: its entries are outdated. */
    @Test
    void taskEnds_earlierLocksWereReleasedByOthers_isReported() throws Exception {
        try (var recording = record();
                var executor = new ThreadPoolExecutor(1)) {
            for (var i = 0; i < 8; i++) {
                var lock = new Lock();
                executor.submit(() -> lock.acquire()).result();
                lock.release();
            }
            var leaked = new RLock();
            executor.submit(() -> leaked.acquire()).result();
            executor.submit(() -> {}).result();
        }
        assertThat(heldAtEnd()).hasSize(1);
    }

    @Test
    void threadEnds_afterATaskThatNoWatchHasSeen_isReported() throws Exception {
        search.close(); // for the duration of the task, there is no watch
        try (var recording = record()) {
            var executor = new ThreadPoolExecutor(1);
            var lock = new RLock();
            executor.submit(() -> lock.acquire()).result();
            executor.submit(() -> {}).result();
            try (var later = new Search(Timeout.FOREVER, () -> false)) {
                executor.close();
                later.next(findings::add);
            }
        } finally {
            HeldLocks.beginWatch(); // closed after the test
            OrderNews.beginWatch();
        }
        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(((HeldAtEnd) finding).end()).isEqualTo(End.THREAD));
    }

    @Test
    void search_begunAfterTheEnd_doesNotReportIt() throws Exception {
        try (var recording = record()) {
            NamedThread.builder().start(new RLock()::acquire).join();
        }
        var later = new ArrayList<Finding>();
        try (var laterSearch = new Search(Timeout.FOREVER, () -> false)) {
            laterSearch.next(later::add);
        }
        assertThat(later).isEmpty();
        assertThat(heldAtEnd()).hasSize(1);
    }

    @Test
    void recordings_overlap_lastUntilTheLastIsClosed() {
        var first = record();
        var second = Insight.record(RecordOptions.defaults().sites(7));
        assertThat(second).hasToString("Recording[open, RecordOptions[sites=7, lockOrder=none]]");
        first.close();
        first.close();
        assertThat(Recorder.isEnabled()).isTrue();
        second.close();
        assertThat(Recorder.isEnabled()).isFalse();
        assertThat(second).hasToString("Recording[closed, RecordOptions[sites=7, lockOrder=none]]");
        assertThat(first).hasToString("Recording[closed, RecordOptions[sites=none, lockOrder=none]]");
    }

    @Test
    void watch_isCalledWithLocksHeldAtTheEnd() throws Exception {
        var told = new ConcurrentLinkedQueue<Finding>();
        var ready = new Event();
        try (var recording = record();
                var watch = Insight.watch(WatchOptions.defaults().every(0.001), told::add)) {
            var lock = new RLock();
            NamedThread.builder()
                    .start(() -> {
                        lock.acquire();
                        ready.set();
                    })
                    .join();
            Await.until("the lock is reported", () -> told.stream().anyMatch(HeldAtEnd.class::isInstance));
        }
    }
}

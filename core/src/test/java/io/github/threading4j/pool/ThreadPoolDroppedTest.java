package io.github.threading4j.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * A pool that becomes unreachable without being closed completes its accepted tasks, as in Python; then its threads
 * end.
 */
class ThreadPoolDroppedTest {
    private final CountDownLatch go = new CountDownLatch(1);

    private static List<NamedThread> workers() {
        return Threading.enumerate().stream()
                .filter(thread -> thread.getName().startsWith("test_"))
                .toList();
    }

    private static void awaitNoWorkers() {
        Await.collected("the pool, so that its workers end", () -> workers().isEmpty());
    }

    @EachThreadKind
    void unreachablePool_idle_endsItsThreads(ThreadKind kind) throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(ThreadPoolTest.pool(kind, 2).map(n -> n, List.of(1, 2))).containsExactly(1, 2);
        }
        awaitNoWorkers();
    }

    @EachThreadKind
    void unreachablePool_withACallbackThread_endsAllItsThreads(ThreadKind kind) throws Exception {
        var told = Collections.synchronizedList(new ArrayList<Integer>());
        ThreadPoolTest.pool(kind, 1)
                .applyAsync(() -> 1, AsyncOptions.defaults().callback(told::add))
                .get(Await.SECONDS);
        awaitNoWorkers();
        assertThat(told).containsExactly(1);
    }

    @EachThreadKind
    void unreachablePool_withUnfinishedTasks_completesThemFirst(ThreadKind kind) throws Exception {
        var ran = Collections.synchronizedList(new ArrayList<String>());
        drop(kind, ran);
        System.gc();
        assertThat(workers()).as("while tasks are unfinished").hasSize(1);
        go.countDown();
        awaitNoWorkers();
        assertThat(ran).containsExactly("task", "map", "imap");
    }

    private void drop(ThreadKind kind, List<String> ran) {
        var pool = ThreadPoolTest.pool(kind, 1);
        pool.applyAsync(() -> {
            go.await();
            ran.add("task");
        });
        pool.mapAsync(ran::add, List.of("map"));
        pool.imap(ran::add, List.of("imap"));
    }

    @EachThreadKind
    void unreachablePool_pendingResults_stillArrive(ThreadKind kind) throws Exception {
        var result = ThreadPoolTest.pool(kind, 1).applyAsync(() -> {
            go.await();
            return 1;
        });
        var results = ThreadPoolTest.pool(kind, 1)
                .imap(
                        n -> {
                            go.await();
                            return n;
                        },
                        List.of(1, 2, 3));
        System.gc();
        go.countDown();
        assertThat(result.get(Await.SECONDS)).isEqualTo(1);
        var all = new ArrayList<Integer>();
        results.forEach(all::add);
        assertThat(all).containsExactly(1, 2, 3);
        awaitNoWorkers();
    }

    @Test
    void unreachablePool_afterNoMoreTasks_endsItsThreads() throws Exception {
        var pool = ThreadPoolTest.pool(ThreadKind.PLATFORM, 1);
        var result = pool.applyAsync(() -> {
            go.await();
            return 1;
        });
        pool.noMoreTasks();
        pool = null;
        System.gc();
        go.countDown();
        assertThat(result.get(Await.SECONDS)).isEqualTo(1);
        Await.until("the worker ends", () -> workers().isEmpty());
    }
}

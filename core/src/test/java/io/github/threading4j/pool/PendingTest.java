package io.github.threading4j.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Threading;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.BrokenMdc;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every accepted task gets an outcome, even if an error prevents the task from running. A map without items is done
 * immediately.
 */
class PendingTest {
    private final Error error = new OutOfMemoryError("for the context");

    @AfterEach
    void switchOff() {
        Context.carryMdc(false);
    }

    private static ThreadPool carrying(ThreadKind kind) throws Exception {
        Context.carryMdc(false); // so that the workers' own contexts do not carry the MDC
        var builder = ThreadPool.builder().name("test").processes(1).propagateContext();
        if (kind == ThreadKind.VIRTUAL) {
            kind.builder(); // throws if this JDK has no virtual threads
            builder.virtual();
        }
        var pool = builder.build();
        pool.applyAsync(() -> 1, AsyncOptions.defaults().callback(value -> {})).get(); // starts the callback thread
        Context.carryMdc(true);
        return pool;
    }

    private static boolean isWorker(Thread thread) {
        return thread.getName().equals("test_0");
    }

    private static boolean isCaller(Thread thread) {
        return thread.getName().equals("test_callbacks");
    }

    @EachThreadKind
    void task_enteringItsContextFails_failsAndTheNextTaskRuns(ThreadKind kind) throws Exception {
        try (var pool = carrying(kind)) {
            try (var broken = BrokenMdc.entering(PendingTest::isWorker, error)) {
                var task = pool.applyAsync(() -> 1);
                var map = pool.mapAsync(
                        n -> n, List.of(1, 2), AsyncOptions.defaults().chunksize(2));
                var imap = pool.imap(n -> n, List.of(1, 2));
                assertThatThrownBy(() -> task.get(Await.SECONDS)).isSameAs(error);
                assertThatThrownBy(() -> map.get(Await.SECONDS)).isSameAs(error);
                assertThatThrownBy(() -> imap.next(Await.SECONDS)).isSameAs(error);
                assertThat(imap.iterator().hasNext()).isFalse();
            }
            assertThat(pool.apply(() -> 2)).isEqualTo(2);
            Await.until("no task is unfinished", () -> pool.toString().endsWith("unfinished=0]"));
            pool.noMoreTasks();
            pool.join();
        }
    }

    @EachThreadKind
    void callback_enteringItsContextFails_failsTheResult(ThreadKind kind) throws Exception {
        var told = Collections.synchronizedList(new ArrayList<Object>());
        try (var pool = carrying(kind);
                var broken = BrokenMdc.entering(PendingTest::isCaller, error)) {
            var value = pool.applyAsync(() -> 1, AsyncOptions.defaults().callback(told::add));
            assertThatThrownBy(() -> value.get(Await.SECONDS)).isSameAs(error);
            var failure = pool.applyAsync(
                    () -> Integer.valueOf("x"), AsyncOptions.defaults().errorCallback(told::add));
            assertThatThrownBy(() -> failure.get(Await.SECONDS)).isSameAs(error);
            assertThat(told).isEmpty();
        }
    }

    /** The pool's threads can run without a context, so a failure to enter their context must not end them. */
    @EachThreadKind
    void workers_enteringTheirContextFails_runTasksAndCallbacks(ThreadKind kind) throws Exception {
        Context.carryMdc(true);
        var told = Collections.synchronizedList(new ArrayList<Integer>());
        try (var broken = BrokenMdc.entering(thread -> thread.getName().startsWith("test_"), error);
                var pool = ThreadPoolTest.pool(kind, 1)) {
            assertThat(pool.applyAsync(() -> 1, AsyncOptions.defaults().callback(told::add))
                            .get(Await.SECONDS))
                    .isEqualTo(1);
            pool.noMoreTasks();
            pool.join();
        }
        assertThat(told).containsExactly(1);
    }

    /**
     * Runs maps that exhaust the memory. Each map returns a list or throws an error, the imap ends, and the pool works
     * again once memory is available. The main thread can run out of memory, too, and then retries until memory is
     * available.
     */
    static final class ShortOfMemory {
        private static int lists;
        private static int errors;

        /** Memory that the main thread releases piece by piece when an allocation fails. */
        private static final ArrayDeque<byte[]> RESERVE = new ArrayDeque<>();

        public static void main(String[] args) throws Exception {
            Threading.setExcepthook(told -> {});
            for (int i = 0; i < 64; i++) {
                RESERVE.add(new byte[10_000]);
            }
            try (var pool = new ThreadPool(2)) {
                for (int items = 2_500_000; items >= 500_000; items -= 500_000) {
                    map(pool, items);
                }
                System.out.println("both: " + (lists > 0 && errors > 0));
                imap(pool);
                System.out.println("after: " + retry(() -> pool.apply(() -> 1)));
            }
        }

        private static <T> T retry(Callable<T> action) throws Exception {
            while (true) {
                try {
                    return action.call();
                } catch (OutOfMemoryError e) {
                    RESERVE.poll();
                    Thread.yield();
                }
            }
        }

        private static void map(ThreadPool pool, int items) throws Exception {
            try {
                lists += pool.mapAsync(n -> n, Collections.nCopies(items, 1))
                                        .get(10)
                                        .size()
                                == items
                        ? 1
                        : 0;
            } catch (OutOfMemoryError e) {
                errors++;
            }
        }

        /** Fills the heap with results that are not taken. */
        private static void imap(ThreadPool pool) throws Exception {
            Callable<Boolean> hasEnded = () -> pool.toString().endsWith("unfinished=0]");
            hasEnded.call(); // links the lambda while memory is available
            var results = pool.imap(
                    n -> new byte[100], () -> IntStream.iterate(0, n -> n + 1).iterator());
            while (!retry(hasEnded)) {
                Thread.yield();
            }
            var failures = 0;
            for (var more = true; more; ) {
                try {
                    results.next(10);
                } catch (NoSuchElementException e) {
                    more = false;
                } catch (OutOfMemoryError e) { // thrown as the last result, or because this thread ran out of memory
                    failures++;
                    RESERVE.poll();
                }
            }
            System.out.println(failures > 0 ? "imap: out of memory" : "imap: complete");
        }
    }

    @Test
    void mapAndImap_outOfMemory_haveAnOutcome() {
        assertThat(ChildJvm.of(ShortOfMemory.class)
                        .flags("-Xmx24m", "-XX:+UseSerialGC")
                        .run()
                        .lines())
                .as("output")
                .containsSubsequence("both: true", "imap: out of memory", "after: 1");
    }

    /** All workers can be waiting for the empty map, so the map must complete without a worker. */
    @EachThreadKind
    void map_withoutItemsCalledByTheOnlyWorker_isDoneImmediately(ThreadKind kind) throws Exception {
        try (var pool = ThreadPoolTest.pool(kind, 1)) {
            var called = new AtomicInteger();
            var nothing = pool.applyAsync(() -> {
                var all = new ArrayList<Object>();
                all.addAll(pool.map(n -> n, List.of()));
                all.addAll(pool.starmap((a, b) -> a, Map.<Object, Object>of().entrySet()));
                all.addAll(pool.mapAsync(
                                n -> n,
                                emptyIterable(),
                                AsyncOptions.defaults().callback(list -> called.incrementAndGet()))
                        .get());
                pool.imap(n -> n, List.of()).forEach(all::add);
                pool.imapUnordered(n -> n, List.of(), 3).forEach(all::add);
                return all;
            });
            assertThat(nothing.get(Await.SECONDS)).isEmpty();
            assertThat(called)
                    .as("Python does not call the callback for an empty map")
                    .hasValue(0);
        }
    }

    private static Iterable<Object> emptyIterable() {
        return Collections::emptyIterator;
    }

    /** Submitting the third task of a map fails, as if memory had run out. */
    @Test
    void map_queueingOneTaskFails_throwsAndRunsNoTask() throws Exception {
        var ran = new AtomicInteger();
        try (var pool = carrying(ThreadKind.PLATFORM)) {
            var copies = new AtomicInteger();
            var caller = Thread.currentThread();
            var gate = new CountDownLatch(1);
            var first = pool.applyAsync(() -> gate.await());
            assertThatThrownBy(() -> {
                        try (var broken =
                                BrokenMdc.copying(thread -> thread == caller && copies.incrementAndGet() > 2, error)) {
                            pool.mapAsync(
                                    n -> ran.incrementAndGet(),
                                    List.of(1, 2, 3, 4),
                                    AsyncOptions.defaults().chunksize(1));
                        }
                    })
                    .isSameAs(error);
            gate.countDown();
            first.get();
            pool.noMoreTasks();
            pool.join();
            assertThat(ran).hasValue(0);
            assertThat(pool.toString()).endsWith("unfinished=0]");
        }
    }
}

package io.github.threading4j.faulthandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The content of {@code traceback} and {@code dumpTraceback}. */
class ThreadDumpsTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(written, true);

    private static String lineOf(NamedThread thread) {
        var ident = " (ident=" + thread.getIdent().getAsLong() + ",";
        return FaultHandler.traceback()
                .lines()
                .filter(line -> line.contains(ident))
                .findFirst()
                .orElse("not listed");
    }

    @EachThreadKind
    void traceback_threadWaitsForALock_showsLockAndOwner(ThreadKind kind) {
        var accounts = new RLock("accounts");
        accounts.acquire();
        Threading.currentThread().setName("the holder");
        try (var waiter = Bunch.start(kind, index -> accounts.with(() -> {}))) {
            Await.waiting(waiter.thread(), accounts);
            assertThat(lineOf(waiter.thread()))
                    .startsWith("Thread \"bunch-0\" (ident=")
                    .contains(kind == ThreadKind.VIRTUAL ? ", virtual, WAITING)" : ", daemon, WAITING)")
                    .contains(", waits to acquire RLock[name=accounts, owner=")
                    .endsWith(", held by \"the holder\", most recent call first:");
            accounts.release();
        }
    }

    @EachThreadKind
    void traceback_threadWaitsForAnEventOrThread_showsTheAwaitedObject(ThreadKind kind) {
        var go = new Event("go");
        try (var waiter = Bunch.start(kind, index -> go.await())) {
            Await.waiting(waiter.thread(), go);
            try (var joiner = Bunch.start(kind, index -> waiter.thread().join())) {
                Await.waiting(joiner.thread(), waiter.thread());
                assertThat(lineOf(waiter.thread())).contains(", waits for Event[name=go, unset], most");
                assertThat(lineOf(joiner.thread()))
                        .contains(", waits for the end of NamedThread[name=bunch-0, started");
                go.set();
            }
        }
    }

    @Test
    void traceback_listsTheCallerFirstAndAllOthersWithStacks() throws Exception {
        var end = new CountDownLatch(1);
        var foreign = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                "a foreign one");
        foreign.start();
        Await.parked(foreign);
        var lines = FaultHandler.traceback().lines().toList();
        assertThat(lines.get(0)).startsWith("Current thread \"").contains(", RUNNABLE)");
        assertThat(lines).anyMatch(line -> line.startsWith("Thread \"a foreign one\" (ident="));
        assertThat(lines).anyMatch(line -> line.startsWith("Thread \"MainThread\" (ident="));
        assertThat(lines).anyMatch(line -> line.matches("    at .*CountDownLatch\\.await.*"));
        end.countDown();
        foreign.join();
    }

    @EachThreadKind
    void traceback_joinedThread_isDescribedWithoutItsToString(ThreadKind kind) {
        var end = new Event("end");
        var joined = new NamedThread(kind.builder().name("joined").daemon(true)) {
            @Override
            public void run() throws InterruptedException {
                end.await();
            }

            @Override
            public String toString() {
                throw new IllegalStateException("toString was called");
            }
        };
        joined.start();
        try (var joiner = Bunch.start(kind, index -> joined.join())) {
            Await.until(
                    "the joiner waits", () -> Await.isWaiting(joiner.thread().toJavaThread(), joined));
            var line = lineOf(joiner.thread());
            end.set();
            assertThat(line)
                    .contains(", waits for the end of NamedThread[name=joined, started daemon, ident=")
                    .endsWith("], most recent call first:");
        }
    }

    /**
     * The methods {@code size} and {@code toString} are foreign code, which could need a lock that is part of the
     * deadlock to be diagnosed.
     */
    @EachThreadKind
    void traceback_wrappedQueueOrService_callsNoneOfItsMethods(ThreadKind kind) throws Exception {
        var theirs = new ArrayBlockingQueue<String>(1) {
            @Override
            public int size() {
                throw new IllegalStateException("size was called");
            }
        };
        var queue = Queue.of(theirs);
        queue.put("item");
        var service = new ForkJoinPool(1) {
            @Override
            public String toString() {
                throw new IllegalStateException("toString was called");
            }
        };
        var executor = Executor.over(service);
        var view = executor.asExecutorService();
        try (var inQueue = Bunch.start(kind, index -> queue.join());
                var inExecutor = Bunch.start(kind, index -> view.awaitTermination(1, TimeUnit.DAYS))) {
            Await.waiting(inQueue.thread(), queue);
            Await.waiting(inExecutor.thread(), executor);
            var lines = lineOf(inQueue.thread()) + lineOf(inExecutor.thread());
            queue.taskDone();
            executor.close();
            assertThat(lines)
                    .contains(", waits for the end of all tasks of Queue[of=, unfinished=1], most")
                    .contains(", waits for Executor[over=, unfinished=0], most");
        }
    }

    @Test
    void traceback_methodsOfAThreadThrow_showsItsStack() throws Exception {
        var end = new CountDownLatch(1);
        var foreign = new Thread(() -> assertThatNoException().isThrownBy(end::await), "a hostile one") {
            @Override
            public State getState() {
                throw new IllegalStateException("getState was called");
            }

            @Override
            public StackTraceElement[] getStackTrace() {
                throw new IllegalStateException("getStackTrace was called");
            }
        };
        foreign.start();
        Await.until("the thread waits", () -> LockSupport.getBlocker(foreign) != null);
        var lines = FaultHandler.traceback().lines().toList();
        var first = IntStream.range(0, lines.size())
                .filter(index -> lines.get(index).startsWith("Thread \"a hostile one\" (ident="))
                .findFirst()
                .orElseThrow();
        assertThat(lines.get(first))
                .endsWith(" (the rest is not available: java.lang.IllegalStateException), most recent call first:");
        assertThat(lines.subList(first + 1, lines.size()).stream().takeWhile(line -> line.startsWith("    at ")))
                .anyMatch(line -> line.contains("CountDownLatch.await"));
        end.countDown();
        foreign.join();
    }

    @Test
    void dumpTraceback_writesToTheStream() {
        FaultHandler.dumpTraceback(stream);
        assertThat(written.toString()).startsWith("Current thread \"").contains("dumpTraceback_writesToTheStream");
    }

    @Test
    void dumpTraceback_flushesTheStream() {
        FaultHandler.dumpTraceback(new PrintStream(new BufferedOutputStream(written, 1 << 20)));
        assertThat(written.toString()).contains("most recent call first:");
    }

    @Test
    void dumpTraceback_withoutAStream_writesToStderr() {
        var err = System.err;
        System.setErr(stream);
        try {
            FaultHandler.dumpTraceback();
        } finally {
            System.setErr(err);
        }
        assertThat(written.toString()).contains("most recent call first:");
    }

    private static String entryOf(String thread) {
        var dump = FaultHandler.traceback();
        var begin = dump.indexOf("Thread \"" + thread + "\"");
        var end = dump.indexOf("Thread \"", begin + 1);
        return begin < 0 ? dump : dump.substring(begin, end < 0 ? dump.length() : end);
    }

    @EachThreadKind
    void traceback_threadsAreAlike_areOneEntry(ThreadKind kind) {
        var go = new Event("go");
        try (var waiters = Bunch.start(kind, 30, index -> go.await())) {
            Await.allWaiting(waiters, go);
            assertThat(entryOf("bunch-0"))
                    .contains("WAITING), waits for Event[name=go, unset], most recent call first:\n    at ")
                    .containsPattern("\n  and 29 more threads like this: \"bunch-1\" \\(ident=\\d+\\), \"bunch-2\"")
                    .containsPattern("\"bunch-20\" \\(ident=\\d+\\), \\.\\.\\.\n");
            go.set();
        }
    }

    @EachThreadKind
    void traceback_threadsWaitForDifferentObjects_areSeveralEntries(ThreadKind kind) {
        var events = List.of(new Event("first"), new Event("second"), new Event("second"));
        try (var waiters = Bunch.start(kind, 3, index -> events.get(index).await())) {
            for (var i = 0; i < 3; i++) {
                Await.waiting(waiters.threads().get(i), events.get(i));
            }
            assertThat(entryOf("bunch-0")).contains("name=first").doesNotContain("like this");
            assertThat(entryOf("bunch-1")).contains("\n  and 1 more thread like this: \"bunch-2\" (ident=");
            events.forEach(Event::set);
        }
    }
}

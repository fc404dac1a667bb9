package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.futures.Executor;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadDumpsTest {
    private static final String HEADLINE = "Timeout (0.001 s)!";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(written, true);

    @AfterEach
    void cancel() {
        Threading.cancelDumpTracebackLater();
    }

    private long headlines() {
        return written.toString().lines().filter(HEADLINE::equals).count();
    }

    private static String lineOf(NamedThread thread) {
        var ident = " (ident=" + thread.getIdent().getAsLong() + ",";
        return Threading.traceback()
                .lines()
                .filter(line -> line.contains(ident))
                .findFirst()
                .orElse("not listed");
    }

    @EachThreadKind
    void traceback_says_whatAThreadWaitsFor_andWhoHoldsIt(ThreadKind kind) {
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
    void traceback_says_whatASignalIsAwaitedFrom_andWhoIsJoined(ThreadKind kind) {
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
    void traceback_beginsWithTheCallingThread_andHasTheOthersOfTheJvm_andStacks() throws Exception {
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
        var lines = Threading.traceback().lines().toList();
        assertThat(lines.get(0)).startsWith("Current thread \"").contains(", RUNNABLE)");
        assertThat(lines).anyMatch(line -> line.startsWith("Thread \"a foreign one\" (ident="));
        assertThat(lines).anyMatch(line -> line.startsWith("Thread \"MainThread\" (ident="));
        assertThat(lines).anyMatch(line -> line.matches("    at .*CountDownLatch\\.await.*"));
        end.countDown();
        foreign.join();
    }

    @EachThreadKind
    void traceback_describesAThreadThatIsJoined_withoutItsToString(ThreadKind kind) {
        var end = new Event("end");
        var joined = new NamedThread(kind.builder().name("joined").daemon(true)) {
            @Override
            public void run() throws InterruptedException {
                end.await();
            }

            @Override
            public String toString() {
                throw new IllegalStateException("it is asked");
            }
        };
        joined.start();
        try (var joiner = Bunch.start(kind, index -> joined.join())) {
            Await.until("it joins", () -> Await.isWaiting(joiner.thread().toJavaThread(), joined));
            var line = lineOf(joiner.thread());
            end.set();
            assertThat(line)
                    .contains(", waits for the end of NamedThread[name=joined, started daemon, ident=")
                    .endsWith("], most recent call first:");
        }
    }

    /** Its size and its description belong to somebody else, who may hold what a hanging program waits for. */
    @EachThreadKind
    void traceback_asksNothingOfTheQueueOrServiceBehindAnother(ThreadKind kind) throws Exception {
        var theirs = new ArrayBlockingQueue<String>(1) {
            @Override
            public int size() {
                throw new IllegalStateException("it is asked for its size");
            }
        };
        var queue = Queue.of(theirs);
        queue.put("item");
        var service = new ForkJoinPool(1) {
            @Override
            public String toString() {
                throw new IllegalStateException("it is asked what it is");
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
                    .contains(", waits for Queue[of=, unfinished=1], most")
                    .contains(", waits for Executor[over=, unfinished=0], most");
        }
    }

    @Test
    void traceback_ofAThreadWhoseMethodsThrow_hasItsStackAllTheSame() throws Exception {
        var end = new CountDownLatch(1);
        var foreign = new Thread(() -> assertThatNoException().isThrownBy(end::await), "a hostile one") {
            @Override
            public State getState() {
                throw new IllegalStateException("it is asked for its state");
            }

            @Override
            public StackTraceElement[] getStackTrace() {
                throw new IllegalStateException("it is asked for its stack");
            }
        };
        foreign.start();
        Await.until("it waits", () -> LockSupport.getBlocker(foreign) != null);
        var lines = Threading.traceback().lines().toList();
        var first = IntStream.range(0, lines.size())
                .filter(index -> lines.get(index).startsWith("Thread \"a hostile one\" (ident="))
                .findFirst()
                .orElseThrow();
        assertThat(lines.get(first))
                .endsWith(" (no more can be shown: java.lang.IllegalStateException), most recent call first:");
        assertThat(lines.subList(first + 1, lines.size()).stream().takeWhile(line -> line.startsWith("    at ")))
                .anyMatch(line -> line.contains("CountDownLatch.await"));
        end.countDown();
        foreign.join();
    }

    @Test
    void dumpTraceback_writesToTheStream() {
        Threading.dumpTraceback(stream);
        assertThat(written.toString()).startsWith("Current thread \"").contains("dumpTraceback_writesToTheStream");
    }

    @Test
    void dumpTraceback_flushesTheStream() {
        Threading.dumpTraceback(new PrintStream(new BufferedOutputStream(written, 1 << 20)));
        assertThat(written.toString()).contains("most recent call first:");
    }

    @Test
    void dumpTraceback_withoutAStream_writesToStderr() {
        var err = System.err;
        System.setErr(stream);
        try {
            Threading.dumpTraceback();
        } finally {
            System.setErr(err);
        }
        assertThat(written.toString()).contains("most recent call first:");
    }

    @Test
    void later_writesOnce() {
        Threading.dumpTracebackLater(0.001, DumpOptions.defaults().to(stream));
        Await.until("it is written", () -> headlines() > 0);
        Threading.cancelDumpTracebackLater();
        assertThat(headlines()).isEqualTo(1);
        assertThat(written.toString()).startsWith(HEADLINE + "\nCurrent thread \"threading4j-watchdog\"");
    }

    @Test
    void later_repeated_writesUntilItIsCancelled() {
        Threading.dumpTracebackLater(0.001, DumpOptions.defaults().repeat().to(stream));
        Await.until("it is written three times", () -> headlines() >= 3);
        Threading.cancelDumpTracebackLater();
        var before = written.size();
        assertThat(watchdogs()).isZero();
        assertThat(written.size()).isEqualTo(before);
    }

    private static long watchdogs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("threading4j-watchdog"))
                .filter(thread -> thread.getState() != Thread.State.TERMINATED)
                .peek(Await::terminated)
                .filter(Thread::isAlive)
                .count();
    }

    @Test
    void later_again_replacesWhatWasToCome() {
        Threading.dumpTracebackLater(1e12, DumpOptions.defaults().to(stream));
        Threading.dumpTracebackLater(0.001, DumpOptions.defaults().to(stream));
        Await.until("the second is written", () -> headlines() == 1);
        Threading.cancelDumpTracebackLater();
        Threading.cancelDumpTracebackLater();
        assertThat(watchdogs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void later_withoutATime_isRefused_andReplacesNothing(double seconds) {
        Threading.dumpTracebackLater(0.001, DumpOptions.defaults().repeat().to(stream));
        assertThatThrownBy(() -> Threading.dumpTracebackLater(seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout must be greater than 0: " + seconds + " (expected seconds > 0)");
        Await.until("the first goes on", () -> headlines() > 1);
        assertThatThrownBy(() -> Threading.dumpTracebackLater(1, null)).hasMessage("options: null (expected a value)");
        assertThatThrownBy(() -> DumpOptions.defaults().to(null)).hasMessage("stream: null (expected a value)");
    }

    @Test
    void watchdog_isNoneOfTheListedThreads() {
        var before = List.copyOf(Threading.enumerate());
        Threading.dumpTracebackLater(1e12);
        assertThat(Threading.enumerate()).isEqualTo(before);
    }

    /** Hangs, and is ended for it. */
    static final class Hangs {
        public static void main(String[] args) throws InterruptedException {
            Threading.dumpTracebackLater(2, DumpOptions.defaults().exit());
            try {
                new Event("never").await();
            } finally {
                System.out.println("finally");
            }
        }
    }

    /** Ends although a dump is to come. */
    static final class Ends {
        public static void main(String[] args) {
            Threading.dumpTracebackLater(1e6);
        }
    }

    @Test
    void later_withExit_endsTheProgramAtOnce() {
        var result = ChildJvm.of(Hangs.class).run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("Timeout (2.0 s)!").contains("waits for Event[name=never, unset]");
    }

    /** Hangs, and its dump can't be written. */
    static final class HangsWithoutADump {
        public static void main(String[] args) throws InterruptedException {
            var broken = new PrintStream(OutputStream.nullOutputStream()) {
                @Override
                public void print(String text) {
                    throw new OutOfMemoryError("for a text so long");
                }
            };
            Threading.dumpTracebackLater(0.01, DumpOptions.defaults().to(broken).exit());
            new Event("never").await();
        }
    }

    @Test
    void later_withExit_endsTheProgram_alsoWhenTheDumpFails() {
        assertThat(ChildJvm.of(HangsWithoutADump.class).run().exitCode()).isEqualTo(1);
    }

    @Test
    void later_done_holdsOnToNothing() {
        var gone = new WeakReference<>(new PrintStream(written, true));
        Threading.dumpTracebackLater(0.001, DumpOptions.defaults().to(gone.get()));
        Await.until("it is written", () -> headlines() > 0);
        Await.collected("the stream", () -> gone.refersTo(null));
    }

    /** Whoever comes last decides, and whatever was to come before has ended by then. */
    @Test
    @RaceHunt
    void later_andCancel_inManyThreads_endWithWhatCameLast() throws Exception {
        Rounds.run(200, round -> {
            Bunch.start(ThreadKind.PLATFORM, 4, index -> {
                        if ((index + round) % 2 == 0) {
                            Threading.dumpTracebackLater(
                                    1e-6, DumpOptions.defaults().repeat().to(stream));
                        } else {
                            Threading.cancelDumpTracebackLater();
                        }
                    })
                    .close();
            Threading.cancelDumpTracebackLater();
            var before = written.size();
            assertThat(watchdogs()).isZero();
            assertThat(written.size()).isEqualTo(before);
            written.reset();
        });
    }

    /** As a logger of a stream might. */
    @Test
    void later_andCancel_byTheStreamThatIsWrittenTo_doNotWaitForThemselves() {
        var calls = new AtomicInteger();
        var nested = new PrintStream(written, true) {
            @Override
            public void print(String text) {
                super.print(text);
                if (calls.getAndIncrement() == 0) {
                    Threading.dumpTracebackLater(
                            0.001, DumpOptions.defaults().repeat().to(this));
                } else {
                    Threading.cancelDumpTracebackLater();
                }
            }
        };
        Threading.dumpTracebackLater(0.001, DumpOptions.defaults().repeat().to(nested));
        Await.until("the second has cancelled itself", () -> calls.get() == 2);
        assertThat(watchdogs()).isZero();
        assertThat(calls).hasValue(2);
    }

    @Test
    void later_keepsNoProgramFromEnding() {
        assertThat(ChildJvm.of(Ends.class).run().exitCode()).isZero();
    }
}

package io.github.threading4j.faulthandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.Uncaught;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dumps of {@code dumpTracebackLater} whose streams throw or block. */
class WatchdogTest {
    private static final String HEADLINE = "Timeout (0.001 s)!";
    private static final DumpOptions REPEATED = DumpOptions.defaults().repeat();

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @AfterEach
    void cancel() {
        FaultHandler.cancelDumpTracebackLater();
    }

    private long headlines() {
        return written.toString().lines().filter(HEADLINE::equals).count();
    }

    private static boolean isWatchdog(Thread thread) {
        return thread.getName().startsWith("threading4j-watchdog");
    }

    @Test
    void repeatedDump_streamThrowsOnce_exceptionIsReportedAndNextDumpIsWritten(Uncaught uncaught) {
        var failure = new IllegalStateException("the stream throws once");
        var thrown = new AtomicBoolean();
        var stream = new PrintStream(written, true) {
            @Override
            public void print(String text) {
                if (!thrown.getAndSet(true)) {
                    throw failure;
                }
                super.print(text);
            }
        };
        FaultHandler.dumpTracebackLater(0.001, REPEATED.to(stream));
        Await.until("later dumps are written", () -> headlines() >= 2);
        assertThat(uncaught.take().exception()).isSameAs(failure);
    }

    @Test
    void nonRepeatingDump_streamThrows_exceptionIsReported(Uncaught uncaught) {
        var failure = new StackOverflowError("the stream throws");
        var stream = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void print(String text) {
                throw failure;
            }
        };
        FaultHandler.dumpTracebackLater(0.001, DumpOptions.defaults().to(stream));
        assertThat(uncaught.take().exception()).isSameAs(failure);
    }

    @Test
    void repeatedDump_streamInterruptsItsThread_laterDumpsAreWritten() {
        var stream = new PrintStream(written, true) {
            @Override
            public void flush() {
                Thread.currentThread().interrupt();
            }
        };
        FaultHandler.dumpTracebackLater(0.001, REPEATED.to(stream));
        Await.until("the dump is written again", () -> headlines() >= 2);
    }

    @Test
    void cancel_whileTheStreamBlocks_returnsAfterTheConfiguredPatience() {
        var blocks = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var stream = new BlockingStream(written, blocks, end);
        FaultHandler.dumpTracebackLater(0.001, REPEATED.patience(0.01).to(stream));
        Await.until("the stream blocks", () -> blocks.getCount() == 0);
        FaultHandler.cancelDumpTracebackLater();
        assertThat(end.getCount()).isEqualTo(1);
        var watchdog = Thread.getAllStackTraces().keySet().stream()
                .filter(WatchdogTest::isWatchdog)
                .findFirst()
                .orElseThrow();
        end.countDown();
        Await.terminated(watchdog);
        assertThat(headlines())
                .as("dumps (expected only the one that was in progress when cancel was called)")
                .isEqualTo(1);
    }

    /** A stream that blocks after each text until {@code end} is counted down. */
    private static final class BlockingStream extends PrintStream {
        private final CountDownLatch blocks;
        private final CountDownLatch end;

        BlockingStream(OutputStream out, CountDownLatch blocks, CountDownLatch end) {
            super(out, true);
            this.blocks = blocks;
            this.end = end;
        }

        @Override
        public void print(String text) {
            super.print(text);
            blocks.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void watchdog_inheritsNothingFromTheCaller() throws Exception {
        var starter = new Thread(new ThreadGroup("application"), () -> FaultHandler.dumpTracebackLater(1e12));
        starter.setContextClassLoader(new ClassLoader() {});
        starter.start();
        starter.join();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(WatchdogTest::isWatchdog)
                .singleElement()
                .satisfies(watchdog -> {
                    assertThat(watchdog.getThreadGroup().getParent()).isNull();
                    assertThat(watchdog.getContextClassLoader()).isNull();
                });
    }

    /** A program that joins a thread which hangs while it holds a lock that its {@code toString} needs. */
    static final class HangsWithALockOfItsToString extends NamedThread {
        private final CountDownLatch locked = new CountDownLatch(1);

        public static void main(String[] args) throws InterruptedException {
            var thread = new HangsWithALockOfItsToString();
            thread.setDaemon(true);
            thread.start();
            thread.locked.await();
            FaultHandler.dumpTracebackLater(0.1, DumpOptions.defaults().exit());
            thread.join();
        }

        @Override
        public void run() throws InterruptedException {
            synchronized (this) {
                locked.countDown();
                new Event("never").await();
            }
        }

        @Override
        public String toString() {
            synchronized (this) {
                return "never to be seen";
            }
        }
    }

    @Test
    void toString_blocks_dumpIsWrittenAndTheProgramEnds() {
        var result = ChildJvm.of(HangsWithALockOfItsToString.class).run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains(", waits for the end of HangsWithALockOfItsToString[name=Thread-1, started daemon, ident=")
                .contains(", waits for Event[name=never, unset]")
                .contains("HangsWithALockOfItsToString.run(");
    }

    /** A program that hangs, and whose dump hangs, too. */
    static final class HangsInItsStream {
        public static void main(String[] args) throws InterruptedException {
            var never = new CountDownLatch(1);
            var stream = new BlockingStream(System.out, new CountDownLatch(1), never);
            FaultHandler.dumpTracebackLater(
                    0.01, DumpOptions.defaults().patience(0.5).to(stream).exit());
            never.await();
        }
    }

    @Test
    void dumpAndExit_streamBlocks_programEnds() {
        var result = ChildJvm.of(HangsInItsStream.class).run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("Timeout (0.01 s)!\n");
    }
}

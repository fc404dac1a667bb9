package io.github.threading4j.faulthandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.Threading;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dumpTracebackLater}: when it dumps, what replaces or cancels it, and when it ends the program. */
class DumpTracebackLaterTest {
    private static final String HEADLINE = "Timeout (0.001 s)!";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(written, true);

    @AfterEach
    void cancel() {
        FaultHandler.cancelDumpTracebackLater();
    }

    private long headlines() {
        return written.toString().lines().filter(HEADLINE::equals).count();
    }

    @Test
    void dumpTracebackLater_writesOnce() {
        FaultHandler.dumpTracebackLater(0.001, DumpOptions.defaults().to(stream));
        Await.until("the dump is written", () -> headlines() > 0);
        FaultHandler.cancelDumpTracebackLater();
        assertThat(headlines()).isEqualTo(1);
        assertThat(written.toString()).startsWith(HEADLINE + "\nCurrent thread \"threading4j-watchdog\"");
    }

    @Test
    void dumpTracebackLater_repeat_writesUntilCancelled() {
        FaultHandler.dumpTracebackLater(0.001, DumpOptions.defaults().repeat().to(stream));
        Await.until("the dump is written three times", () -> headlines() >= 3);
        FaultHandler.cancelDumpTracebackLater();
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
    void dumpTracebackLater_calledAgain_replacesThePendingDump() {
        FaultHandler.dumpTracebackLater(1e12, DumpOptions.defaults().to(stream));
        FaultHandler.dumpTracebackLater(0.001, DumpOptions.defaults().to(stream));
        Await.until("the second dump is written", () -> headlines() == 1);
        FaultHandler.cancelDumpTracebackLater();
        FaultHandler.cancelDumpTracebackLater();
        assertThat(watchdogs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void dumpTracebackLater_badTimeout_isRejectedAndReplacesNothing(double seconds) {
        FaultHandler.dumpTracebackLater(0.001, DumpOptions.defaults().repeat().to(stream));
        assertThatThrownBy(() -> FaultHandler.dumpTracebackLater(seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout must be greater than 0: " + seconds + " (expected seconds > 0)");
        Await.until("the first dump is repeated", () -> headlines() > 1);
        assertThatThrownBy(() -> FaultHandler.dumpTracebackLater(1, null))
                .hasMessage("options: null (expected a value)");
        assertThatThrownBy(() -> DumpOptions.defaults().to(null)).hasMessage("stream: null (expected a value)");
    }

    @Test
    void watchdog_isNotEnumerated() {
        var before = List.copyOf(Threading.enumerate());
        FaultHandler.dumpTracebackLater(1e12);
        assertThat(before).containsAll(Threading.enumerate());
    }

    /** A program that hangs until the dump ends it. */
    static final class Hangs {
        public static void main(String[] args) throws InterruptedException {
            FaultHandler.dumpTracebackLater(2, DumpOptions.defaults().exit());
            try {
                new Event("never").await();
            } finally {
                System.out.println("finally");
            }
        }
    }

    /** A program that ends while a dump is pending. */
    static final class Ends {
        public static void main(String[] args) {
            FaultHandler.dumpTracebackLater(1e6);
        }
    }

    @Test
    void dumpTracebackLater_exit_endsTheProgram() {
        var result = ChildJvm.of(Hangs.class).run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("Timeout (2.0 s)!").contains("waits for Event[name=never, unset]");
    }

    /** A program that hangs, and whose dump fails. */
    static final class HangsWithoutADump {
        public static void main(String[] args) throws InterruptedException {
            var broken = new PrintStream(OutputStream.nullOutputStream()) {
                @Override
                public void print(String text) {
                    throw new OutOfMemoryError("for a text so long");
                }
            };
            FaultHandler.dumpTracebackLater(
                    0.01, DumpOptions.defaults().to(broken).exit());
            new Event("never").await();
        }
    }

    @Test
    void dumpTracebackLater_exitOptionAndFailingDump_endsTheProgram() {
        assertThat(ChildJvm.of(HangsWithoutADump.class).run().exitCode()).isEqualTo(1);
    }

    @Test
    void dumpTracebackLater_afterTheDump_doesNotKeepTheStreamReachable() {
        var gone = new WeakReference<>(new PrintStream(written, true));
        FaultHandler.dumpTracebackLater(0.001, DumpOptions.defaults().to(gone.get()));
        Await.until("the dump is written", () -> headlines() > 0);
        Await.collected("the stream", () -> gone.refersTo(null));
    }

    /** After the last call has returned, no earlier dump is pending or being written. */
    @Test
    @RaceHunt
    void dumpTracebackLaterAndCancel_concurrently_lastCallWins() throws Exception {
        Rounds.run(200, round -> {
            Bunch.start(ThreadKind.PLATFORM, 4, index -> {
                        if ((index + round) % 2 == 0) {
                            FaultHandler.dumpTracebackLater(
                                    1e-6, DumpOptions.defaults().repeat().to(stream));
                        } else {
                            FaultHandler.cancelDumpTracebackLater();
                        }
                    })
                    .close();
            FaultHandler.cancelDumpTracebackLater();
            var before = written.size();
            assertThat(watchdogs()).isZero();
            assertThat(written.size()).isEqualTo(before);
            written.reset();
        });
    }

    /** A stream that writes to a log could call these methods while a dump is being written. */
    @Test
    void dumpTracebackLaterAndCancel_calledByTheStream_doNotDeadlock() {
        var calls = new AtomicInteger();
        var nested = new PrintStream(written, true) {
            @Override
            public void print(String text) {
                super.print(text);
                if (calls.getAndIncrement() == 0) {
                    FaultHandler.dumpTracebackLater(
                            0.001, DumpOptions.defaults().repeat().to(this));
                } else {
                    FaultHandler.cancelDumpTracebackLater();
                }
            }
        };
        FaultHandler.dumpTracebackLater(0.001, DumpOptions.defaults().repeat().to(nested));
        Await.until("the stream of the second dump has cancelled it", () -> calls.get() == 2);
        assertThat(watchdogs()).isZero();
        assertThat(calls).hasValue(2);
    }

    @Test
    void dumpTracebackLater_pending_doesNotKeepTheJvmAlive() {
        assertThat(ChildJvm.of(Ends.class).run().exitCode()).isZero();
    }
}

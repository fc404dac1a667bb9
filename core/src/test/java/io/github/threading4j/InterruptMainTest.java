package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.Needs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Threading#interruptMainAtShutdown}, in programs that are ended by a signal or by {@code System.exit}. */
class InterruptMainTest {
    private static final String LATE =
            "too late to register an interrupt of the main thread (expected before the shutdown)";

    private static ChildJvm.Result assertEnds(String program, String end, int exitCode, String... lines) {
        var result = ChildJvm.of(InterruptMainPrograms.class)
                .flags("--add-opens", "java.base/java.lang=ALL-UNNAMED")
                .run(program, end);
        assertThat(result.lines()).as(result.toString()).containsExactly(lines);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
        return result;
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    @Tag(Needs.POSIX)
    void signal_interruptsMain_andJvmExitsAfterItsCleanup(String signal, int exitCode) {
        assertEnds("cleansUp", signal, exitCode, "interrupted", "a thread", "a task: 42", "the end");
    }

    @Test
    void exitByAnotherThread_interruptsMain_andJvmExitsAfterItsCleanup() {
        assertEnds("cleansUp", "exit", 3, "interrupted", "a thread", "a task: 42", "the end");
    }

    @Test
    @Tag(Needs.POSIX)
    void main_exitsInItsCleanup_exitCodeIsThatOfTheSignal() {
        assertEnds("exitsInCleanup", "INT", 130, "interrupted");
    }

    @Test
    void main_exitsInItsCleanup_exitCodeIsThatOfTheFirstExit() {
        assertEnds("exitsInCleanup", "exit", 3, "interrupted");
    }

    @Test
    void main_callsSystemExit_isNotWaitedFor() {
        assertEnds("exitsFirst", "-", 5);
    }

    @Test
    @Tag(Needs.POSIX)
    void main_ignoresTheInterrupt_isWaitedForDuringTheGracePeriod() {
        assertThat(assertEnds("ignores", "INT", 130).seconds()).isGreaterThan(0.2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"doesNotWait", "lastGrace", "holdsItsMonitor"})
    @Tag(Needs.POSIX)
    void main_ignoresTheInterrupt_jvmExitsAfterTheGracePeriod(String program) {
        assertEnds(program, "INT", 130);
    }

    @Test
    @Tag(Needs.POSIX)
    void main_interruptBlocksInForeignCode_jvmExitsAfterTheGracePeriod() {
        assertEnds("channelBlocks", "INT", 130, "closing");
    }

    @Test
    @Tag(Needs.POSIX)
    void secondSignal_hasNoEffect() {
        assertEnds("signalledAgain", "INT", 130, "interrupted", "the end");
    }

    @Test
    void interruptMain_calledByAnotherThread_interruptsMain() {
        assertEnds("calledByAnother", "exit", 3, "interrupted", "the end");
    }

    @Test
    @Tag(Needs.POSIX)
    void main_hasEnded_isNotWaitedFor() {
        assertEnds("mainEnded", "INT", 130);
    }

    @Test
    void main_returns_jvmExitsImmediately() {
        assertEnds("returns", "-", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "again"})
    void interruptMain_calledDuringShutdown_isRejected(String call) {
        assertEnds("late", call, 0, LATE);
    }

    @Test
    void failure_retrievedInTheCleanup_isNotReported() {
        assertEnds("retrieves", "exit", 3, "interrupted", "retrieved: in a task");
    }

    @Test
    void failure_inTheCleanup_isReportedAfterTheCleanup() {
        assertEnds("failsInCleanup", "exit", 3, "interrupted", "the end", "reported: in a task");
    }

    @Test
    void main_inAnUninterruptibleAcquire_isInterruptedOnceItHoldsTheLock() {
        assertEnds("acquires", "exit", 3, "interrupted", "acquired, interrupted: true");
    }

    @Test
    void shutdownHook_isRegisteredOnceAndHasNoContextClassLoader() {
        assertEnds("registers", "-", 0, "[]", "[]", "[threading4j-exit null]");
    }
}

package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.Needs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Threading#interruptMainAtShutdown}: each program in a JVM of its own, which a signal or an exit ends. */
class InterruptMainTest {
    private static final String LATE =
            "too late to have the main thread interrupted: the JVM is shutting down (expected a call before)";

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
    void signal_interruptsMain_waitsForItsCleanup_andKeepsItsExitCode(String signal, int exitCode) {
        assertEnds("cleansUp", signal, exitCode, "interrupted", "a thread", "a task: 42", "the end");
    }

    @Test
    void exitOfAnotherThread_interruptsMain_waitsForItsCleanup_andKeepsItsExitCode() {
        assertEnds("cleansUp", "exit", 3, "interrupted", "a thread", "a task: 42", "the end");
    }

    @Test
    @Tag(Needs.POSIX)
    void main_thatExitsInItsCleanup_countsAsEnded_andTheExitCodeStaysTheSignals() {
        assertEnds("exitsInCleanup", "INT", 130, "interrupted");
    }

    @Test
    void main_thatExitsInItsCleanup_countsAsEnded_andTheExitCodeStaysThatOfTheFirst() {
        assertEnds("exitsInCleanup", "exit", 3, "interrupted");
    }

    @Test
    void main_thatEndsTheProgramItself_countsAsEnded() {
        assertEnds("exitsFirst", "-", 5);
    }

    @Test
    @Tag(Needs.POSIX)
    void main_thatIgnoresTheInterrupt_isWaitedForAsLongAsTheGrace() {
        assertThat(assertEnds("ignores", "INT", 130).seconds()).isGreaterThan(0.2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"doesNotWait", "lastGrace", "holdsItsMonitor"})
    @Tag(Needs.POSIX)
    void main_thatIgnoresTheInterrupt_isAbandonedAfterTheGrace(String program) {
        assertEnds(program, "INT", 130);
    }

    @Test
    @Tag(Needs.POSIX)
    void main_whoseInterruptBlocksInForeignCode_isAbandonedAfterTheGrace() {
        assertEnds("channelBlocks", "INT", 130, "closing");
    }

    @Test
    @Tag(Needs.POSIX)
    void secondSignal_hasNoEffect() {
        assertEnds("signalledAgain", "INT", 130, "interrupted", "the end");
    }

    @Test
    void calledByAnotherThread_interruptsMain() {
        assertEnds("calledByAnother", "exit", 3, "interrupted", "the end");
    }

    @Test
    @Tag(Needs.POSIX)
    void mainThatHasEnded_isNotWaitedFor() {
        assertEnds("mainEnded", "INT", 130);
    }

    @Test
    void naturalEnd_isNotDelayed() {
        assertEnds("returns", "-", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "again"})
    void calledInAShutdown_isRejected(String call) {
        assertEnds("late", call, 0, LATE);
    }

    @Test
    void failure_retrievedInTheCleanup_isNotReported() {
        assertEnds("retrieves", "exit", 3, "interrupted", "retrieved: in a task");
    }

    @Test
    void failure_inTheCleanup_isReportedAfterIt() {
        assertEnds("failsInCleanup", "exit", 3, "interrupted", "the end", "reported: in a task");
    }

    @Test
    void main_inAnUninterruptibleAcquire_isInterruptedOnceItHasTheLock() {
        assertEnds("acquires", "exit", 3, "interrupted", "acquired, interrupted: true");
    }

    @Test
    void shutdownHook_isRegisteredByTheFirstCall_andPinsNoClassLoader() {
        assertEnds("registers", "-", 0, "[]", "[]", "[threading4j-exit null]");
    }
}

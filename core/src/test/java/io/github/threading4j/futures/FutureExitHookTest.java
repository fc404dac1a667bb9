package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Unretrieved exceptions are reported when the program exits, and the program exits even if the excepthook blocks or
 * fails.
 */
class FutureExitHookTest {
    private static final String PRINTED = "Exception in a task of crew that was never retrieved: ";

    private static ChildJvm.Result run(String program, String end) {
        var result = ChildJvm.of(FutureExitPrograms.class).withoutLogProvider().run(program, end);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result;
    }

    private static long count(ChildJvm.Result result, String start) {
        return result.err().lines().filter(line -> line.startsWith(start)).count();
    }

    @ParameterizedTest
    @CsvSource({
        "hookExits, return",
        "hookAcquires, exit",
        "handlerExits, exit",
        "hookHoldsItsThread, exit",
        "stderrBlocks, return"
    })
    void exit_reportBlocks_printsTypesAndStacksAndEnds(String hook, String end) {
        var result = run(hook, end);
        assertThat(count(result, PRINTED + "java.lang.IllegalStateException"))
                .as(result.toString())
                .isEqualTo(2);
        assertThat(count(result, "\tat io.github.threading4j.futures.FutureExitPrograms"))
                .as(result.toString())
                .isPositive();
    }

    @Test
    void exit_hookIsSlowButMakesProgress_waitsForTheReports() {
        var result = run("hookIsSlow", "return");
        assertThat(result.lines()).as(result.toString()).hasSize(2).allMatch(line -> line.startsWith("reported: "));
        assertThat(result.err()).doesNotContain(PRINTED);
    }

    @Test
    void exit_hookHoldsTheExceptionsMonitor_printsTypesAndEnds() {
        var result = run("hookHoldsException", "exit");
        assertThat(count(result, PRINTED + "java.lang.IllegalStateException"))
                .as(result.toString())
                .isEqualTo(2);
    }

    @Test
    void exit_stderrIsNeverRead_ends() {
        var result = ChildJvm.of(FutureExitPrograms.class)
                .withoutLogProvider()
                .withUnreadStderr()
                .run("deepStacks", "return");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(count(result, "Exception in a task of crew that was never retrieved:"))
                .isPositive();
    }

    @Test
    void exit_reportBlocks_callsNoMethodOfTheException() {
        var result = run("foreignException", "return");
        assertThat(count(result, PRINTED + "io.github.threading4j.futures.FutureExitPrograms$Foreign"))
                .as(result.toString())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"return", "exit"})
    void exit_hookFails_isReportedWithEachException(String end) {
        var result = run("hookThrows", end);
        assertThat(count(result, "Exception in threading.excepthook:"))
                .as(result.toString())
                .isEqualTo(2);
        assertThat(count(result, "Exception in a task of crew that was never retrieved:"))
                .as(result.toString())
                .isEqualTo(2);
    }

    @Test
    void exitHook_isRegisteredOnlyWhileExceptionsAreUnretrieved() {
        assertThat(run("registers", "exit").lines()).containsExactly("false", "true", "false", "true", "false");
    }

    @Test
    void exit_reportInProgress_waitsForIt() {
        var result = run("reportGoesOn", "exit");
        assertThat(result.lines()).as(result.toString()).containsExactly("reported");
        assertThat(result.err()).doesNotContain("Exception");
    }
}

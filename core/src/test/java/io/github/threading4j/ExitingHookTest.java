package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.Needs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ExceptHook#exitingWith}: an uncaught exception is reported and ends the program. */
class ExitingHookTest {
    private static ChildJvm.Result run(String program, int exitCode, int reports) {
        var result = ChildJvm.of(ExitingHookPrograms.class).withoutLogProvider().run(program);
        assertThat(result.err().lines().filter(line -> line.startsWith("java.lang.IllegalStateException: not caught")))
                .as(result.toString())
                .hasSize(reports);
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"thread", "daemon", "timer", "task"})
    void failure_isReportedAndEndsTheProgram(String program) {
        run(program, ExitingHookPrograms.STATUS, 1);
    }

    @Test
    @Tag(Needs.VIRTUAL_THREADS)
    void failure_ofAVirtualThread_isReportedAndEndsTheProgram() {
        run("virtualThread", ExitingHookPrograms.STATUS, 1);
    }

    @Test
    void failure_reportBlocks_endsTheProgram() {
        run("reportBlocks", ExitingHookPrograms.STATUS, 0);
    }

    @Test
    void failure_reportThrows_bothExceptionsAreReported() {
        var result = run("reportThrows", ExitingHookPrograms.STATUS, 1);
        assertThat(result.err()).contains("java.lang.AssertionError: the handler");
    }

    @Test
    void failure_unretrievedAtClose_isReportedOnceAndCloseDoesNotReturn() {
        assertThat(run("unretrieved", ExitingHookPrograms.STATUS, 1).lines()).isEmpty();
    }

    @Test
    void handle_null_isRejectedAndDoesNotEndTheProgram() {
        assertThat(run("noArguments", 0, 0).lines()).containsExactly("args: null (expected a value)");
    }

    @Test
    void failures_concurrent_areAllReported() {
        run("together", ExitingHookPrograms.STATUS, 4);
    }

    @Test
    void failedThread_joinedByAShutdownHook_ends() {
        assertThat(run("awaited", ExitingHookPrograms.STATUS, 1).lines()).containsExactly("joined");
    }

    @Test
    void main_interruptedAtShutdown_cleansUp() {
        assertThat(run("cleanup", ExitingHookPrograms.STATUS, 1).lines()).containsExactly("interrupted");
    }

    @Test
    void failure_unretrievedAtShutdown_isReportedWithoutChangingTheExitCode() {
        run("taskAtTheEnd", 0, 1);
    }

    @Test
    void failure_duringShutdown_isReportedWithoutChangingTheExitCode() {
        assertThat(run("inShutdown", 0, 1).lines()).containsExactly("false");
    }

    @ParameterizedTest
    @ValueSource(ints = {256, -256, Integer.MIN_VALUE})
    void status_multipleOf256_isRejected(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExceptHook.exitingWith(status))
                .withMessage("exit status that the system would truncate to 0: " + status
                        + " (expected 0, or a status that is not a multiple of 256)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 255, 257})
    void status_zeroOrNotAMultipleOf256_isAccepted(int status) {
        assertThat(ExceptHook.exitingWith(status)).hasToString("ExceptHook.exitingWith(" + status + ")");
    }

    @Test
    void toString_showsTheStatus() {
        assertThat(ExceptHook.exitingWith(3)).hasToString("ExceptHook.exitingWith(3)");
    }
}

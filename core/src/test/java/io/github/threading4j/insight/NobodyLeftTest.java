package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A watch finds that no thread of a program is left that could end the waits of the others. */
class NobodyLeftTest {
    static String[] hanging() {
        return NobodyLeftPrograms.hanging();
    }

    static String[] running() {
        return NobodyLeftPrograms.running();
    }

    @ParameterizedTest
    @MethodSource("hanging")
    void programInWhichNoThreadCanContinue_isFound(String program) {
        var result = ChildJvm.of(NobodyLeftPrograms.Hanging.class).run(program);
        assertThat(result.out())
                .startsWith("Found a deadlock: ")
                .contains(", and no thread that can be seen is left to end ");
        assertThat(result.out().contains("behind them: \"MainThread\"")).isEqualTo(!program.equals("ENDED_MAIN"));
    }

    @Test
    void threadsOfTheFlightRecorder_doNotCount() {
        var result = ChildJvm.of(NobodyLeftPrograms.Hanging.class)
                .flags("-XX:StartFlightRecording", "-Xlog:jfr+startup=off")
                .run(hanging()[0]);
        assertThat(result.out()).contains("Found a deadlock: ");
    }

    @RaceHunt
    @ParameterizedTest
    @MethodSource("running")
    void threads_waitForEachOtherButContinue_areNeverReported(String program) {
        var effort = System.getProperty(Rounds.EFFORT, "1");
        var result = ChildJvm.of(NobodyLeftPrograms.Running.class)
                .flags("-D" + Rounds.EFFORT + "=" + effort)
                .within(40 + 10 * Double.parseDouble(effort))
                .run(program);
        assertThat(result.lines()).containsExactly("findings: 0");
    }

    @Test
    void daemonThatWaitsWhileTheProgramExits_isNotReported() {
        assertThat(ChildJvm.of(NobodyLeftPrograms.Ending.class).run().out()).isEmpty();
    }
}

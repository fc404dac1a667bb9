package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.threading4j.testing.ChildJvm;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolExitTest {
    private static ChildJvm.Result run(String program) {
        assumeTrue(
                !program.startsWith("user") || Runtime.version().feature() >= 21,
                () -> "user threads need Java 21, this is " + Runtime.version());
        return ChildJvm.of(PoolExitPrograms.class).run(program);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forgets", "userForgets", "maps", "userMaps", "daemonSubmits"})
    void mainReturns_withTasksToRun_runsThemAllAndEnds(String program) {
        var result = run(program);
        var ended = System.currentTimeMillis();
        assertThat(result.exitCode()).as(result.toString()).isZero();
        var tasks = result.lines().stream()
                .filter(line -> line.startsWith("task "))
                .mapToLong(line -> Long.parseLong(line.substring("task ".length())))
                .toArray();
        assertThat(tasks).hasSize(1_000);
        assertThat(ended - Arrays.stream(tasks).max().orElseThrow())
                .as("milliseconds from the last task to the end of the process")
                .isLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fails", "failsInACallback"})
    void exceptionThatNobodyAskedFor_isTold_once(String program) {
        var result = run(program);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out() + result.err()).containsOnlyOnce("IllegalStateException: nobody asks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle", "userIdle"})
    void mainReturns_withAnIdlePool_ends(String program) {
        var result = run(program);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.lines()).containsExactly("main");
    }

    @Test
    void systemExit_abandonsWhatRuns() {
        assertThat(run("exits").exitCode()).isEqualTo(3);
    }
}

package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.threading4j.testing.ChildJvm;
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
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.lines().stream().filter("task"::equals)).hasSize(1_000);
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

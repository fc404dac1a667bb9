package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolExitTest {
    private static ChildJvm.Result run(String program) {
        return ChildJvm.of(PoolExitPrograms.class).run(program);
    }

    private static String program(ThreadKind kind, String ofPlatformThreads, String ofVirtualThreads) {
        return kind == ThreadKind.PLATFORM ? ofPlatformThreads : ofVirtualThreads;
    }

    @EachThreadKind
    void mainReturns_queuedTasks_runsAllAndEnds(ThreadKind kind) {
        assertRunsAllTasksAndEnds(program(kind, "forgets", "userForgets"));
    }

    @EachThreadKind
    void mainReturns_unfinishedMap_runsAllItemsAndEnds(ThreadKind kind) {
        assertRunsAllTasksAndEnds(program(kind, "maps", "userMaps"));
    }

    @EachThreadKind
    void mainReturns_chainOfTasks_runsAllAndEnds(ThreadKind kind) {
        assertRunsAllTasksAndEnds(program(kind, "chain", "userChain"));
    }

    private static void assertRunsAllTasksAndEnds(String program) {
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
    void mainReturns_unretrievedException_isReportedOnce(String program) {
        var result = run(program);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out() + result.err()).containsOnlyOnce("IllegalStateException: nobody asks");
    }

    @EachThreadKind
    void mainReturns_idlePool_ends(ThreadKind kind) {
        var result = run(program(kind, "idle", "userIdle"));
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.lines()).containsExactly("main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemonInAThread", "daemonNowAndThen", "daemonInATask", "daemonInACallback"})
    void mainReturns_daemonKeepsSubmitting_ends(String program) {
        var result = run(program); // fails if the program does not end
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.lines()).containsExactly("main");
    }

    @Test
    void mainReturns_cancelledTasks_ends() {
        var result = run("cancels");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.lines()).containsExactly("main");
    }

    @Test
    void systemExit_abandonsRunningTasks() {
        assertThat(run("exits").exitCode()).isEqualTo(3);
    }
}

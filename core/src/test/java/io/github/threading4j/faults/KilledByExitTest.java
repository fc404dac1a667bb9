package io.github.threading4j.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.Needs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The state that shutdown hooks see when the JVM exits: other threads do not end first, and their locks stay held. */
class KilledByExitTest {
    private static void assertPrints(String program, int exitCode, String... lines) {
        var result = ChildJvm.of(KilledByExitPrograms.class).run(program);
        assertThat(result.lines()).as(result.toString()).containsExactly(lines);
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
    }

    @Test
    void exit_whileThreadsHoldLocks_leavesThemHeldForShutdownHooks() {
        assertPrints(
                "exit",
                3,
                "lock: false, permits: false, barrier: false",
                "queue: 1 item, 1 unfinished",
                "a new task: 7");
    }

    @Test
    void exit_calledByATask_setsTheExitCodeAndLeavesTheFutureRunning() {
        assertPrints("task", 4, "hook: running");
    }

    @Test
    @Tag(Needs.POSIX)
    void sigterm_runningTask_isAbandoned() {
        assertPrints("signal", 128 + 15, "hook: running");
    }
}

package io.github.threading4j.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What happens where there is no memory left: an operation fails or works, and nothing is half done or hangs for it. */
class MemoryTest {
    private static void assertPrints(String program, String... lines) {
        var result = ChildJvm.of(MemoryPrograms.class).flags("-Xmx16m").run(program);
        // Where even the pool had no memory for a moment, the excepthook has heard of that.
        var told = result.lines().stream().filter(line -> !line.matches("ERROR .*|java\\.lang\\..*|\t.*"));
        assertThat(told).as(result.toString()).containsExactly(lines);
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    @Test
    void put_thatHasNoMemoryToGrow_addsNothing() {
        var asBefore = "failed: true, too many: 0, joined: true, true";
        assertPrints("put", asBefore, asBefore, asBefore);
    }

    @Test
    void get_andShutdown_ofALargeQueue_needNoMemory() {
        assertPrints(
                "get",
                Stream.generate(() -> "failed: false, joined: true, true")
                        .limit(12)
                        .toArray(String[]::new));
    }

    @Test
    void tasks_thatTakeAllMemory_fail_andTheirWorkersLiveOn() {
        assertPrints("executor", "left: 0", "true", "true", "true", "true", "after: 1");
    }

    @Test
    void tasksOfAThreadPool_thatTakeAllMemory_fail_andItsWorkersLiveOn() {
        assertPrints("threadPool", "left: 0", "after: 1");
    }

    @Test
    void map_whoseItemFailsWithoutMemory_throwsThat() {
        assertPrints("map", "took: 0", "thrown: true");
    }

    @Test
    void map_whoseWorkerHasNoMemoryToBegin_ends() {
        assertPrints("mapBegins", "ended", "after: [1, 2]");
    }

    @Test
    void start_withoutMemory_leavesNoTrace() {
        assertPrints("start", "failed: true, alive: false", "ran");
    }

    @Test
    void barrier_whoseLastPartyHasNoMemory_isBroken() {
        assertPrints("barrier", "failed: true, broken: true", "after: 0");
    }

    @Test
    void waits_thatBeginWithoutMemory_end() {
        var lines = List.of(
                "lock ended: true",
                "reentrant lock ended: true",
                "semaphore ended: true",
                "event ended: true",
                "condition ended: true",
                "barrier ended: true",
                "free: true true 0 Condition[lock=RLock[unlocked], waiting=0] 0");
        assertPrints("waits", Stream.concat(lines.stream(), lines.stream()).toArray(String[]::new));
    }
}

package io.github.threading4j.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import org.junit.jupiter.api.Test;

/**
 * Threads, tasks and queues when memory is really exhausted; {@code FaultInjectionTest} lets each allocation fail
 * separately.
 */
class MemoryTest {
    private static void assertPrints(String program, String line) {
        var result = ChildJvm.of(MemoryPrograms.class).flags("-Xmx16m").run(program);
        // If the pool's own thread ran out of memory, the output also contains a report of the excepthook.
        assertThat(result.lines()).as(result.toString()).contains(line).doesNotContain(MemoryPrograms.NEVER_OUT);
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    @Test
    void start_outOfMemory_leavesTheThreadStartable() {
        assertPrints("start", "alive: false, started again: true");
    }

    @Test
    void submit_outOfMemory_isRejectedAndThePoolStillWorks() {
        assertPrints("submit", "queued: 0, result: 1, ran: 0");
    }

    /** On Java 17, the first signal of a lock can allocate memory, so it can fail. */
    @Test
    void put_outOfMemory_losesNoWaiter() {
        assertPrints("put", "each item was taken");
    }
}

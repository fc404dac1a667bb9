package io.github.threading4j.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import org.junit.jupiter.api.Test;

/**
 * What happens where there is really no memory left, once for threads and once for tasks; {@code FaultInjectionTest}
 * has each allocation fail for itself.
 */
class MemoryTest {
    private static void assertPrints(String program, String line) {
        var result = ChildJvm.of(MemoryPrograms.class).flags("-Xmx16m").run(program);
        // Where even the pool had no memory for a moment, the excepthook has heard of that.
        assertThat(result.lines()).as(result.toString()).contains(line).doesNotContain(MemoryPrograms.NEVER_OUT);
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    @Test
    void start_withoutMemory_leavesNoTrace() {
        assertPrints("start", "alive: false, started again: true");
    }

    @Test
    void submit_withoutMemory_isRejected_andThePoolGoesOn() {
        assertPrints("submit", "queued: 0, result: 1, ran: 0");
    }

    /** On Java 17 the first signal of a lock may need memory. */
    @Test
    void put_withoutMemory_losesNoWaiter() {
        assertPrints("put", "each item was taken");
    }
}

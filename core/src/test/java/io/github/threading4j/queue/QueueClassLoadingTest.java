package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import org.junit.jupiter.api.Test;

/** A plain queue loads no other kind of queue, so that the JIT compiler can call its methods directly. */
class QueueClassLoadingTest {
    private static final class Program {
        public static void main(String[] args) throws Exception {
            var queue = new Queue<Integer>();
            queue.put(1);
            System.out.println("item: " + queue.get());
        }
    }

    @Test
    void plainQueue_isUsed_loadsOnlyItsOwnCore() {
        var result = ChildJvm.of(Program.class).flags("-Xlog:class+load").run();
        assertThat(result.out()).as(result.toString()).contains("item: 1", ArrayQueueCore.class.getName());
        assertThat(result.out()).doesNotContain(StoreQueueCore.class.getName(), BlockingQueueAdapter.class.getName());
    }
}

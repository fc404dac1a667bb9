package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import org.junit.jupiter.api.Test;

class SimpleQueueTest implements PutGetContract {
    @Override
    public PutGet unbounded() {
        return PutGet.of(new SimpleQueue<>());
    }

    @Test
    void items_leaveInTheOrderInWhichTheyCame() throws Exception {
        var queue = new SimpleQueue<Integer>();
        for (var i = 0; i < 100; i++) {
            queue.put(i);
        }
        for (var i = 0; i < 100; i++) {
            assertThat(queue.get()).isEqualTo(i);
        }
    }

    @EachThreadKind
    void put_interruptedBefore_addsAndKeepsTheFlag(ThreadKind kind) {
        var queue = new SimpleQueue<Integer>();
        kind.run(() -> {
            Thread.currentThread().interrupt();
            queue.put(1);
            assertThat(Thread.interrupted()).isTrue();
        });
        assertThat(queue.qsize()).isEqualTo(1);
    }

    @Test
    void toString_showsNameAndSize() {
        var queue = new SimpleQueue<Integer>("jobs");
        queue.put(1);
        assertThat(queue).hasToString("SimpleQueue[name=jobs, size=1]");
        assertThat(new SimpleQueue<>()).hasToString("SimpleQueue[size=0]");
        assertThatThrownBy(() -> new SimpleQueue<>(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name: null (expected a value)");
    }
}

package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifoQueueTest implements QueueContract {
    @Override
    public Queue<Integer> create(int maxsize) {
        return new LifoQueue<>(maxsize);
    }

    @Test
    void get_returnsTheLastItemFirst() throws Exception {
        var queue = new LifoQueue<Integer>();
        for (var i = 0; i < 100; i++) {
            queue.put(i);
        }
        assertThat(new ArrayList<>(queue.asBlockingQueue()))
                .startsWith(99, 98, 97)
                .endsWith(1, 0);
        for (var i = 99; i >= 50; i--) {
            assertThat(queue.get()).isEqualTo(i);
        }
        queue.put(-1);
        assertThat(List.of(queue.get(), queue.get())).containsExactly(-1, 49);
    }
}

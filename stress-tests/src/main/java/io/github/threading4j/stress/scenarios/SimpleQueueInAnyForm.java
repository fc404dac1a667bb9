package io.github.threading4j.stress.scenarios;

import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.SimpleQueue;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A {@link SimpleQueue} that is used through random overloads. */
final class SimpleQueueInAnyForm implements QueueApi {
    private final SimpleQueue<Integer> queue;

    SimpleQueueInAnyForm(SimpleQueue<Integer> queue) {
        this.queue = queue;
    }

    @Override
    public boolean put(int item, long nanos) {
        queue.put(item);
        return true;
    }

    @Override
    public int take(long nanos) throws InterruptedException {
        try {
            if (nanos == Long.MAX_VALUE) {
                return queue.get();
            }
            if (nanos <= 0) {
                return queue.getNowait();
            }
            boolean inSeconds = ThreadLocalRandom.current().nextBoolean();
            return inSeconds ? queue.get(nanos / 1e9) : queue.get(Duration.ofNanos(nanos));
        } catch (QueueEmptyException none) {
            return NONE;
        }
    }

    @Override
    public int size() {
        return queue.qsize();
    }
}

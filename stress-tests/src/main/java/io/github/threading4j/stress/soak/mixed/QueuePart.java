package io.github.threading4j.stress.soak.mixed;

import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.QueueFullException;
import io.github.threading4j.queue.QueueShutDownException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A queue of any kind that is shut down at the end. Each item that was put has been taken or is still in the queue. */
final class QueuePart extends Part {
    private final Queue<Long> queue;
    private final AtomicLong next = new AtomicLong(1);
    private final AtomicLong put = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    QueuePart(Queue<Long> queue) {
        this.queue = queue;
    }

    @Override
    void take(Random random) throws Exception {
        try {
            if (random.nextInt(8) == 0) {
                long item = next.getAndIncrement();
                queue.put(item, soon(random));
                put.addAndGet(item);
            } else {
                taken.addAndGet(get(random));
                queue.taskDone();
            }
        } catch (QueueEmptyException | QueueFullException | QueueShutDownException e) {
            // expected: no item was moved
        }
    }

    private long get(Random random) throws Exception {
        return switch (random.nextInt(3)) {
            case 0 -> queue.getNowait();
            case 1 -> queue.get(soon(random));
            default -> awaiting(() -> queue.get());
        };
    }

    @Override
    void give(Random random) {
        try {
            long item = next.getAndIncrement();
            queue.putNowait(item);
            put.addAndGet(item);
        } catch (QueueFullException e) {
            // expected: no item was moved
        }
    }

    @Override
    boolean isThere() {
        return queue.qsize() > 0;
    }

    @Override
    void end() {
        queue.shutdown();
    }

    @Override
    void check() {
        expect("unfinished tasks", queue.getUnfinishedTasks(), queue.qsize());
        long left = 0;
        while (!queue.empty()) {
            left += queue.getNowait();
        }
        expect("sum of what was taken or left", taken.get() + left, put.get());
    }

    @Override
    public String toString() {
        return queue.toString();
    }
}

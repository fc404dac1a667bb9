package io.github.threading4j.stress.scenarios;

import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.QueueFullException;
import io.github.threading4j.queue.QueueShutDownException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A {@link Queue} that is used through random overloads. The properties of a queue must hold for all overloads. */
final class QueueInAnyForm implements QueueApi {
    private final Queue<Integer> queue;

    QueueInAnyForm(Queue<Integer> queue) {
        this.queue = queue;
    }

    private static int form(int forms) {
        return ThreadLocalRandom.current().nextInt(forms);
    }

    @Override
    public boolean put(int item, long nanos) throws InterruptedException {
        try {
            if (nanos == Long.MAX_VALUE) {
                queue.put(item);
            } else if (nanos > 0) {
                putTimed(item, nanos);
            } else {
                queue.putNowait(item);
            }
            return true;
        } catch (QueueFullException | QueueShutDownException refused) {
            return false;
        }
    }

    private void putTimed(int item, long nanos) throws InterruptedException {
        if (form(2) == 0) {
            queue.put(item, nanos / 1e9);
        } else {
            queue.put(item, Duration.ofNanos(nanos));
        }
    }

    @Override
    public int take(long nanos) throws InterruptedException {
        try {
            if (nanos == Long.MAX_VALUE) {
                return form(2) == 0 ? queue.get() : queue.getTask().item();
            }
            return nanos > 0 ? takeTimed(nanos) : queue.getNowait();
        } catch (QueueEmptyException none) {
            return NONE;
        } catch (QueueShutDownException end) {
            return END;
        }
    }

    private int takeTimed(long nanos) throws InterruptedException {
        return switch (form(3)) {
            case 0 -> queue.get(nanos / 1e9);
            case 1 -> queue.get(Duration.ofNanos(nanos));
            default -> queue.getTask(nanos / 1e9).item();
        };
    }

    @Override
    public int size() {
        return queue.qsize();
    }

    @Override
    public boolean taskDone() {
        try {
            queue.taskDone();
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Override
    public boolean join(long nanos) throws InterruptedException {
        return form(2) == 0 ? queue.join(nanos / 1e9) : queue.join(Duration.ofNanos(nanos));
    }

    @Override
    public void shutdown(boolean immediate) {
        queue.shutdown(immediate);
    }

    @Override
    public int unfinished() {
        return (int) queue.getUnfinishedTasks();
    }
}

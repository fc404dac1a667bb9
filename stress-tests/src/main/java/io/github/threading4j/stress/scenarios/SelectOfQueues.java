package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Event;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueShutDownException;
import io.github.threading4j.select.Select;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Queues from which items are taken by a {@link Select} over all of them, and over an event that is never set. */
public final class SelectOfQueues implements QueueApi {
    private final List<Queue<Integer>> queues = new ArrayList<>();
    private final Event never = new Event();
    private final boolean orGet;

    /**
     * Creates queues.
     *
     * @param number the number of queues; an item goes into the queue with the number of the item, modulo this
     * @param orGet whether an item is sometimes taken by {@code get} of the first queue
     */
    public SelectOfQueues(int number, boolean orGet) {
        for (int i = 0; i < number; i++) {
            queues.add(new Queue<>());
        }
        this.orGet = orGet;
    }

    @Override
    public boolean put(int item, long nanos) throws InterruptedException {
        try {
            queues.get(item % queues.size()).put(item);
            return true;
        } catch (QueueShutDownException e) {
            return false;
        }
    }

    @Override
    public int take(long nanos) throws InterruptedException {
        if (orGet && Rendezvous.coin()) {
            return QueueApi.of(queues.get(0)).take(nanos);
        }
        List<Queue<Integer>> inRandomOrder = new ArrayList<>(queues);
        Collections.shuffle(inRandomOrder);
        Select<Integer> select = new Select<Integer>().on(never, () -> NONE);
        inRandomOrder.forEach(queue -> select.on(queue, item -> item));
        try {
            return nanos == Long.MAX_VALUE ? select.await() : select.await(Duration.ofNanos(nanos), () -> NONE);
        } catch (QueueShutDownException e) {
            return END;
        }
    }

    @Override
    public int size() {
        return queues.stream().mapToInt(Queue::qsize).sum();
    }

    @Override
    public void shutdown(boolean immediate) {
        queues.forEach(queue -> queue.shutdown(immediate));
    }
}

package io.github.threading4j.queue;

import io.github.threading4j.NamedThread;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;

/** How a test makes the queue that it tests. */
interface QueueFixture {
    /** An empty queue with a bound, or without one if that is 0. */
    Queue<Integer> create(int maxsize);

    /** Waits until a thread is blocked in a put or a get. */
    default void awaitBlocked(NamedThread thread, Queue<?> queue) {
        Await.waiting(thread, queue);
    }

    /** Waits until all threads of a bunch are blocked in a put or a get. */
    default void allBlocked(Bunch bunch, Queue<?> queue) {
        bunch.threads().forEach(thread -> awaitBlocked(thread, queue));
    }

    /** A queue with a bound, and one item less than that. */
    default Queue<Integer> withRoomForOne(int maxsize) throws InterruptedException {
        var queue = create(maxsize);
        for (var i = 1; i < maxsize; i++) {
            queue.put(i);
        }
        return queue;
    }
}

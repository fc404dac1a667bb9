package io.github.threading4j.queue;

import io.github.threading4j.NamedThread;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;

/** Creates the queue under test, and inspects its waiters. */
interface QueueFixture {
    /** Returns an empty queue with the given bound, or without a bound if {@code maxsize} is 0. */
    Queue<Integer> create(int maxsize);

    /** Waits until a thread is blocked in a put or a get. */
    default void awaitBlocked(NamedThread thread, Queue<?> queue) {
        Await.waiting(thread, queue);
    }

    /** Waits until all threads of a bunch are blocked in a put or a get. */
    default void allBlocked(Bunch bunch, Queue<?> queue) {
        bunch.threads().forEach(thread -> awaitBlocked(thread, queue));
    }

    /** Returns a queue with a bound that has capacity for one more item. */
    default Queue<Integer> withRoomForOne(int maxsize) throws InterruptedException {
        var queue = create(maxsize);
        for (var i = 1; i < maxsize; i++) {
            queue.put(i);
        }
        return queue;
    }
}

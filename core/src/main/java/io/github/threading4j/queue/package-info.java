/**
 * Python's {@code queue} module: queues for passing items between threads.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.queue.Queue}: a FIFO queue, bounded or unbounded, with {@code taskDone}, {@code
 *       join} and {@code shutdown}.
 *   <li>{@link io.github.threading4j.queue.LifoQueue} and {@link io.github.threading4j.queue.PriorityQueue}: the same
 *       with another order.
 *   <li>{@link io.github.threading4j.queue.QueueStore}: a custom storage and order for the items of a queue.
 *   <li>{@link io.github.threading4j.queue.SimpleQueue}: an unbounded queue with {@code put} and {@code get} only.
 *   <li>{@link io.github.threading4j.queue.QueueTask}: a taken item, which is marked done when this object is closed.
 * </ul>
 *
 * <p>{@code null} is a valid item, as {@code None} is in Python, and can serve as an end marker. The exceptions are
 * unchecked. The conventions and memory consistency effects are described in {@link io.github.threading4j}.
 */
@NullMarked
package io.github.threading4j.queue;

import org.jspecify.annotations.NullMarked;

/**
 * Queues, tested by contracts: {@code PutGetContract} holds for all of them, {@code BoundedContract} and {@code
 * TaskContract} for all but {@link io.github.threading4j.queue.SimpleQueue}, {@code ShutdownContract}, {@code
 * LoopContract}, {@code LiveBoundContract}, {@code BlockingQueueViewContract} and {@code
 * BlockingQueueViewItemsContract} for our own three.
 */
package io.github.threading4j.queue;

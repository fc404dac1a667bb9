/**
 * Tests of queues, written as contracts: {@code PutGetContract} applies to every queue, {@code BoundedContract} and
 * {@code TaskContract} to every queue but {@link io.github.threading4j.queue.SimpleQueue}. {@code QueueContract} adds
 * shutdown, loops, a bound that can change, and the {@code BlockingQueue} view; it applies to {@code Queue},
 * {@code LifoQueue} and {@code PriorityQueue}.
 */
package io.github.threading4j.queue;

/**
 * Python's {@code queue} module: how threads hand things to each other.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.queue.Queue}: first in, first out, bounded or not, with {@code taskDone},
 *       {@code join} and {@code shutdown}.
 *   <li>{@link io.github.threading4j.queue.LifoQueue} and {@link io.github.threading4j.queue.PriorityQueue}: the same
 *   with
 *       another order.
 *   <li>{@link io.github.threading4j.queue.QueueStore}: what holds the items of a queue in an order of your own.
 *   <li>{@link io.github.threading4j.queue.SimpleQueue}: unbounded, and no more than {@code put} and {@code get}.
 *   <li>{@link io.github.threading4j.queue.QueueTask}: an item that is marked done when it is closed.
 * </ul>
 *
 * <p>{@code null} is an item like any other, as {@code None} is in Python, so it can say "no more". The exceptions are
 * unchecked, as Python's are. Conventions and memory consistency effects are those of {@link io.github.threading4j}.
 */
@NullMarked
package io.github.threading4j.queue;

import org.jspecify.annotations.NullMarked;

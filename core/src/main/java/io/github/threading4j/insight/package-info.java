/**
 * Deadlock detection: finds threads that can never continue. Python has no counterpart.
 *
 * <p>A thread that waits in this library shows what it waits for, and which threads could end the wait, at no cost
 * until it is examined. {@link io.github.threading4j.insight.Insight#findDeadlocks()} examines all threads. It finds
 * deadlocks over locks, conditions, joins, futures and pools, of platform and virtual threads, and over
 * {@code java.util.concurrent} locks and monitors of platform threads. A reported deadlock is certain, as
 * {@link io.github.threading4j.insight.Deadlock.Certainty} describes. The absence of a report proves nothing.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.insight.Insight} holds the functions.
 *   <li>{@link io.github.threading4j.insight.Deadlock} is a group of threads that only they themselves could free,
 *       {@link io.github.threading4j.insight.Waiter} one of its threads, and
 *       {@link io.github.threading4j.insight.Held} a lock that such a thread holds.
 *   <li>{@link io.github.threading4j.insight.DeadlockException} is thrown by a wait that would be a deadlock.
 * </ul>
 */
@NullMarked
package io.github.threading4j.insight;

import org.jspecify.annotations.NullMarked;

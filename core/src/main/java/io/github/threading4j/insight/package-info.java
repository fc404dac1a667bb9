/**
 * Who waits for whom: finds the threads of a program that can never continue.
 *
 * <p>Python has no counterpart. Every wait of this library shows other threads what it waits for, and which threads
 * could end it, at no cost while nothing looks. {@link io.github.threading4j.insight.Insight#findDeadlocks()} looks: it
 * finds deadlocks over locks, conditions, joins, futures and pools, of platform and virtual threads alike, also where
 * {@code java.util.concurrent} locks and monitors of platform threads are involved. What it reports is certain in the
 * sense that {@link io.github.threading4j.insight.Deadlock.Certainty} describes; that it reports nothing does not prove
 * that no thread waits in vain.
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

/**
 * Deadlock detection: finds threads that can never continue. Python has no counterpart.
 *
 * <p>A thread that waits in this library shows what it waits for, and which threads could end the wait, at no cost
 * until it is examined. {@link io.github.threading4j.insight.Insight#findDeadlocks()} examines all threads. It finds
 * deadlocks of platform and virtual threads that involve the locks, conditions, joins, futures and pools of this
 * library, and deadlocks of platform threads that involve monitors and {@code java.util.concurrent} locks. A reported
 * deadlock is certain; {@link io.github.threading4j.insight.Deadlock.Certainty} describes what might still end it. If
 * none is reported, this does not prove that there is none.
 *
 * <p>A {@link io.github.threading4j.insight.Watch} examines all threads repeatedly, in a daemon thread, and also
 * reports waits that last long. With a {@link io.github.threading4j.insight.Recording}, locks and semaphores record the
 * threads that hold them. Then deadlocks of semaphores are found, too, and locks that a thread still held when it
 * ended. If the recording includes the order of locks, locks that threads acquire in opposite orders are reported, even
 * if this has never caused a deadlock.
 *
 * <p>A {@link io.github.threading4j.insight.Snapshot} shows all threads and what they wait for, deadlocked or not.
 *
 * <p>These system properties start a watch that logs what it finds as warnings, or writes it to standard error if SLF4J
 * has no provider:
 *
 * <ul>
 *   <li>{@code -Dthreading4j.deadlocks=report}: searches for deadlocks every 5 seconds;
 *   <li>{@code -Dthreading4j.deadlocks=throw}: searches five times a second, and ends each deadlock that only its own
 *       threads could end, by an exception in one of them; see
 *       {@link io.github.threading4j.insight.WatchOptions#throwing()};
 *   <li>{@code -Dthreading4j.longWait=30}: searches every 5 seconds, unless the above applies, and also reports
 *       each wait of 30 seconds or more;
 *   <li>{@code -Dthreading4j.heldAtEnd=report}: does the same as the first one, records the holders of all locks and
 *       semaphores, and reports locks that were still held at the end of a thread or a task;
 *   <li>{@code -Dthreading4j.lockOrder=report}: does the same as the previous one, records the order of all locks, and
 *       reports locks that are acquired in opposite orders. With {@code threading4j.heldAtEnd=off}, does not report
 *       locks that were still held at an end.
 *   <li>{@code -Dthreading4j.snapshot=hang.json}: does the same as the first one, unless others apply, and writes a
 *       {@link io.github.threading4j.insight.Snapshot} to the file for each finding, replacing the previous one.
 * </ul>
 *
 * <p>With {@code threading4j.deadlocks=off}, the last three do not report deadlocks. {@code -Dthreading4j.sites=100}
 * records the holders, and the stack trace of every hundredth acquisition of each thread; it starts no watch. The
 * properties are read when the program uses this library for the first time. Without them, nothing is started. Such a
 * watch never ends, so a class loader that has loaded this library is then never collected.
 *
 * <p>If the JVM's flight recorder was started, by the program, by {@code -XX:StartFlightRecording} or by {@code jcmd},
 * its recordings contain events of this library, for platform and virtual threads: {@code threading4j.Wait} for each
 * wait and {@code threading4j.Task} for each task of a pool or executor that lasts for 10 milliseconds or more, and
 * {@code threading4j.Deadlock}, {@code threading4j.LongWait} and {@code threading4j.HeldAtEnd} for what a watch finds.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.insight.Insight} holds the functions.
 *   <li>{@link io.github.threading4j.insight.Watch} calls a handler with each
 *       {@link io.github.threading4j.insight.Finding}, as its {@link io.github.threading4j.insight.WatchOptions}
 *       specify.
 *   <li>{@link io.github.threading4j.insight.Deadlock} is a group of threads that can never continue,
 *       {@link io.github.threading4j.insight.Waiter} is one of its threads, and
 *       {@link io.github.threading4j.insight.Held} is a lock that such a thread holds.
 *   <li>{@link io.github.threading4j.insight.Recording} lets locks record the threads that hold them, as its
 *       {@link io.github.threading4j.insight.RecordOptions} specify.
 *   <li>{@link io.github.threading4j.insight.HeldAtEnd} is about locks that a thread still held at its end.
 *   <li>{@link io.github.threading4j.insight.LockOrderInversion} is about locks that threads acquire in opposite
 *       orders.
 *   <li>{@link io.github.threading4j.insight.LongWait} is a wait that has lasted for a long time, perhaps
 *       intentionally.
 *   <li>{@link io.github.threading4j.insight.Snapshot} shows all threads and what they wait for at one moment, as text
 *       and as JSON, within the limits of its {@link io.github.threading4j.insight.SnapshotOptions}. It consists of a
 *       {@link io.github.threading4j.insight.ThreadSnapshot} for each thread, and a
 *       {@link io.github.threading4j.insight.WaitSnapshot} for each wait.
 *   <li>{@link io.github.threading4j.insight.DeadlockException} is thrown by a wait that would complete a deadlock, or
 *       that a watch ends.
 * </ul>
 */
@NullMarked
package io.github.threading4j.insight;

import org.jspecify.annotations.NullMarked;

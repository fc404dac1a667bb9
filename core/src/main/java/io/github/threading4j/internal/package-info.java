/**
 * Code shared by several packages of threading4j; the module does not export this package.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.internal.Timeout}: all conversions of timeouts, one for each of Python's rules.
 *   <li>{@link io.github.threading4j.internal.QueuedSync}: the base of waits for something that is granted to one
 *       thread at a time, such as a lock; {@link io.github.threading4j.internal.Blocker}: shows what a thread waits
 *       for, in a queued synchronizer or a latch.
 *   <li>{@link io.github.threading4j.internal.WaitGraph}: finds deadlocks from the {@code Enders} that blockers return.
 *   <li>{@link io.github.threading4j.internal.Latch}: the one-shot latch behind {@code join}, events and rounds of a
 *       barrier; {@code AdaptiveSpin}: decides whether to spin for a while before parking.
 *   <li>{@link io.github.threading4j.internal.SelectSync}: the wait of a select;
 *       {@link io.github.threading4j.internal.SelectSource}: one of the things that it waits for;
 *       {@link io.github.threading4j.internal.Watchers}: the selects that wait for the same thing.
 *   <li>{@link io.github.threading4j.internal.KeepAlive}: keeps the JVM alive while non-daemon virtual threads or tasks
 *       run, since Python waits for such work.
 *   <li>{@link io.github.threading4j.internal.Retry}: repeats a step that other threads depend on until it succeeds.
 *   <li>{@link io.github.threading4j.internal.ExecutorCleaner}: runs an action once an object is collected.
 *   <li>{@link io.github.threading4j.internal.JavaThreads}: the methods that later Java versions added to
 *       {@link java.lang.Thread}.
 *   <li>{@link io.github.threading4j.internal.NativeIds}: the operating system's id of a thread.
 *   <li>{@link io.github.threading4j.internal.Checks}: argument checks with uniform messages.
 * </ul>
 *
 * <p>The only public types that this package depends on are those of {@link io.github.threading4j.function}; anything
 * that it needs from other packages is passed in.
 */
@NullMarked
package io.github.threading4j.internal;

import org.jspecify.annotations.NullMarked;

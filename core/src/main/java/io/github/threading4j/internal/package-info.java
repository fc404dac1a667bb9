/**
 * What several packages of threading4j share and nobody else may use; the module does not export it.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.internal.Timeout}: every conversion of a timeout, for every one of Python's rules.
 *   <li>{@link io.github.threading4j.internal.QueuedSync}: the way into a wait for what one thread gets and another
 *   does not;
 *       {@link io.github.threading4j.internal.Blocker}: what a waiting thread waits for, here and in a latch.
 *   <li>{@link io.github.threading4j.internal.Latch}: the one-shot latch behind {@code join}, events and rounds of a
 *   barrier;
 *       {@code AdaptiveSpin}: whether to look at it for a while before parking.
 *   <li>{@link io.github.threading4j.internal.KeepAlive}: keeps the JVM alive while virtual threads have work, as
 *   Python does.
 *   <li>{@link io.github.threading4j.internal.Retry}: does what others wait for, whatever fails at first.
 *   <li>{@link io.github.threading4j.internal.ExecutorCleaner}: tells when nobody has an object any more.
 *   <li>{@link io.github.threading4j.internal.JavaThreads}: what {@link java.lang.Thread} offers only from Java 21 on.
 *   <li>{@link io.github.threading4j.internal.NativeIds}: the operating system's number of a thread.
 *   <li>{@link io.github.threading4j.internal.Checks}: argument checks with one wording.
 * </ul>
 *
 * <p>It knows none of the public types but those of {@link io.github.threading4j.function}: what it needs from them is
 * handed in.
 */
@NullMarked
package io.github.threading4j.internal;

import org.jspecify.annotations.NullMarked;

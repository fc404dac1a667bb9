/**
 * Python's {@code concurrent.futures} module: executors that run tasks, and futures for the results.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.futures.ThreadPoolExecutor} runs tasks in its threads;
 *       {@link io.github.threading4j.futures.Executor} is the base class of all executors.
 *   <li>{@link io.github.threading4j.futures.Future} is the pending result of a task.
 *   <li>{@link io.github.threading4j.futures.Futures} waits for several futures.
 * </ul>
 *
 * <p>As in Python, a program ends when every task has run, whether or not {@code shutdown} was called; an idle pool
 * does not keep the JVM alive. The conventions of {@link io.github.threading4j} apply.
 */
@NullMarked
package io.github.threading4j.futures;

import org.jspecify.annotations.NullMarked;

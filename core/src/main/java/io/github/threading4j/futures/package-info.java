/**
 * Python's {@code concurrent.futures} module: tasks that others run, and their results.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.futures.ThreadPoolExecutor} runs tasks in its threads;
 *       {@link io.github.threading4j.futures.Executor} is what every executor can do.
 *   <li>{@link io.github.threading4j.futures.Future} is the result of a task, before it is there.
 *   <li>{@link io.github.threading4j.futures.Futures} waits for several of them.
 * </ul>
 *
 * <p>A program ends, as in Python, when every task has run, whether or not somebody called {@code shutdown}; an idle
 * pool keeps nothing alive. Conventions are those of {@link io.github.threading4j}.
 */
@NullMarked
package io.github.threading4j.futures;

import org.jspecify.annotations.NullMarked;

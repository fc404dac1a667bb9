/**
 * Python's {@code multiprocessing.pool.ThreadPool}, which {@code multiprocessing.dummy.Pool} also creates: a pool whose
 * {@code map} returns a list.
 *
 * <p>{@link io.github.threading4j.futures.ThreadPoolExecutor} is the newer class, and the better choice for new
 * programs.
 */
@NullMarked
package io.github.threading4j.pool;

import org.jspecify.annotations.NullMarked;

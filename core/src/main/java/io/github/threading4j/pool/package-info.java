/**
 * Python's {@code multiprocessing.pool.ThreadPool}, which {@code multiprocessing.dummy.Pool} makes too: a pool whose
 * {@code map} returns a list.
 *
 * <p>{@link io.github.threading4j.futures.ThreadPoolExecutor} is the newer one, and the better choice for a new
 * program.
 */
@NullMarked
package io.github.threading4j.pool;

import org.jspecify.annotations.NullMarked;

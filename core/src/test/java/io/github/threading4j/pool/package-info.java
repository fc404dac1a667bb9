/** Tests of Python's {@code multiprocessing.pool.ThreadPool}. */
package io.github.threading4j.pool;

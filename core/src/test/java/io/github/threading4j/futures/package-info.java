/** Futures, the pool that makes them, and the functions that wait for several of them. */
package io.github.threading4j.futures;

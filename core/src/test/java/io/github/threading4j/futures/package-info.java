/** Tests of futures, of the executors that return them, and of the functions that wait for several futures. */
package io.github.threading4j.futures;

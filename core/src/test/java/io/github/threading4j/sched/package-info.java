/** Tests of Python's {@code sched}. */
package io.github.threading4j.sched;

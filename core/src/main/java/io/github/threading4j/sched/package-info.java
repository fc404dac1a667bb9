/**
 * Python's {@code sched} module: a {@link io.github.threading4j.sched.Scheduler}, which runs events when they are due.
 */
@NullMarked
package io.github.threading4j.sched;

import org.jspecify.annotations.NullMarked;

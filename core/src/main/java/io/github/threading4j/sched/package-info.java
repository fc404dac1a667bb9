/** Python's {@code sched} module: a {@link io.github.threading4j.sched.Scheduler} of events by time and priority. */
@NullMarked
package io.github.threading4j.sched;

import org.jspecify.annotations.NullMarked;

/** Twins that admit two threads at the same time, or that the wrong thread can release. */
@NullMarked
package io.github.threading4j.stress.twins.mutex;

import org.jspecify.annotations.NullMarked;

/** Twins that admit two threads at once, or that the wrong thread can release. */
@NullMarked
package io.github.threading4j.stress.twins.mutex;

import org.jspecify.annotations.NullMarked;

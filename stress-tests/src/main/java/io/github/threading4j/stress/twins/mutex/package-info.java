/** Locks that let two in at once, or obey the wrong thread. */
@NullMarked
package io.github.threading4j.stress.twins.mutex;

import org.jspecify.annotations.NullMarked;

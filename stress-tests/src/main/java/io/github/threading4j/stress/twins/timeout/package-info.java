/** Locks that a timeout leaves locked. */
@NullMarked
package io.github.threading4j.stress.twins.timeout;

import org.jspecify.annotations.NullMarked;

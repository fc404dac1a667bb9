/** A timeout ends a wait, and takes nothing away. */
@NullMarked
package io.github.threading4j.stress.timeout;

import org.jspecify.annotations.NullMarked;

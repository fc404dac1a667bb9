/** Twins that handle a timeout incorrectly. */
@NullMarked
package io.github.threading4j.stress.twins.timeout;

import org.jspecify.annotations.NullMarked;

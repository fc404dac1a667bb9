/** Twins that start twice, end too early, or are listed for too long. */
@NullMarked
package io.github.threading4j.stress.twins.lifecycle;

import org.jspecify.annotations.NullMarked;

/** Twins that lose a wake-up. */
@NullMarked
package io.github.threading4j.stress.twins.wakeup;

import org.jspecify.annotations.NullMarked;

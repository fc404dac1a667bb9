/** Whoever waits is woken, however the wake-up meets the wait. */
@NullMarked
package io.github.threading4j.stress.wakeup;

import org.jspecify.annotations.NullMarked;

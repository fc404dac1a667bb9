/** Tests that every waiting thread is woken, whenever the wake-up arrives. */
@NullMarked
package io.github.threading4j.stress.wakeup;

import org.jspecify.annotations.NullMarked;

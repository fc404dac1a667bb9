/** Tests that every waiting thread is woken, at whatever point of its wait the wake-up arrives. */
@NullMarked
package io.github.threading4j.stress.wakeup;

import org.jspecify.annotations.NullMarked;

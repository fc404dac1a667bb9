/**
 * Beyond Python: waiting for the first of several things.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.select.Select}: waits until an event is set, a thread has ended, a future is done,
 *       a queue has an item or capacity, or a lock can be acquired, and takes exactly one of them.
 * </ul>
 *
 * <p>The conventions and memory consistency effects are described in {@link io.github.threading4j}.
 */
@NullMarked
package io.github.threading4j.select;

import org.jspecify.annotations.NullMarked;

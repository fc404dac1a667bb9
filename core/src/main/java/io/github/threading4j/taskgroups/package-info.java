/**
 * Task groups: Python's {@code asyncio.taskgroups} module, for threads.
 *
 * <ul>
 *   <li>{@link io.github.threading4j.taskgroups.TaskGroup} runs tasks in threads that all end within one block of code.
 *   <li>{@link io.github.threading4j.taskgroups.ExceptionGroup} contains the exceptions of the tasks that failed.
 * </ul>
 *
 * <p>If one task fails, the others are cancelled, and the block throws. A group therefore leaves behind neither a
 * thread nor a failure. Cancellation works as specified in {@link io.github.threading4j.CancelScope}. The conventions
 * of {@link io.github.threading4j} apply.
 */
@NullMarked
package io.github.threading4j.taskgroups;

import org.jspecify.annotations.NullMarked;

/**
 * Programs that run for minutes to find errors that occur once in a million operations, or only with a million threads.
 */
@NullMarked
package io.github.threading4j.stress.soak;

import org.jspecify.annotations.NullMarked;

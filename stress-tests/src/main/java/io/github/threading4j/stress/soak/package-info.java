/** Programs that run for a while and look for what happens once in a million times, or only to a million threads. */
@NullMarked
package io.github.threading4j.stress.soak;

import org.jspecify.annotations.NullMarked;

/**
 * Lincheck tries the interleavings of a few operations one after the other, instead of waiting for them to happen.
 *
 * <p>It complements the jcstress tests: it knows which interleavings there are, shows the one that fails step by step,
 * and takes a thread that can't go on for a failure; but it runs one step at a time, so it can't see what the memory
 * model would allow.
 */
@NullMarked
package io.github.threading4j.stress.linearizability;

import org.jspecify.annotations.NullMarked;

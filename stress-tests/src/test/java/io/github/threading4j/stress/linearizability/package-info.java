/**
 * Tests with Lincheck, which tries the interleavings of a few operations systematically.
 *
 * <p>Lincheck complements the jcstress tests: it enumerates the interleavings, shows a failing one step by step, and
 * reports a thread that cannot continue. But since it runs one step at a time, it cannot find errors that only the
 * memory model permits.
 */
@NullMarked
package io.github.threading4j.stress.linearizability;

import org.jspecify.annotations.NullMarked;

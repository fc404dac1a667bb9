/** Tests that a timeout ends a wait, and that no lock, permit, signal or item is lost. */
@NullMarked
package io.github.threading4j.stress.timeout;

import org.jspecify.annotations.NullMarked;

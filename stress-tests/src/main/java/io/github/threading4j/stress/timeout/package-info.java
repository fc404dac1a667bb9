/** Tests that a timeout ends a wait, and that it loses no lock, permit, signal or item. */
@NullMarked
package io.github.threading4j.stress.timeout;

import org.jspecify.annotations.NullMarked;

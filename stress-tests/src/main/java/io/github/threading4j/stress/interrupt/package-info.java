/** Tests that an interrupt either ends a wait or stays pending, and that it loses no lock, permit, signal or item. */
@NullMarked
package io.github.threading4j.stress.interrupt;

import org.jspecify.annotations.NullMarked;

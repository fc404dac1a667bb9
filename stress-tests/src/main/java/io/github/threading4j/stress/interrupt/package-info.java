/** Tests that an interrupt either ends a wait or stays pending, and that no lock, permit, signal or item is lost. */
@NullMarked
package io.github.threading4j.stress.interrupt;

import org.jspecify.annotations.NullMarked;

/** Twins that lose an interrupt, or stay locked after an interrupt. */
@NullMarked
package io.github.threading4j.stress.twins.interrupt;

import org.jspecify.annotations.NullMarked;

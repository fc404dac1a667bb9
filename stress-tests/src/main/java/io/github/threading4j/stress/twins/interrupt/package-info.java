/** Locks that lose an interrupt, or that an interrupt leaves locked. */
@NullMarked
package io.github.threading4j.stress.twins.interrupt;

import org.jspecify.annotations.NullMarked;

/** An interrupt ends a wait or stays pending, and takes nothing away. */
@NullMarked
package io.github.threading4j.stress.interrupt;

import org.jspecify.annotations.NullMarked;

/** Threads start once, end once, and are listed in between. */
@NullMarked
package io.github.threading4j.stress.lifecycle;

import org.jspecify.annotations.NullMarked;

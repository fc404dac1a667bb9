/** Mutual exclusion: at most one at a time, whoever acquires and releases, in whatever form. */
@NullMarked
package io.github.threading4j.stress.mutex;

import org.jspecify.annotations.NullMarked;

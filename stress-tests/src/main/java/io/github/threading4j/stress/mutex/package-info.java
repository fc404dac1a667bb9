/** Tests of mutual exclusion: at most one thread at a time is in a critical section, however the lock is acquired. */
@NullMarked
package io.github.threading4j.stress.mutex;

import org.jspecify.annotations.NullMarked;

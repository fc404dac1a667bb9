/**
 * Tests of mutual exclusion: at most one thread at a time is in a critical section, in any form of acquiring the lock.
 */
@NullMarked
package io.github.threading4j.stress.mutex;

import org.jspecify.annotations.NullMarked;

package io.github.threading4j.internal;

import java.util.List;

/**
 * A lock or a permit that a thread has recorded, as another thread has seen it.
 *
 * @param held the lock or the semaphore
 * @param site the stack trace of the thread when it began to acquire, innermost call first; empty if it was not
 *     recorded
 * @param nanos for how long the thread has held it; meaningful only if there is a stack trace
 */
public record RecordedHold(Recorded held, List<StackTraceElement> site, long nanos) {}

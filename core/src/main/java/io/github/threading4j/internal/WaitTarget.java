package io.github.threading4j.internal;

/** What a thread waits for, if it can tell which threads could end the wait. See {@link Blocker#awaited()}. */
public interface WaitTarget {
    /**
     * Returns the threads that could end a wait for this object, as of now. Called by any thread while others wait;
     * must not wait for anything or call user code.
     *
     * @param kind the kind of the wait
     * @return these threads, or more than these
     */
    Enders enders(Blocker.Kind kind);

    /**
     * Returns the threads that could end a wait for an object.
     *
     * @param awaited the object that a thread waits for
     * @param kind the kind of the wait
     * @return what the object tells, or {@link Enders.Open#ANY_THREAD}
     */
    static Enders enders(Object awaited, Blocker.Kind kind) {
        return awaited instanceof WaitTarget target ? target.enders(kind) : Enders.Open.ANY_THREAD;
    }
}

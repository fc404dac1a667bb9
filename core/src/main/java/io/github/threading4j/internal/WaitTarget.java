package io.github.threading4j.internal;

/** An object that knows which threads could end a wait for it. See {@link Blocker#awaited()}. */
public interface WaitTarget {
    /**
     * Returns the threads that could end a wait for this object at this moment. Any thread may call this method while
     * other threads wait. An implementation must not wait for anything or call user code.
     *
     * @param kind the kind of the wait
     * @return the threads; may include threads that could not end the wait
     */
    Enders enders(Blocker.Kind kind);

    /** {@return the description for a reader of a dump, if {@code toString} does not say enough} */
    default String label() {
        return toString();
    }

    /**
     * Describes an object that a thread waits for, for dumps and reports. Calls no code of the program.
     *
     * @param awaited the object
     * @return its {@link #label()} if it is a {@code WaitTarget}, otherwise its {@code toString}
     */
    static String describe(Object awaited) {
        return awaited instanceof WaitTarget target
                ? target.label()
                : ThreadingAccess.get().describe(awaited);
    }

    /**
     * Returns the threads that could end a wait for an object.
     *
     * @param awaited the object that a thread waits for
     * @param kind the kind of the wait
     * @return the result of {@link #enders(Blocker.Kind)} if the object is a {@code WaitTarget}, otherwise
     *     {@link Enders.Open#ANY_THREAD}
     */
    static Enders enders(Object awaited, Blocker.Kind kind) {
        return awaited instanceof WaitTarget target ? target.enders(kind) : Enders.Open.ANY_THREAD;
    }
}

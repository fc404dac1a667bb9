package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a select waits for. Belongs to one select, and is used by one thread at a time, except for
 * {@link #enders} and {@link #toString()}.
 *
 * @param <T> the type of what the select gets
 */
public abstract sealed class SelectSource<T extends @Nullable Object> permits LatchSource, WatchedSource {
    private final Blocker.Kind kind;
    private final Object target;
    private @Nullable T taken;

    SelectSource(Blocker.Kind kind, Object target) {
        this.kind = kind;
        this.target = target;
    }

    /**
     * Takes the thing if that is possible without waiting.
     *
     * @return whether it was taken
     * @throws RuntimeException if the thing can never be taken; nothing was taken
     */
    abstract boolean attempt();

    /** Makes each change that could let an attempt succeed wake the calling thread, which waits in the select. */
    abstract void enlist(SelectSync select);

    /** Ends the effect of {@link #enlist}, even if that has failed. */
    abstract void delist();

    /** Returns whether the select must attempt, even if it was not rung. */
    boolean isOver() {
        return false;
    }

    /** Returns the threads that could let an attempt succeed. */
    abstract Enders enders(Thread waiter);

    /**
     * Sets what an attempt has taken, or takes if it succeeds.
     *
     * @param value the value
     */
    public final void take(T value) {
        taken = value;
    }

    /**
     * Returns what the last successful attempt has taken, and forgets it.
     *
     * @return the value
     */
    @SuppressWarnings("NullAway") // null only if T includes null
    public final T takeOut() {
        var value = taken;
        taken = null;
        return value;
    }

    @Override
    public final String toString() {
        return kind.words() + " " + ThreadingAccess.get().describe(target);
    }
}

package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;

/**
 * A description of a lock that a thread held at the time of the search.
 *
 * @param what the lock, as text
 * @since 0.1.0
 */
public record Held(String what) {
    /**
     * Creates a record.
     *
     * @param what the lock, as text
     * @throws NullPointerException if {@code what} is null
     */
    public Held {
        Checks.notNull(what, "what");
    }

    /** Returns the text. */
    @Override
    public String toString() {
        return what;
    }
}

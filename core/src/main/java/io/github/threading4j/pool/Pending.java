package io.github.threading4j.pool;

/** A result that is still to come; if its pool is terminated, an error is all that comes. */
interface Pending {
    /** Ends it with an error, unless it has ended; tells whether it did. */
    boolean fail(Throwable failure);
}

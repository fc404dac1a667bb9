package io.github.threading4j.futures;

/**
 * The condition for {@link Futures#await} to return.
 *
 * @since 0.1.0
 */
public enum ReturnWhen {
    /** When any future is done or cancelled. */
    FIRST_COMPLETED,
    /** When any future has failed, or all are done; a cancelled future does not count as failed. */
    FIRST_EXCEPTION,
    /** When all futures are done or cancelled. */
    ALL_COMPLETED
}

package io.github.threading4j.pool;

/**
 * A result that is still to come. It holds its {@link ThreadPool}, so that a pool is not collected, and does not end,
 * before all that it has accepted is done.
 */
interface Pending {
    /**
     * Ends the result with an error, unless it has an outcome. That is how it ends where its pool is terminated, and
     * where whatever it takes to get at its outcome fails.
     *
     * @return whether the error is its outcome
     */
    boolean fail(Throwable failure);
}

package io.github.threading4j.pool;

/**
 * An outstanding result. It references its {@link ThreadPool}, so that a pool is not collected, and does not end,
 * before all accepted tasks are done.
 */
interface Pending {
    /**
     * Completes the result with an exception, unless it has an outcome. Called when the pool is terminated, or when the
     * outcome can't be computed.
     *
     * @return whether the exception is now the outcome
     */
    boolean fail(Throwable failure);
}

package io.github.threading4j.futures;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a thread of the pool could not be initialized, so that the pool is unusable: Python's
 * {@code BrokenThreadPool}.
 *
 * @since 0.1.0
 */
public final class BrokenThreadPoolException extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    BrokenThreadPoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.github.threading4j.pool;

import io.github.threading4j.contextvars.Context;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Retry;
import io.github.threading4j.internal.ThreadingAccess;
import org.jspecify.annotations.Nullable;

/**
 * A task or callback of a result, queued for a worker or for the callback thread. The task or callback itself sets the
 * outcome of the result; a failure that prevents this, such as a context that can't be entered or a lack of memory,
 * becomes the outcome.
 */
final class PendingJob {
    private final Pending result;
    private final ThrowingRunnable<?> step;

    /** The context to run in, or null for the thread's context. */
    private final @Nullable Context context;

    PendingJob(Pending result, ThrowingRunnable<?> step, @Nullable Context context) {
        this.result = result;
        this.step = step;
        this.context = context;
    }

    /** Runs the task or callback; throws nothing. */
    void run() {
        try {
            if (context == null) {
                step.run();
            } else {
                context.run(step);
            }
        } catch (Throwable e) {
            end(e);
        }
    }

    private void end(Throwable failure) {
        for (var ended = false; !ended; ) {
            try {
                if (!result.fail(failure)) {
                    ThreadingAccess.get().report(failure); // the result already has another outcome
                }
                ended = true;
            } catch (Throwable e) {
                Retry.reportAndPause(e);
            }
        }
    }
}

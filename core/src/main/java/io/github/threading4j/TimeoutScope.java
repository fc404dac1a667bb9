package io.github.threading4j;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Scope;
import io.github.threading4j.internal.Timeout;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The implementation of {@link Threading#timeout}. */
final class TimeoutScope {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long nanos;

    private TimeoutScope(long nanos) {
        this.nanos = nanos;
    }

    static <X extends Throwable> void run(long nanos, ThrowingRunnable<X> body) throws X, TimeoutException {
        TimeoutScope.<Boolean, X>get(nanos, () -> {
            body.run();
            return true;
        });
    }

    static <T extends @Nullable Object, X extends Throwable> T get(long nanos, ThrowingSupplier<T, X> body)
            throws X, TimeoutException {
        if (nanos == Timeout.FOREVER) {
            return body.get();
        }
        var owner = new TimeoutScope(nanos);
        var place = Scope.within(owner, nanos).enter();
        try {
            return body.get();
        } catch (Cancelled e) {
            if (place.takesCancellation()) {
                throw owner.exception(e);
            }
            throw e;
        } finally {
            place.leave();
        }
    }

    private TimeoutException exception(Cancelled cause) {
        var exception = new TimeoutException("timed out: " + this);
        exception.initCause(cause);
        return exception;
    }

    /** Shown in the message of the exception. */
    @Override
    public String toString() {
        return "timeout of " + nanos / NANOS_PER_SECOND + " s";
    }
}

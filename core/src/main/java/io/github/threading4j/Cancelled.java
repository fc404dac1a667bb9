package io.github.threading4j;

import io.github.threading4j.internal.Exceptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a wait that was cancelled because a scope around it was: a {@link CancelScope}, or a
 * {@link Threading#timeout timeout} that has elapsed.
 *
 * <p>The wait has had no effect: no item was taken, no permit, and no lock. The error ends the body of the scope, whose
 * {@code finally} blocks run, and the scope turns it into its own result. Code between the wait and the scope need not
 * know it. It is an {@link Error}, so that {@code catch (Exception e)} does not catch it, as with Python's
 * {@code asyncio.CancelledError}. Code that does catch it should throw it again; otherwise, each further wait in the
 * scope throws another one.
 *
 * <p>An error that leaves the last scope that it could belong to, because some code has kept and rethrown it, ends its
 * thread like any other uncaught error.
 *
 * <pre>{@code
 * var scope = new CancelScope();
 * var finished = scope.with(() -> {
 *     try {
 *         scope.cancel();
 *         Threading.sleep(60);
 *     } catch (Cancelled e) {
 *         System.out.println("cleaning up");             // or in a finally block
 *         throw e;
 *     }
 * });
 * System.out.println(finished);                          // false
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code asyncio.CancelledError} is raised once, in a task that was cancelled;
 * {@code trio.Cancelled}, like this error, at each wait in a cancelled scope.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link java.util.concurrent.CancellationException} says that the
 * future that the caller waited for was cancelled; this error says that the caller itself was.
 * {@link InterruptedException} says neither who sent the interrupt nor what it should end.
 *
 * <p>Memory consistency effects: none. See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * @since 0.1.0
 */
public final class Cancelled extends Error {
    private static final long serialVersionUID = 1L;

    private Cancelled(@Nullable String message) {
        super(message);
    }

    /** Creates the error. Returns a supertype, so that a class that calls this method does not load this class. */
    static Error create(@Nullable String message) {
        return new Cancelled(message);
    }

    /** Returns whether an exception is thrown by a wait in a cancelled scope, or by a wait for a cancelled future. */
    static boolean isCancellation(Throwable thrown) {
        return thrown instanceof Cancelled
                || thrown instanceof CancellationException
                || (Exceptions.isOfFuture(thrown) && thrown.getCause() instanceof CancellationException);
    }

    /** Returns the exceptions that are suppressed in an exception and its causes, except those of cancellations. */
    static List<Throwable> failuresAfter(Throwable cancellation) {
        List<Throwable> failures = new ArrayList<>();
        collect(cancellation, Collections.newSetFromMap(new IdentityHashMap<>()), failures);
        return failures;
    }

    /** Adds the failures; {@code seen} contains the exceptions that were examined, since a chain may be cyclic. */
    private static void collect(Throwable cancellation, Set<Throwable> seen, List<Throwable> failures) {
        for (Throwable cause = cancellation; cause != null && seen.add(cause); cause = cause.getCause()) {
            for (var suppressed : cause.getSuppressed()) {
                if (isCancellation(suppressed) || suppressed instanceof InterruptedException) {
                    collect(suppressed, seen, failures);
                } else if (seen.add(suppressed)) {
                    failures.add(suppressed);
                }
            }
        }
    }
}

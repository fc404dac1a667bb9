package io.github.threading4j.futures;

import io.github.threading4j.internal.Checks;
import java.util.Set;

/**
 * What {@link Futures#await} returns: Python's named tuple of {@code done} and {@code not_done}. It does not change: a
 * future that is done later stays among the others.
 *
 * @param done the futures that were done or cancelled, in the order in which they were given; unmodifiable
 * @param notDone the others, likewise
 * @param <F> the type of the futures
 * @since 0.1.0
 */
public record DoneAndNotDone<F extends Future<?>>(Set<F> done, Set<F> notDone) {
    /**
     * Makes one of two sets, as they are.
     *
     * @param done the futures that were done
     * @param notDone the others
     * @throws NullPointerException if an argument is null
     */
    public DoneAndNotDone {
        Checks.notNull(done, "done");
        Checks.notNull(notDone, "notDone");
    }
}

package io.github.threading4j.futures;

import io.github.threading4j.internal.Checks;
import java.util.Set;

/**
 * The result of {@link Futures#await}: Python's named tuple of {@code done} and {@code not_done}. It is a snapshot: a
 * future that completes later stays in {@code notDone}.
 *
 * @param done the futures that were done or cancelled, in the order in which they were given; unmodifiable
 * @param notDone the other futures, in the same order; unmodifiable
 * @param <F> the type of the futures
 * @since 0.1.0
 */
public record DoneAndNotDone<F extends Future<?>>(Set<F> done, Set<F> notDone) {
    /**
     * Creates a record of two sets, which are not copied.
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

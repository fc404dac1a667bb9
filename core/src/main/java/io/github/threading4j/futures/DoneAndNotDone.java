package io.github.threading4j.futures;

import io.github.threading4j.internal.Checks;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Futures#await} returns: Python's named tuple of {@code done} and {@code not_done}. It does not change:
 * who is done later stays among the others.
 *
 * @param done the futures that were done or cancelled, in the order in which they were given; unmodifiable
 * @param notDone the others, likewise
 * @param <T> the type of their results
 * @since 0.1.0
 */
public record DoneAndNotDone<T extends @Nullable Object>(Set<Future<T>> done, Set<Future<T>> notDone) {
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

package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.internal.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Results as they come, to loop over once: what Python's {@code map} and {@code as_completed} return.
 *
 * <p>They are new until {@link #iterator()} is called, which {@code for}, {@link #toList()}, {@link #forEach} and
 * {@link #stream()} do; that is possible once. From {@link #close()} on there are no more results, and the work that
 * has not started is cancelled, where it was submitted for them. {@code toList} and {@code forEach} close at their end,
 * however they end. Leaving a {@code for} loop early cancels nothing until {@code close}, so put results that may not
 * all be taken into a try statement. Results of which all were taken need no {@code close}.
 *
 * <p>The iterator waits for each result in turn, in {@code hasNext} or in {@code next}, and throws what the method that
 * returned these results says. An interrupted wait is a {@link WaitInterruptedException}, with the flag set; it takes
 * nothing, so that the loop may go on. The iterator is for one thread at a time. Any thread may call {@code close},
 * which does not wait: a thread that waits for a result then gets a {@link CancellationException}.
 *
 * <pre>{@code
 * try (var executor = new ThreadPoolExecutor(2);
 *         var squares = executor.map(n -> n * n, List.of(1, 2, 3, 4, 5))) {
 *     for (var square : squares) {
 *         System.out.println(square);                // 1, 4, 9
 *         if (square > 5) {
 *             break;
 *         }
 *     }
 * } // cancels what has not started, then waits for what runs
 * }</pre>
 *
 * <p><b>Differences from Python.</b> A loop that is left early is not noticed, where CPython ends a generator that is
 * dropped: close the results. A second loop is an {@link IllegalStateException} instead of an empty one.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link Stream} can't be looped over with {@code for}. Like a
 * {@link java.nio.file.DirectoryStream}, this can, once, and is closed.
 *
 * <p>Memory consistency effects: those of the {@link Future} that a result comes from.
 *
 * @param <T> the type of the results; may be a nullable type
 * @since 0.1.0
 */
public interface Results<T extends @Nullable Object> extends Iterable<T>, AutoCloseable {
    /**
     * Returns the iterator over the results, once.
     *
     * @return the iterator; it does not remove
     * @throws IllegalStateException if it was returned before, or the results are closed
     */
    @Override
    Iterator<T> iterator();

    /**
     * Ends the results: cancels the work for them that has not started, and has the iterator end. Has no effect if all
     * results were taken, or when called again.
     */
    @Override
    void close();

    /**
     * Waits for all results, and closes.
     *
     * @return the results, in their order; unmodifiable
     * @throws IllegalStateException as {@link #iterator()}
     * @throws WaitInterruptedException if the calling thread is interrupted before or while it waits; the flag is set
     */
    default List<T> toList() {
        var list = new ArrayList<T>();
        forEach(list::add);
        return Collections.unmodifiableList(list);
    }

    /**
     * Calls an action with each result as it comes, and closes.
     *
     * @param action what to call; what it throws ends the loop, and is thrown
     * @throws NullPointerException if {@code action} is null
     * @throws IllegalStateException as {@link #iterator()}
     * @throws WaitInterruptedException if the calling thread is interrupted before or while it waits; the flag is set
     */
    @Override
    default void forEach(Consumer<? super T> action) {
        Checks.notNull(action, "action");
        var results = iterator();
        try (this) {
            while (results.hasNext()) {
                action.accept(results.next());
            }
        }
    }

    /**
     * Returns the results as a stream, which waits for them as they are asked for. Closing it closes the results;
     * its end does not.
     *
     * @return a sequential, ordered stream
     * @throws IllegalStateException as {@link #iterator()}
     */
    default Stream<T> stream() {
        var inOrder = Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED);
        return StreamSupport.stream(inOrder, false).onClose(this::close);
    }
}

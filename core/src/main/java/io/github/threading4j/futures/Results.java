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
 * A sequence of results that arrive over time, to be iterated over once: the return type of Python's {@code map} and
 * {@code as_completed}.
 *
 * <p>{@link #iterator()} may be called once; {@code for}, {@link #toList()}, {@link #forEach} and {@link #stream()}
 * call it. After {@link #close()}, there are no more results, and submitted work that has not started is cancelled.
 * {@code toList} and {@code forEach} close the results before they return or throw an exception. Leaving a {@code for}
 * loop early does not cancel anything; only {@code close} does. Therefore, use a try-with-resources statement if some
 * results might not be taken. If all results were taken, {@code close} is unnecessary.
 *
 * <p>The iterator waits for each result in turn, in {@code hasNext} or {@code next}, and throws the exceptions
 * specified by the method that returned these results. An interrupted wait throws {@link WaitInterruptedException},
 * with the interrupt status set; no result is taken, so iteration may continue. The iterator is for use by one thread
 * at a time. Any thread may call {@code close}, which does not wait. If another thread closes the results before the
 * last one was taken, the iterator, {@code toList} and {@code forEach} throw {@link CancellationException}, whether
 * they wait or not: an incomplete sequence is never mistaken for a complete one.
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
 * } // cancels the tasks that have not started, then waits for those that run
 * }</pre>
 *
 * <p><b>Differences from Python.</b> Leaving a loop early has no effect, whereas CPython closes a generator that is
 * dropped; close the results instead. A second loop throws {@link IllegalStateException} instead of being empty.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link Stream} can't be used in a {@code for} loop. Like a
 * {@link java.nio.file.DirectoryStream}, these results can be used in a {@code for} loop once, and can be closed.
 *
 * <p>Memory consistency effects: those of the {@link Future} of each result.
 *
 * @param <T> the type of the results; may be a nullable type
 * @since 0.1.0
 */
public interface Results<T extends @Nullable Object> extends Iterable<T>, AutoCloseable {
    /**
     * Returns the iterator over the results, once.
     *
     * @return the iterator, which does not support {@code remove}
     * @throws IllegalStateException if it was returned before, or the results are closed
     */
    @Override
    Iterator<T> iterator();

    /**
     * Closes the results: cancels the submitted work that has not started, and ends the iterator. In another thread,
     * the iterator then throws a {@link CancellationException}. Has no effect if all results were taken, or if called
     * again.
     */
    @Override
    void close();

    /**
     * Returns all results, waiting for them, and closes these results.
     *
     * @return the results, in their order; unmodifiable
     * @throws IllegalStateException as {@link #iterator()}
     * @throws CancellationException if another thread closes these results before the last one was taken
     * @throws WaitInterruptedException if the calling thread is interrupted before or while it waits; its interrupt
     *     status is set
     */
    default List<T> toList() {
        var list = new ArrayList<T>();
        var results = iterator();
        try (this) {
            while (results.hasNext()) {
                list.add(results.next());
            }
        }
        return Collections.unmodifiableList(list);
    }

    /**
     * Calls an action with each result as it arrives, and closes these results.
     *
     * @param action the action; an exception that it throws ends the loop and is rethrown
     * @throws NullPointerException if {@code action} is null
     * @throws IllegalStateException as {@link #iterator()}
     * @throws CancellationException if another thread closes these results before the last one was taken
     * @throws WaitInterruptedException if the calling thread is interrupted before or while it waits; its interrupt
     *     status is set
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
     * Returns the results as a stream, which waits for each result on demand. Closing the stream closes the results;
     * reaching its end does not.
     *
     * @return a sequential, ordered stream
     * @throws IllegalStateException as {@link #iterator()}
     */
    default Stream<T> stream() {
        var inOrder = Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED);
        return StreamSupport.stream(inOrder, false).onClose(this::close);
    }
}

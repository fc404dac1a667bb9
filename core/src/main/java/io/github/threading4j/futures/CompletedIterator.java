package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.SimpleQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Futures as they get done: first those that were done at the beginning; each other one puts itself into a queue, which
 * costs the same for each however many there are.
 */
final class CompletedIterator<T extends @Nullable Object> implements Iterator<Future<T>> {
    private final ArrayDeque<Future<T>> doneBefore = new ArrayDeque<>();
    private final SimpleQueue<Future<T>> done = new SimpleQueue<>("as completed");
    private final List<Registration<T>> registrations = new ArrayList<>();
    private final int total;
    private final long nanos;
    private final long deadline;
    private int left;

    /** Taken from the queue for the next call of next(). */
    private @Nullable Future<T> fetched;

    private record Registration<T extends @Nullable Object>(Future<T> future, ThrowingRunnable<?> callback) {}

    CompletedIterator(Collection<Future<T>> futures, long nanos) {
        this.total = futures.size();
        this.left = total;
        this.nanos = nanos;
        this.deadline = System.nanoTime() + nanos;
        for (var future : futures) {
            if (future.done()) {
                doneBefore.add(future);
            } else {
                ThrowingRunnable<?> callback = () -> done.put(future);
                registrations.add(new Registration<>(future, callback));
                future.completion.onDone(callback);
            }
        }
    }

    @Override
    public boolean hasNext() {
        if (fetched == null && left > 0) {
            fetched = take();
            left--;
            if (left == 0) {
                registrations.clear();
            }
        }
        return fetched != null;
    }

    @Override
    public Future<T> next() {
        if (!hasNext() || fetched == null) {
            throw new NoSuchElementException("all futures were told");
        }
        var next = fetched;
        fetched = null;
        return next;
    }

    private Future<T> take() {
        var before = doneBefore.poll();
        if (before != null) {
            return before;
        }
        try {
            return nanos == Timeout.FOREVER
                    ? done.get()
                    : done.get(Duration.ofNanos(Math.max(0, Timeout.left(deadline, nanos))));
        } catch (QueueEmptyException e) {
            close();
            throw new WaitTimeoutException(left + " (of " + total + ") futures unfinished");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("interrupted while waiting for a future to be done", e);
        }
    }

    /** Leaves nothing behind in futures that are not done. */
    void close() {
        for (var registration : registrations) {
            registration.future.completion.forget(registration.callback);
        }
        registrations.clear();
    }
}

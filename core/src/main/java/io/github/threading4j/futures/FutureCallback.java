package io.github.threading4j.futures;

import io.github.threading4j.function.ThrowingConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A callback of a {@link FutureState}: an entry of a linked list, newest first. */
final class FutureCallback<T extends @Nullable Object> {
    /**
     * The action of entries that are never called. A class instead of a lambda, which takes longer to link at start-up.
     */
    private static final class NoAction implements ThrowingConsumer<Object> {
        @Override
        public void accept(Object ignored) {}
    }

    final ThrowingConsumer<? super Future<T>> action;

    @Nullable FutureCallback<T> next;

    /** Creates an entry that is never called. */
    FutureCallback() {
        this(new NoAction());
    }

    FutureCallback(ThrowingConsumer<? super Future<T>> action) {
        this.action = action;
    }

    /**
     * Returns a list without the callbacks for which the predicate is true. Another thread may concurrently call the
     * callbacks of the given list.
     */
    static <T extends @Nullable Object> @Nullable FutureCallback<T> without(
            @Nullable FutureCallback<T> newest, Predicate<Object> gone) {
        FutureCallback<T> oldestGone = null;
        for (var each = newest; each != null; each = each.next) {
            oldestGone = gone.test(each.action) ? each : oldestGone;
        }
        if (oldestGone == null) {
            return newest; // another thread has removed the callbacks
        }
        var before = new FutureCallback<T>();
        var last = before;
        for (var each = newest;
                each != null && each != oldestGone;
                each = each.next) { // null if another thread has reversed the list in order to call the callbacks
            if (!gone.test(each.action)) {
                last.next = new FutureCallback<>(each.action);
                last = last.next;
            }
        }
        last.next = oldestGone.next;
        return before.next;
    }

    /** Reverses a list in place, so that the oldest callback is first. */
    static <T extends @Nullable Object> @Nullable FutureCallback<T> reversed(@Nullable FutureCallback<T> newest) {
        FutureCallback<T> oldest = null;
        var each = newest;
        while (each != null) {
            var next = each.next;
            each.next = oldest;
            oldest = each;
            each = next;
        }
        return oldest;
    }

    /** Returns the length of a list. */
    static int count(@Nullable FutureCallback<?> newest) {
        var count = 0;
        for (FutureCallback<?> each = newest; each != null; each = each.next) {
            count++;
        }
        return count;
    }
}

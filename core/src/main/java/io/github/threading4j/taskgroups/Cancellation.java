package io.github.threading4j.taskgroups;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Cancelled;
import io.github.threading4j.internal.Place;
import io.github.threading4j.internal.ThreadingAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells failures from exceptions that only result from a cancellation. */
final class Cancellation {
    /** The maximum number of causes to follow: a chain of causes may be cyclic. */
    private static final int MOST_CAUSES = 100;

    private Cancellation() {}

    /** Returns whether a scope around the calling thread is cancelled. */
    static boolean isAround() {
        try {
            CancelScope.check();
            return false;
        } catch (Throwable e) { // a Cancelled, or an OutOfMemoryError instead
            return true;
        }
    }

    /**
     * Returns whether a cancellation has interrupted the calling thread in code that is not part of this library, since
     * the thread is itself a task of a group, or in another interruptible block.
     */
    static boolean hasInterrupted() {
        var place = Place.current();
        try {
            if (place != null) {
                place.throwIfCutShort();
            }
            return false;
        } catch (Throwable e) { // as above
            return true;
        }
    }

    /**
     * Returns whether an exception only results from a cancellation, for a task of a cancelled group.
     *
     * @param thrown the exception of the task
     * @param ofInterrupt whether it or one of its causes is of a type that an interrupted wait throws
     */
    static boolean isCauseOf(Throwable thrown, boolean ofInterrupt) {
        var isCause = ofInterrupt;
        try {
            var cause = thrown;
            for (var i = 0; cause != null && i < MOST_CAUSES; i++) {
                if (cause instanceof ExceptionGroup) {
                    return false; // failures of a nested group
                }
                isCause |= cause instanceof Cancelled;
                cause = cause.getCause();
            }
            return isCause;
        } catch (Throwable e) {
            return false; // the cause can't be read, so the exception counts as a failure
        }
    }

    /**
     * Returns what has failed after a cancellation: the exceptions that are suppressed in the one that results from the
     * cancellation, such as that of a {@code close}, or those of the tasks of a nested group.
     *
     * @return the exception, a group if there are several; null if there is none
     */
    static @Nullable Throwable laterFailure(Throwable cancellation) {
        List<Throwable> failures;
        try {
            failures = ThreadingAccess.get().failuresAfter(cancellation);
        } catch (Throwable e) {
            return cancellation; // its causes can't be read
        }
        if (failures.size() > 1) {
            return new ExceptionGroup("errors after a cancellation", failures);
        }
        return failures.isEmpty() ? null : failures.get(0);
    }
}

package io.github.threading4j.internal;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that only one thread gets, such as an item of a queue or a lock.
 *
 * @param <T> the type of what the select gets
 */
public final class WatchedSource<T extends @Nullable Object> extends SelectSource<T> {
    /** The operation that takes the thing. */
    public interface Attempt<T extends @Nullable Object> {
        /**
         * Takes the thing if that is possible without waiting.
         *
         * @param into where to put what was taken, by {@link #take}
         * @return whether it was taken
         */
        boolean attempt(WatchedSource<T> into);
    }

    private final Attempt<T> attempt;
    private final Supplier<Watchers> watchers;
    private final Function<Thread, Enders> enders;
    private Watchers.@Nullable Watcher watcher;

    /**
     * Creates a source.
     *
     * @param kind the kind of wait
     * @param target the object that the select waits for
     * @param attempt takes the thing
     * @param watchers returns the selects that wait for the thing, always the same object
     * @param enders returns the threads that could let an attempt of the given thread succeed
     */
    public WatchedSource(
            Blocker.Kind kind,
            Object target,
            Attempt<T> attempt,
            Supplier<Watchers> watchers,
            Function<Thread, Enders> enders) {
        super(kind, target);
        this.attempt = attempt;
        this.watchers = watchers;
        this.enders = enders;
    }

    @Override
    boolean attempt() {
        var enlisted = watcher;
        if (enlisted == null) {
            return attempt.attempt(this);
        }
        enlisted.rearm(); // first, so that a change after the attempt wakes the select again
        try {
            return attempt.attempt(this);
        } catch (Throwable e) {
            enlisted.failed();
            throw e;
        }
    }

    @Override
    void enlist(SelectSync select) {
        watcher = watchers.get().watcher(select);
        watcher.enlist();
    }

    @Override
    void delist() {
        var enlisted = watcher;
        watcher = null;
        if (enlisted != null) {
            enlisted.delist();
        }
    }

    @Override
    Enders enders(Thread thread) {
        return enders.apply(thread);
    }
}

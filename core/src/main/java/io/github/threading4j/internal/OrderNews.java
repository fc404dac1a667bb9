package io.github.threading4j.internal;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/**
 * A cycle in the order of locks. The most recent records are kept while there is a watch.
 *
 * @param number the number of records that were added before this one
 * @param locks the locks of the cycle; weak, since the edges from a lock must end with it
 * @param steps the acquisitions that form the cycle
 */
public record OrderNews(long number, List<WeakReference<OrderedLock>> locks, List<Step> steps) {
    /** The maximum number of records that are kept. */
    private static final int MOST = 256;

    /** Never grows, since an addition must not fail. */
    private static final ArrayDeque<OrderNews> RECENT = new ArrayDeque<>(MOST + 1);

    /** Warnings about locks whose order is no longer recorded, which no watch has logged. */
    private static final ArrayDeque<String> WARNINGS = new ArrayDeque<>(MOST + 1);

    /** The number of watches. Without any, nothing is kept. */
    private static int watches;

    private static long added;

    /**
     * An acquisition.
     *
     * @param held the lock that the thread held
     * @param acquired the lock that the thread acquired
     * @param thread the name of the thread
     * @param stack the stack trace of the thread when it began to acquire the lock, innermost call first
     */
    public record Step(String held, String acquired, String thread, List<StackTraceElement> stack) {}

    /**
     * Registers a watch, which must call {@link #endWatch()}.
     *
     * @return the number of the next record
     */
    public static synchronized long beginWatch() {
        watches++;
        return added;
    }

    /** Unregisters a watch. */
    public static synchronized void endWatch() {
        if (--watches == 0) {
            RECENT.clear();
            WARNINGS.clear();
        }
    }

    /** Adds the record of a cycle. Has no effect if it fails. */
    static synchronized void add(List<OrderSearch.Step> cycle) {
        if (watches > 0) {
            var locks = cycle.stream().map(step -> step.from().self).toList();
            addLast(RECENT, new OrderNews(added, locks, steps(cycle)));
            added++;
        }
    }

    /** Adds a warning. Has no effect if it fails. */
    static synchronized void addWarning(String warning) {
        if (watches > 0) {
            addLast(WARNINGS, warning);
        }
    }

    private static <E> void addLast(ArrayDeque<E> recent, E element) {
        if (recent.size() == MOST) {
            recent.removeFirst();
        }
        recent.addLast(element);
    }

    /** {@return the warnings that this method has not returned before} */
    public static synchronized List<String> takeWarnings() {
        var warnings = List.copyOf(WARNINGS);
        WARNINGS.clear();
        return warnings;
    }

    /**
     * Returns the records that were added recently.
     *
     * @param number the number of the first record to return
     * @return the records with this number and higher ones, oldest first, except for those that are no longer kept
     */
    public static synchronized List<OrderNews> from(long number) {
        return RECENT.stream().filter(news -> news.number >= number).toList();
    }

    /** Describes the steps of a cycle. */
    private static List<Step> steps(List<OrderSearch.Step> cycle) {
        var labels = new HashSet<String>();
        cycle.forEach(step -> labels.add(step.from().label()));
        Function<OrderedLock, String> label =
                labels.size() == cycle.size() ? OrderedLock::label : OrderedLock::numberedLabel;
        var threads = new ArrayList<Long>();
        var steps = new ArrayList<Step>();
        for (var step : cycle) {
            var seen = step.edge().sightingExcept(threads);
            threads.add(seen.thread());
            steps.add(new Step(label.apply(step.from()), label.apply(step.to()), seen.name(), seen.stack()));
        }
        return steps;
    }

    /** {@return whether a lock has turned out to serve as a signal, so that its order means nothing} */
    public boolean isOutdated() {
        return locks.stream().map(WeakReference::get).anyMatch(lock -> lock != null && lock.isSignal());
    }
}

package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The threads of the JVM and what they wait for, at one moment; made by {@link Insight#snapshot()}.
 *
 * <pre>{@code
 * var snapshot = Insight.snapshot();
 * System.out.println(snapshot);       // who waits for whom, as text
 * snapshot.writeJson(System.out);     // the same as data
 * }</pre>
 *
 * <p>The page {@code tools/who-waits.html} draws the JSON text as a graph. The fields are described in
 * {@code docs/insight.md}. Within a version of the format, fields are only added.
 *
 * <p>A snapshot is immutable. It consists of text and numbers; only the threads of its deadlocks and findings stay
 * reachable.
 *
 * <p><b>Differences from Python.</b> There is no counterpart. {@code FaultHandler.dumpTraceback} writes the stack trace
 * of every thread; a snapshot is about the waits.
 *
 * @param time when the snapshot was begun
 * @param threadCount the number of live threads that were found, whether or not they are listed
 * @param threads the listed threads, ordered by id. {@link SnapshotOptions#threads(int)} limits their number. May
 *     include a thread that has ended if a listed thread waits for it
 * @param unlisted the number of waiting threads that are not listed, for each awaited object
 * @param deadlocks the deadlocks, as {@link Insight#findDeadlocks()} returns them
 * @param findings the findings of other kinds that were {@linkplain #with(Finding) added}
 * @since 0.1.0
 */
public record Snapshot(
        Instant time,
        int threadCount,
        List<ThreadSnapshot> threads,
        List<Unlisted> unlisted,
        List<Deadlock> deadlocks,
        List<Finding> findings) {
    /**
     * Threads that wait for the same object and are not listed.
     *
     * @param count the number of threads
     * @param waitsFor what they wait for
     */
    public record Unlisted(int count, WaitSnapshot waitsFor) {
        /**
         * Creates a record.
         *
         * @param count the number of threads
         * @param waitsFor what they wait for
         * @throws IllegalArgumentException if {@code count} is less than 1
         * @throws NullPointerException if {@code waitsFor} is null
         */
        public Unlisted {
            Checks.atLeast(count, 1, "count is not positive");
            Checks.notNull(waitsFor, "waitsFor");
        }
    }

    /**
     * Creates a record.
     *
     * @param time when the snapshot was begun
     * @param threadCount the number of live threads
     * @param threads the listed threads
     * @param unlisted the numbers of waiting threads that are not listed
     * @param deadlocks the deadlocks
     * @param findings the findings of other kinds
     * @throws IllegalArgumentException if {@code threadCount} is negative
     * @throws NullPointerException if an argument or an element of a list is null
     */
    public Snapshot {
        Checks.notNull(time, "time");
        Checks.atLeast(threadCount, 0, "threadCount is negative");
        threads = List.copyOf(Checks.notNull(threads, "threads"));
        unlisted = List.copyOf(Checks.notNull(unlisted, "unlisted"));
        deadlocks = List.copyOf(Checks.notNull(deadlocks, "deadlocks"));
        findings = List.copyOf(Checks.notNull(findings, "findings"));
    }

    /**
     * Adds what a {@link Watch} has found, for use in its handler. A deadlock is added to {@link #deadlocks()}, unless
     * it is already one of them: for example, {@linkplain Deadlock.Kind#NOBODY_LEFT one in which no thread is left}, or
     * one that the watch has ended. Any other finding is added to {@link #findings()}.
     *
     * @param finding the finding
     * @return a snapshot that contains the finding
     * @throws NullPointerException if {@code finding} is null
     */
    public Snapshot with(Finding finding) {
        Checks.notNull(finding, "finding");
        if (finding instanceof Deadlock deadlock) {
            return contains(deadlock)
                    ? this
                    : new Snapshot(time, threadCount, threads, unlisted, plus(deadlocks, deadlock), findings);
        }
        return new Snapshot(time, threadCount, threads, unlisted, deadlocks, plus(findings, finding));
    }

    /** No thread is in two deadlocks at a time. */
    private boolean contains(Deadlock deadlock) {
        return deadlocks.stream()
                .flatMap(known -> known.waiters().stream())
                .anyMatch(known -> deadlock.waiters().stream().anyMatch(waiter -> waiter.thread() == known.thread()));
    }

    private static <T> List<T> plus(List<T> list, T last) {
        var longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    /**
     * Returns the snapshot as JSON. The text consists of printable ASCII characters; other characters of names are
     * escaped.
     *
     * @return one line, without a line end
     */
    public String toJson() {
        var text = new StringBuilder();
        try {
            writeJson(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringBuilder throws none
        }
        return text.toString();
    }

    /**
     * Writes the snapshot as JSON, piece by piece, so that a large snapshot needs no large text in memory.
     *
     * <pre>{@code
     * Insight.snapshot().writeJson(System.out);
     * }</pre>
     *
     * @param out the destination, which is neither flushed nor closed; if it throws an exception, it has received a
     *     part of the text
     * @throws IOException if {@code out} throws it
     * @throws NullPointerException if {@code out} is null
     */
    public void writeJson(Appendable out) throws IOException {
        new SnapshotJson(new JsonWriter(Checks.notNull(out, "out"))).write(this);
    }

    /**
     * Returns text for human readers: the deadlocks and findings, then, for each awaited object, the threads that wait
     * for it, most numerous first. Stack traces are included only for deadlocks and findings.
     */
    @Override
    public String toString() {
        return SnapshotText.of(this);
    }
}

package io.github.threading4j.benchmarks;

import static io.github.threading4j.benchmarks.Statistics.median;
import static io.github.threading4j.benchmarks.Statistics.rounded;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The latency of single operations of a subject, for both sides: medians over its rounds. */
record Latency(String subject, String against, String date, int rounds, Percentiles ours, Percentiles theirs)
        implements Results.Entry {
    static final String HEADER = String.format(
            Locale.ROOT,
            "%-42s %10s %10s %10s   %10s %10s %10s",
            "subject",
            "ours 50%",
            "99%",
            "99.9%",
            "theirs 50%",
            "99%",
            "99.9%");

    /** The 50th, 99th and 99.9th percentiles of the time of an operation, in microseconds. */
    record Percentiles(double half, double most, double nearlyAll) {
        static Percentiles medians(List<Percentiles> rounds) {
            return new Percentiles(
                    middle(rounds, Percentiles::half),
                    middle(rounds, Percentiles::most),
                    middle(rounds, Percentiles::nearlyAll));
        }

        private static double middle(List<Percentiles> rounds, ToDoubleFunction<Percentiles> value) {
            return rounded(median(rounds, value));
        }
    }

    static Latency of(Subject subject, List<Percentiles> ours, List<Percentiles> theirs) {
        return new Latency(
                subject.label(),
                subject.theirs(),
                LocalDate.now().toString(),
                ours.size(),
                Percentiles.medians(ours),
                Percentiles.medians(theirs));
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%-42s %10.3f %10.3f %10.3f   %10.3f %10.3f %10.3f",
                subject,
                ours.half,
                ours.most,
                ours.nearlyAll,
                theirs.half,
                theirs.most,
                theirs.nearlyAll);
    }
}

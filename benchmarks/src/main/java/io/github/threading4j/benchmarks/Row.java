package io.github.threading4j.benchmarks;

import static io.github.threading4j.benchmarks.Statistics.median;
import static io.github.threading4j.benchmarks.Statistics.quantile;
import static io.github.threading4j.benchmarks.Statistics.rounded;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The result of a subject: medians over its rounds, and the quartiles of the ratio. */
record Row(
        String subject,
        String against,
        String date,
        int rounds,
        double ours,
        double theirs,
        double ratio,
        double low,
        double high,
        double cpuRatio,
        double oursBytes,
        double theirsBytes)
        implements Results.Entry {
    static final String HEADER = String.format(
            Locale.ROOT,
            "%-42s %12s %12s %8s   %-14s %8s %7s %7s",
            "subject",
            "ours",
            "theirs",
            "ratio",
            "quartiles",
            "by cpu",
            "B ours",
            "B theirs");

    static Row of(Subject subject, List<Round> rounds) {
        return new Row(
                subject.label(),
                subject.theirs(),
                LocalDate.now().toString(),
                rounds.size(),
                rounded(median(rounds, round -> round.ours().throughput())),
                rounded(median(rounds, round -> round.theirs().throughput())),
                rounded(median(rounds, Round::ratio)),
                rounded(quantile(rounds, Round::ratio, 0.25)),
                rounded(quantile(rounds, Round::ratio, 0.75)),
                rounded(median(rounds, Round::cpuRatio)),
                rounded(median(rounds, round -> round.ours().bytes())),
                rounded(median(rounds, round -> round.theirs().bytes())));
    }

    /**
     * Returns whether the target is clearly missed, that is, even the upper quartile is below it, or too many bytes are
     * allocated.
     */
    boolean misses(Against target) {
        return high < target.atLeast() || allocatesMoreThan(target);
    }

    /** Returns whether more bytes than permitted are allocated. A fraction of a byte is due to the harness. */
    boolean allocatesMoreThan(Against target) {
        return target.bytes() >= 0 && oursBytes >= target.bytes() + 1;
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%-42s %12.4f %12.4f %8.2f   %5.2f .. %-5.2f %8.2f %7.0f %7.0f",
                subject,
                ours,
                theirs,
                ratio,
                low,
                high,
                cpuRatio,
                oursBytes,
                theirsBytes);
    }
}

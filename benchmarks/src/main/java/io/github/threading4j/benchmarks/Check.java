package io.github.threading4j.benchmarks;

import static io.github.threading4j.benchmarks.Statistics.chanceOfHeads;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Checks whether the ratios reach their targets.
 *
 * <p>If the true ratio were equal to the target, a round would be below the target as often as a fair coin shows heads.
 * A subject is run until it has more rounds below the target, or above it, than a coin would plausibly show. In the
 * first case, the target is lost; in the second, it holds. If the rounds run out first, the ratio cannot be
 * distinguished from its target, and the target is not counted as lost.
 *
 * <p>A row whose miss is explained in the document needs to reach only the ratio recorded for this machine.
 */
final class Check {
    /**
     * The error probability of a loss. It is small since about sixty rows are checked. For a loss, 9 of 9 rounds or 21
     * of 25 must be below the target.
     */
    private static final double DOUBT_OF_A_LOSS = 0.002;

    /** The error probability of a pass, for which 5 of 5 rounds suffice. */
    private static final double DOUBT_OF_A_PASS = 0.05;

    /** The minimum number of rounds: with fewer, no subject could be lost. */
    static final int FEWEST_ROUNDS = 9;

    enum Verdict {
        HOLDS,
        LOST,
        UNDECIDED
    }

    private final int mostRounds;
    private final long millis;
    private final Limits limits = Limits.in(Path.of(Performance.DOCUMENT));
    private final List<Results> kept = Results.readAll(Path.of(Performance.FOLDER));

    Check(int mostRounds, long millis) {
        if (mostRounds < FEWEST_ROUNDS) {
            throw new IllegalArgumentException("too few rounds to tell noise from loss: " + mostRounds
                    + " (expected at least " + FEWEST_ROUNDS + ")");
        }
        this.mostRounds = mostRounds;
        this.millis = millis;
    }

    /** Runs the subjects with a target, and returns whether none is lost. */
    boolean run(List<Subject> subjects) throws RunnerException {
        System.out.printf("%-42s %8s   %-14s %8s %7s%n", "subject", "ratio", "quartiles", "at least", "rounds");
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (var subject : subjects) {
            var floor = floor(subject);
            if (floor.isPresent()) {
                verdicts.merge(run(subject, floor.getAsDouble()), 1, Integer::sum);
            }
        }
        System.out.printf(
                "%d hold, %d can't be distinguished from their targets, %d lost.%n",
                verdicts.getOrDefault(Verdict.HOLDS, 0),
                verdicts.getOrDefault(Verdict.UNDECIDED, 0),
                verdicts.getOrDefault(Verdict.LOST, 0));
        return !verdicts.isEmpty() && !verdicts.containsKey(Verdict.LOST);
    }

    private Verdict run(Subject subject, double floor) throws RunnerException {
        var trial = new Trial(subject, millis);
        var rounds = new ArrayList<Round>();
        var verdict = Verdict.UNDECIDED;
        while (verdict == Verdict.UNDECIDED && rounds.size() < mostRounds) {
            rounds.add(trial.round(rounds.size()));
            verdict = judge(rounds, floor);
        }
        var row = Row.of(subject, rounds);
        if (row.allocatesMoreThan(subject.against()) || row.high() < floor) {
            verdict = Verdict.LOST;
        }
        System.out.printf(
                Locale.ROOT,
                "%-42s %8.2f   %5.2f .. %-5.2f %8.2f %7d %s%s%n",
                subject.label(),
                row.ratio(),
                row.low(),
                row.high(),
                floor,
                rounds.size(),
                verdict,
                row.allocatesMoreThan(subject.against()) ? " " + row.oursBytes() + " bytes" : "");
        return verdict;
    }

    static Verdict judge(List<Round> rounds, double floor) {
        var under = (int) rounds.stream().filter(round -> round.ratio() < floor).count();
        if (chanceOfHeads(under, rounds.size()) < DOUBT_OF_A_LOSS) {
            return Verdict.LOST;
        }
        return chanceOfHeads(rounds.size() - under, rounds.size()) < DOUBT_OF_A_PASS
                ? Verdict.HOLDS
                : Verdict.UNDECIDED;
    }

    /** Returns the minimum ratio of a subject on this machine; empty if there is none. */
    private OptionalDouble floor(Subject subject) {
        if (!subject.hasTarget()) {
            return OptionalDouble.empty();
        }
        var target = subject.against().atLeast();
        if (!limits.explains(subject.label())) {
            return OptionalDouble.of(target);
        }
        var here = Results.here();
        return kept.stream()
                .filter(results -> results.fileName().equals(here.fileName()))
                .flatMap(results -> results.row(subject.label()).stream())
                .mapToDouble(row -> Math.min(target, row.low()))
                .findFirst();
    }
}

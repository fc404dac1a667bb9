package io.github.threading4j.benchmarks;

import io.github.threading4j.benchmarks.Latency.Percentiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs the benchmarks of this library and those that they are compared with (the two sides) in turn, and prints a table
 * of their ratios.
 *
 * <p>Each round of a subject runs each side in a separate JVM, in alternating order, so that other load on the machine
 * affects both sides. The ratio of a round is the ratio of its two medians. The table shows the median of the ratios
 * over the rounds, with the quartiles: a loss is real if the upper quartile is below 1. On a busy machine, the ratio by
 * processor time is more stable if threads do not wait for each other.
 */
public final class Ratios {
    private static final Pattern OPTION = Pattern.compile("--(rounds|json|millis|check|latency)(?:=(.+))?");

    /** The maximum number of rounds in a check, which ends earlier if a decision is reached. */
    private static final int MOST_ROUNDS_OF_A_CHECK = 25;

    private int rounds;
    private long millis;
    private boolean check;
    private boolean latency;
    private @Nullable Path json;
    private Pattern subjects = Pattern.compile("");

    private Ratios() {}

    /**
     * Runs the subjects that match a regular expression, or all.
     *
     * @param args {@code [--check | --latency] [--rounds=7] [--millis=200] [--json=file or folder] [regular
     *     expression]}
     * @throws RunnerException if a benchmark fails
     * @throws IOException if the file cannot be written
     */
    public static void main(String... args) throws RunnerException, IOException {
        var ratios = new Ratios();
        for (var arg : args) {
            ratios.configure(arg);
        }
        System.exit(ratios.run() ? 0 : 1);
    }

    private void configure(String arg) {
        var option = OPTION.matcher(arg);
        if (!option.matches()) {
            subjects = Pattern.compile(Performance.subjects(arg));
            return;
        }
        switch (option.group(1)) {
            case "rounds" -> rounds = Integer.parseInt(option.group(2));
            case "millis" -> millis = Long.parseLong(option.group(2));
            case "check" -> check = true;
            case "latency" -> latency = true;
            default -> json = Path.of(option.group(2));
        }
    }

    /**
     * Runs the subjects, and returns whether the run was successful. A run is not successful if no subject matches,
     * since the name might be misspelled.
     */
    private boolean run() throws RunnerException, IOException {
        var chosen = (latency ? Subject.declaredLatencies() : Subject.declared())
                .stream()
                        .filter(subject -> subjects.matcher(subject.label()).find())
                        .filter(Subject::runsHere)
                        .toList();
        if (chosen.isEmpty()) {
            System.err.println("no subject that runs here: " + subjects + " (expected a part of a subject's label)");
            return false;
        }
        System.out.printf("Java %s on %s%n", Runtime.version(), Machine.describe());
        if (check) {
            return new Check(or(rounds, MOST_ROUNDS_OF_A_CHECK), or(millis, 100)).run(chosen);
        }
        if (latency) {
            sample(chosen);
        } else {
            compare(chosen);
        }
        return true;
    }

    private static int or(long given, int usual) {
        return given == 0 ? usual : (int) given;
    }

    private void compare(List<Subject> chosen) throws RunnerException, IOException {
        System.out.printf(
                "%d rounds; operations per microsecond and bytes per operation%n%s%n", or(rounds, 7), Row.HEADER);
        for (var subject : chosen) {
            var trial = new Trial(subject, or(millis, 200));
            var measured = new ArrayList<Round>();
            for (var i = 0; i < or(rounds, 7); i++) {
                measured.add(trial.round(i));
            }
            var row = Row.of(subject, measured);
            System.out.println(row.text());
            keep(Results.here().with(row));
        }
    }

    private void sample(List<Subject> chosen) throws RunnerException, IOException {
        System.out.printf("%d rounds; microseconds%n%s%n", or(rounds, 7), Latency.HEADER);
        for (var subject : chosen) {
            var trial = new Trial(subject, or(millis, 200));
            var ours = new ArrayList<Percentiles>();
            var theirs = new ArrayList<Percentiles>();
            for (var i = 0; i < or(rounds, 7); i++) {
                var pair = trial.latencies(i);
                ours.add(pair.ours());
                theirs.add(pair.theirs());
            }
            var row = Latency.of(subject, ours, theirs);
            System.out.println(row.text());
            keep(Results.here().with(row));
        }
    }

    /** Stores the results after each row, so that they are kept if the run is aborted. */
    private void keep(Results results) throws IOException {
        if (json != null) {
            results.mergeInto(json);
        }
    }
}

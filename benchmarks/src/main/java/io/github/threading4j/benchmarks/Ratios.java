package io.github.threading4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs ours and theirs in turn and prints one table of their ratios.
 *
 * <p>Each round of a subject runs either side in a JVM of its own, one right after the other and in alternating order, so
 * that whatever else the machine does hits both. The ratio of a round is that of its two medians, and the table shows
 * the median over the rounds with the quartiles: a loss is real where the upper quartile is below 1. On a busy machine
 * the ratio by processor time is the steadier one, where threads do not wait for each other.
 */
public final class Ratios {
    private static final Pattern OPTION = Pattern.compile("--(rounds|json|millis)=(.+)");

    /**
     * What one JVM measured: the median of its iterations in operations per microsecond, and for each operation the
     * processor time in nanoseconds and the bytes allocated.
     */
    private record Score(double throughput, double cpu, double bytes) {}

    private record Round(Score ours, Score theirs) {
        double ratio() {
            return ours.throughput / theirs.throughput;
        }

        /** The ratio that is left when waiting for a processor does not count. */
        double cpuRatio() {
            return theirs.cpu / ours.cpu;
        }
    }

    /** What a subject came to: medians over its rounds, and the quartiles of the ratio. */
    private record Row(
            Subject subject,
            double ours,
            double theirs,
            double ratio,
            double low,
            double high,
            double cpuRatio,
            double oursBytes,
            double theirsBytes) {
        static Row of(Subject subject, List<Round> rounds) {
            return new Row(
                    subject,
                    quantile(rounds, round -> round.ours.throughput, 0.5),
                    quantile(rounds, round -> round.theirs.throughput, 0.5),
                    quantile(rounds, Round::ratio, 0.5),
                    quantile(rounds, Round::ratio, 0.25),
                    quantile(rounds, Round::ratio, 0.75),
                    quantile(rounds, Round::cpuRatio, 0.5),
                    quantile(rounds, round -> round.ours.bytes, 0.5),
                    quantile(rounds, round -> round.theirs.bytes, 0.5));
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%-42s %12.4f %12.4f %8.2f   %5.2f .. %-5.2f %8.2f %7.0f %7.0f",
                    subject.label(),
                    ours,
                    theirs,
                    ratio,
                    low,
                    high,
                    cpuRatio,
                    oursBytes,
                    theirsBytes);
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"java\": %d, \"subject\": \"%s\", \"against\": \"%s\", \"ours\": %.6f, \"theirs\": %.6f,"
                            + " \"ratio\": %.4f, \"low\": %.4f, \"high\": %.4f, \"cpuRatio\": %.4f, \"oursBytes\": %.1f,"
                            + " \"theirsBytes\": %.1f}",
                    Runtime.version().feature(),
                    subject.label(),
                    subject.theirs(),
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

    private int rounds = 7;
    private long millis = 200;
    private @Nullable Path json;
    private Pattern subjects = Pattern.compile("");

    private Ratios() {}

    /**
     * Runs the subjects that a regular expression finds, or all.
     *
     * @param args {@code [--rounds=7] [--millis=200] [--json=file] [regular expression]}
     * @throws RunnerException if a benchmark fails
     * @throws IOException if the file can't be written
     */
    public static void main(String... args) throws RunnerException, IOException {
        var ratios = new Ratios();
        for (var arg : args) {
            ratios.configure(arg);
        }
        ratios.run();
    }

    private void configure(String arg) {
        var option = OPTION.matcher(arg);
        if (!option.matches()) {
            subjects = Pattern.compile(arg);
            return;
        }
        switch (option.group(1)) {
            case "rounds" -> rounds = Integer.parseInt(option.group(2));
            case "millis" -> millis = Long.parseLong(option.group(2));
            default -> json = Path.of(option.group(2));
        }
    }

    private void run() throws RunnerException, IOException {
        System.out.printf(
                "Java %s, %d processors, %d rounds; operations per microsecond and bytes per operation%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);
        System.out.printf(
                "%-42s %12s %12s %8s   %-14s %8s %7s %7s%n",
                "subject", "ours", "theirs", "ratio", "quartiles", "by cpu", "B ours", "B theirs");
        var rows = new ArrayList<Row>();
        for (var subject : Subject.all()) {
            if (subjects.matcher(subject.label()).find()) {
                var row = measure(subject);
                System.out.println(row.text());
                rows.add(row);
            }
        }
        if (json != null) {
            Files.writeString(
                    json, rows.stream().map(Row::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n")));
        }
    }

    private Row measure(Subject subject) throws RunnerException {
        var measured = new ArrayList<Round>();
        for (var i = 0; i < rounds; i++) {
            if (i % 2 == 0) {
                var ours = score(subject, subject.ours());
                measured.add(new Round(ours, score(subject, subject.theirs())));
            } else {
                var theirs = score(subject, subject.theirs());
                measured.add(new Round(score(subject, subject.ours()), theirs));
            }
        }
        return Row.of(subject, measured);
    }

    private Score score(Subject subject, String method) throws RunnerException {
        var name = subject.type().getCanonicalName() + "." + method;
        var options = new OptionsBuilder()
                .include("^" + Pattern.quote(name) + "$")
                .mode(Mode.Throughput)
                .timeUnit(java.util.concurrent.TimeUnit.MICROSECONDS)
                .threads(subject.threads())
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(millis))
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTimeProfiler.class)
                .shouldFailOnError(true)
                // JMH uses Unsafe, of which newer versions of Java warn.
                .jvmArgsPrepend("-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT);
        if (!subject.param().isEmpty()) {
            options.param(subject.paramName(), subject.param());
        }
        return score(new Runner(options.build()).runSingle());
    }

    private static Score score(RunResult result) {
        var iterations = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .toList();
        return new Score(
                quantile(iterations, iteration -> iteration.getPrimaryResult().getScore(), 0.5),
                result.getSecondaryResults().get(ProcessorTimeProfiler.LABEL).getScore(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    private static <T> double quantile(List<T> values, ToDoubleFunction<T> value, double share) {
        var sorted = values.stream().mapToDouble(value).sorted().toArray();
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}

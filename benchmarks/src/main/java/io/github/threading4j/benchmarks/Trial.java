package io.github.threading4j.benchmarks;

import static io.github.threading4j.benchmarks.Statistics.median;

import io.github.threading4j.benchmarks.Latency.Percentiles;
import io.github.threading4j.benchmarks.Round.Score;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs each side of a subject in a separate JVM.
 *
 * @param subject the subject to run
 * @param millis the length of an iteration
 */
record Trial(Subject subject, long millis) {
    /** A measurement of one side. */
    private interface Probe<T> {
        T of(String method) throws RunnerException;
    }

    /** The measurements of both sides. */
    record Pair<T>(T ours, T theirs) {}

    /**
     * Runs both sides in direct succession, starting with this library in every other round, so that other load affects
     * both sides.
     */
    Round round(int number) throws RunnerException {
        var pair = pair(number, this::score);
        return new Round(pair.ours, pair.theirs);
    }

    /** Like {@link #round}, but measures the latency of single operations. */
    Pair<Percentiles> latencies(int number) throws RunnerException {
        return pair(number, this::percentiles);
    }

    private <T> Pair<T> pair(int number, Probe<T> probe) throws RunnerException {
        if (number % 2 == 0) {
            var ours = probe.of(subject.ours());
            return new Pair<>(ours, probe.of(subject.theirs()));
        }
        var theirs = probe.of(subject.theirs());
        return new Pair<>(probe.of(subject.ours()), theirs);
    }

    private Score score(String method) throws RunnerException {
        var result = run(options(method)
                .mode(Mode.Throughput)
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTimeProfiler.class));
        return new Score(
                median(iterations(result), this::value),
                result.getSecondaryResults().get(ProcessorTimeProfiler.LABEL).getScore(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    private double value(IterationResult iteration) {
        var metric = subject.against().metric();
        return metric.isEmpty()
                ? iteration.getPrimaryResult().getScore()
                : iteration.getSecondaryResults().get(metric).getScore();
    }

    private Percentiles percentiles(String method) throws RunnerException {
        var times =
                run(options(method).mode(Mode.SampleTime)).getPrimaryResult().getStatistics();
        return new Percentiles(times.getPercentile(50), times.getPercentile(99), times.getPercentile(99.9));
    }

    private ChainedOptionsBuilder options(String method) {
        var name = subject.type().getCanonicalName() + "." + method;
        var options = new OptionsBuilder()
                .include("^" + java.util.regex.Pattern.quote(name) + "$")
                .timeUnit(TimeUnit.MICROSECONDS)
                .threads(subject.threads())
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(millis))
                .shouldFailOnError(true)
                // JMH uses Unsafe; newer Java versions print a warning.
                .jvmArgsPrepend("-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT);
        return subject.param().isEmpty() ? options : options.param(subject.paramName(), subject.param());
    }

    private static RunResult run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).runSingle();
    }

    private static List<IterationResult> iterations(RunResult result) {
        return result.getBenchmarkResults().stream()
                .map(BenchmarkResult::getIterationResults)
                .<IterationResult>flatMap(java.util.Collection::stream)
                .toList();
    }
}

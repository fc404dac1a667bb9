package io.github.threading4j.benchmarks;

import io.github.threading4j.benchmarks.Latency.Percentiles;
import io.github.threading4j.benchmarks.Results.PythonRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results of one machine as a Markdown table: a row for each subject, with columns for each JDK and for CPython.
 */
final class PerformanceTable {
    private static final String NOTHING = "–";
    private static final double TARGET_OVER_PYTHON = 30;

    private final List<Results> machine;
    private final List<Results> javas;
    private final Limits limits;

    PerformanceTable(List<Results> machine, Limits limits) {
        this.machine = machine;
        this.javas = machine.stream()
                .filter(results -> !results.isPython())
                .sorted(Comparator.comparingInt(Results::feature))
                .toList();
        this.limits = limits;
    }

    String markdown() {
        return Stream.of(heading(), ratios(), summary(), latencies())
                .filter(part -> !part.isEmpty())
                .map(part -> part + "\n")
                .collect(Collectors.joining());
    }

    private String heading() {
        var entries =
                machine.stream().flatMap(results -> results.entries().stream()).toList();
        return "## On " + machine.get(0).machine() + "\n\n"
                + machine.stream()
                        .sorted(Comparator.comparing(Results::isPython).thenComparing(Results::feature))
                        .map(Results::runtime)
                        .collect(Collectors.joining(", "))
                + ", measured " + Performance.dates(entries) + ".\n";
    }

    private String ratios() {
        var lines = new ArrayList<List<String>>();
        var header = new ArrayList<>(List.of("what", "against", "target"));
        for (var java : javas) {
            header.addAll(List.of("Java " + java.feature() + ": ours", "theirs", "ratio (quartiles)"));
        }
        header.addAll(List.of("bytes: ours", "theirs", "CPython", "times"));
        lines.add(header);
        Subject.declared().stream().filter(this::isMeasured).map(this::line).forEach(lines::add);
        return table(lines);
    }

    private boolean isMeasured(Subject subject) {
        return machine.stream()
                .anyMatch(results -> results.row(subject.label()).isPresent()
                        || results.pythonRow(subject.label()).isPresent());
    }

    private List<String> line(Subject subject) {
        var cells = new ArrayList<>(List.of(subject.label(), "`" + subject.theirs() + "`", target(subject)));
        for (var java : javas) {
            cells.addAll(
                    java.row(subject.label()).map(row -> cells(subject, row)).orElse(Collections.nCopies(3, NOTHING)));
        }
        var newest = newest(subject);
        cells.add(newest.map(row -> format("%.0f", row.oursBytes())).orElse(NOTHING));
        cells.add(newest.map(row -> format("%.0f", row.theirsBytes())).orElse(NOTHING));
        cells.add(python(subject).map(row -> number(row.throughput())).orElse(NOTHING));
        cells.add(overPython(subject).map(PerformanceTable::number).orElse(NOTHING));
        return cells;
    }

    private static String target(Subject subject) {
        var bytes = subject.against().bytes();
        return (subject.hasTarget() ? format("%.2f", subject.against().atLeast()) : "")
                + (bytes < 0 ? "" : ", " + number(bytes) + " bytes");
    }

    private List<String> cells(Subject subject, Row row) {
        var ratio = format("%.2f", row.ratio());
        var shown = row.misses(subject.against()) ? missed(subject, ratio) : ratio;
        return List.of(number(row.ours()), number(row.theirs()), shown + format(" (%.2f–%.2f)", row.low(), row.high()));
    }

    /** Formats a missed ratio in bold, with a link to its explanation. */
    private String missed(Subject subject, String ratio) {
        var anchor = limits.anchors().get(subject.label());
        return anchor == null ? "**" + ratio + "** ▼" : "[**" + ratio + "** ▼](" + anchor + ")";
    }

    private Optional<Row> newest(Subject subject) {
        return javas.stream()
                .flatMap(java -> java.row(subject.label()).stream())
                .reduce((older, newer) -> newer);
    }

    private Optional<PythonRow> python(Subject subject) {
        return machine.stream()
                .flatMap(results -> results.pythonRow(subject.label()).stream())
                .findFirst();
    }

    private Optional<Double> overPython(Subject subject) {
        return newest(subject).flatMap(row -> python(subject).map(python -> row.ours() / python.throughput()));
    }

    private String summary() {
        var times = Subject.declared().stream()
                .flatMap(subject -> overPython(subject).stream())
                .toList();
        if (times.isEmpty()) {
            return "";
        }
        return format(
                "Over CPython: %.0f times its throughput, the geometric mean of %d rows (target: %.0f).%n",
                Statistics.geometricMean(times), times.size(), TARGET_OVER_PYTHON);
    }

    private String latencies() {
        var lines = new ArrayList<List<String>>();
        var header = new ArrayList<>(List.of("microseconds that 50 %, 99 %, 99.9 % take at most", "against"));
        for (var java : javas) {
            header.addAll(List.of("Java " + java.feature() + ": ours", "theirs"));
        }
        lines.add(header);
        Subject.declaredLatencies().stream()
                .filter(subject -> javas.stream()
                        .anyMatch(java -> java.latency(subject.label()).isPresent()))
                .map(this::latencyLine)
                .forEach(lines::add);
        return lines.size() == 1 ? "" : table(lines);
    }

    private List<String> latencyLine(Subject subject) {
        var cells = new ArrayList<>(List.of(subject.label(), "`" + subject.theirs() + "`"));
        for (var java : javas) {
            cells.addAll(java.latency(subject.label())
                    .map(latency -> List.of(cell(latency.ours()), cell(latency.theirs())))
                    .orElse(Collections.nCopies(2, NOTHING)));
        }
        return cells;
    }

    private static String cell(Percentiles times) {
        return number(times.half()) + ", " + number(times.most()) + ", " + number(times.nearlyAll());
    }

    private static String table(List<List<String>> lines) {
        var rule = Collections.nCopies(lines.get(0).size(), "---");
        var all = new ArrayList<>(lines);
        all.add(1, rule);
        return all.stream()
                .map(cells -> "| " + String.join(" | ", cells) + " |\n")
                .collect(Collectors.joining());
    }

    /** Formats a number with three significant digits. */
    static String number(double value) {
        if (Math.abs(value) < 0.0005) {
            return "0";
        }
        var digits = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        return format("%." + digits + "f", value);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text.replace("%n", "\n"), values);
    }
}

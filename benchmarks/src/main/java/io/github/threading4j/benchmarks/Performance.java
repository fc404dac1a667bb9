package io.github.threading4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures with the given JDKs and with CPython, stores the results in {@value #FOLDER}, and generates the table in
 * {@value #DOCUMENT} and the charts of the README from all stored results.
 *
 * <p>Run it in the root of the repository. If neither a JDK nor CPython is given, it only regenerates the table and the
 * charts.
 */
public final class Performance {
    static final String FOLDER = "docs/performance";
    static final String DOCUMENT = "docs/performance.md";
    static final String README = "README.md";

    private static final String SCRIPT = "benchmarks/src/main/python/benchmarks.py";
    private static final String BEGIN = "<!-- made by Performance: begin -->\n";
    private static final String END = "<!-- made by Performance: end -->\n";

    private static final Pattern OPTION = Pattern.compile("--(java|python|rounds|millis)=(.+)");

    private final List<String> javas = new ArrayList<>();
    private final List<String> limits = new ArrayList<>();
    private @Nullable String python;
    private String subjects = "";

    private Performance() {}

    /**
     * Measures with the given JDKs and CPython, if any, and writes the results.
     *
     * @param args {@code [--java=command]... [--python=command] [--rounds=7] [--millis=200] [regular expression]}
     * @throws IOException if a command cannot be run, or a file cannot be read or written
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static void main(String... args) throws IOException, InterruptedException {
        var performance = new Performance();
        for (var arg : args) {
            performance.configure(arg);
        }
        performance.measure();
        write(Path.of(""));
    }

    private void configure(String arg) {
        var option = OPTION.matcher(arg);
        if (!option.matches()) {
            subjects = subjects(arg);
            return;
        }
        switch (option.group(1)) {
            case "java" -> javas.add(option.group(2));
            case "python" -> python = option.group(2);
            default -> limits.add(arg);
        }
    }

    /** Returns the argument, which is not a known option. Throws an exception if it looks like an option. */
    static String subjects(String arg) {
        if (arg.startsWith("--")) {
            throw new IllegalArgumentException(
                    "no such option: " + arg + " (expected one of those in benchmarks/README.md)");
        }
        return arg;
    }

    private void measure() throws IOException, InterruptedException {
        Files.createDirectories(Path.of(FOLDER));
        for (var java : javas) {
            var ratios = List.of(
                    java,
                    // JMH uses Unsafe; newer Java versions print a warning.
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Ratios.class.getName());
            run(ratios, List.of("--json=" + FOLDER, subjects));
            if (Subject.declaredLatencies().stream()
                    .anyMatch(subject ->
                            Pattern.compile(subjects).matcher(subject.label()).find())) {
                run(ratios, List.of("--latency", "--json=" + FOLDER, subjects));
            }
        }
        if (python != null) {
            var json = Files.createTempFile("python", ".json");
            run(List.of(python, SCRIPT), List.of("--json=" + json, subjects));
            var measured = Results.read(json).orElseThrow();
            Results.forRuntime(measured.runtime()).with(measured.python()).mergeInto(Path.of(FOLDER));
            Files.delete(json);
        }
    }

    private void run(List<String> command, List<String> arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(command);
        all.addAll(limits);
        all.addAll(arguments);
        var rc = new ProcessBuilder(all).inheritIO().start().waitFor();
        if (rc != 0) {
            throw new IOException(String.join(" ", all) + " ended with " + rc + " (expected 0)");
        }
    }

    /** Generates the document and the charts of the repository at the given root from the stored results. */
    static void write(Path root) throws IOException {
        var kept = Results.readAll(root.resolve(FOLDER));
        var document = root.resolve(DOCUMENT);
        Files.writeString(document, document(Files.readString(document), kept));
        if (Charts.write(root, kept)) {
            var readme = root.resolve(README);
            Files.writeString(readme, Charts.intoReadme(Files.readString(readme)));
        }
    }

    /** Returns the text with the part between its markers regenerated. */
    static String document(String text, List<Results> kept) {
        var begin = text.indexOf(BEGIN);
        var end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no place for the tables in " + DOCUMENT + " (expected " + BEGIN.strip()
                    + " and " + END.strip() + ", each on a line of its own)");
        }
        return text.substring(0, begin + BEGIN.length()) + tables(kept, Limits.in(text)) + text.substring(end);
    }

    private static String tables(List<Results> kept, Limits limits) {
        if (kept.isEmpty()) {
            return "\nNothing is measured yet.\n\n";
        }
        var made = new StringBuilder("\n");
        for (var machine : machines(kept)) {
            made.append(new PerformanceTable(machine, limits).markdown());
        }
        var missing = Subject.declared().stream()
                .map(Subject::label)
                .filter(label ->
                        kept.stream().noneMatch(results -> results.row(label).isPresent()))
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? made.toString() : made + wrapped("Not measured yet: " + missing + ".") + "\n\n";
    }

    /** Breaks a text into lines of at most 120 columns. */
    private static String wrapped(String text) {
        var wrapped = new StringBuilder();
        var column = 0;
        for (var word : text.split(" ")) {
            var fits = column + 1 + word.length() <= 120;
            wrapped.append(column == 0 ? "" : fits ? " " : "\n").append(word);
            column = (column > 0 && fits ? column + 1 : 0) + word.length();
        }
        return wrapped.toString();
    }

    /** Returns the results of each machine, the machine with the most rows first. */
    static List<List<Results>> machines(List<Results> kept) {
        return kept.stream()
                .map(Results::machine)
                .distinct()
                .map(machine -> kept.stream()
                        .filter(results -> results.machine().equals(machine))
                        .toList())
                .sorted(Comparator.comparingInt(Performance::size).reversed())
                .toList();
    }

    private static int size(List<Results> machine) {
        return machine.stream().mapToInt(results -> results.rows().size()).sum();
    }

    /** Returns the day of the measurements, such as {@code 2026-03-01}, or the first and the last day. */
    static String dates(List<? extends Results.Entry> entries) {
        var days = entries.stream()
                .map(entry -> LocalDate.parse(entry.date()))
                .sorted()
                .toList();
        var first = days.get(0);
        var last = days.get(days.size() - 1);
        return first.equals(last) ? first.toString() : first + " to " + last;
    }
}

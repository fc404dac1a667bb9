package io.github.threading4j.badinput;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The expected outcome of each bad value: the file {@code bad-input.txt}, whose header explains the format. */
final class Table {
    private static final Pattern COLUMNS = Pattern.compile("\\s{2,}");

    /** The calls that a row applies to, and their expected outcome. */
    record Row(int line, Pattern where, Pattern value, String expected, String because) {
        boolean matches(String parameter, String inState, String label) {
            return (where.matcher(parameter).matches() || where.matcher(inState).matches())
                    && value.matcher(label).matches();
        }
    }

    private final List<Row> rows;
    private final Set<Row> used = new HashSet<>();

    Table(List<String> lines) {
        rows = Stream.iterate(0, line -> line < lines.size(), line -> line + 1)
                .filter(line -> !lines.get(line).isBlank() && !lines.get(line).startsWith("#"))
                .map(line -> row(line + 1, lines.get(line)))
                .toList();
    }

    static Table read() throws IOException {
        try (InputStream file = Table.class.getResourceAsStream("/bad-input.txt")) {
            return new Table(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    private static Row row(int line, String text) {
        var columns = COLUMNS.split(text, 4);
        if (columns.length < 4) {
            throw new IllegalArgumentException("a row of bad-input.txt with too few columns: line " + line);
        }
        return new Row(line, pattern(columns[0]), pattern(columns[1]), columns[2], columns[3]);
    }

    /** Compiles a list of alternatives, separated by commas, in which {@code *} matches any text. */
    private static Pattern pattern(String globs) {
        return Pattern.compile(Arrays.stream(globs.split(", "))
                .map(glob ->
                        Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(joining(".*")))
                .collect(joining("|")));
    }

    /** Returns the expected outcome according to the last matching row, or a placeholder if no row matches. */
    String expected(String parameter, String state, String label) {
        var inState = parameter + " when " + state;
        var expected = "(no row of bad-input.txt says what)";
        for (var row : rows) {
            if (row.matches(parameter, inState, label)) {
                used.add(row);
                expected = row.expected;
            }
        }
        return expected;
    }

    /** Returns the rows that matched no call. */
    List<Row> unused() {
        return rows.stream().filter(row -> !used.contains(row)).toList();
    }
}

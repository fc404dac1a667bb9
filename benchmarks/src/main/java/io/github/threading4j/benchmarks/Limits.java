package io.github.threading4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rows whose limits the document explains, each with the anchor of the explanation. Below the heading
 * {@value #SECTION}, each subheading is followed by a paragraph "Rows: ..." with the names of rows, separated by
 * commas. If there is no such paragraph, the subheading itself lists the names.
 */
record Limits(Map<String, String> anchors) {
    static final String SECTION = "## What limits it";

    private static final Pattern HEADING = Pattern.compile("(?m)^### (.+)$(?:\\s+^Rows: ((?:.+\\R?)+))?");

    static Limits in(Path document) {
        try {
            return Files.exists(document) ? in(Files.readString(document)) : new Limits(Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + document, e);
        }
    }

    static Limits in(String markdown) {
        var start = markdown.indexOf("\n" + SECTION);
        Map<String, String> anchors = new LinkedHashMap<>();
        if (start >= 0) {
            HEADING.matcher(markdown.substring(start))
                    .results()
                    .forEach(found -> rows(found).forEach(row -> anchors.put(row, anchor(found.group(1)))));
        }
        return new Limits(anchors);
    }

    private static Stream<String> rows(MatchResult found) {
        var named = found.group(2) == null ? found.group(1) : found.group(2);
        return Arrays.stream(named.split(","))
                .map(row -> row.replace("`", "").strip().replaceAll("\\s+", " "));
    }

    /** Returns the anchor that Markdown renderers create for a heading. */
    private static String anchor(String heading) {
        return "#"
                + heading.strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-');
    }

    boolean explains(String label) {
        return anchors.containsKey(label);
    }

    Set<String> labels() {
        return anchors.keySet();
    }
}

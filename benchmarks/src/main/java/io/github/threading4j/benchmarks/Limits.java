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

/**
 * Which rows the document explains by hand, each with the anchor to link to: below the heading {@value #SECTION}, the
 * headings that name rows, separated by commas.
 */
record Limits(Map<String, String> anchors) {
    static final String SECTION = "## What limits it";

    private static final Pattern HEADING = Pattern.compile("(?m)^### (.+)$");

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
                    .map(MatchResult::group)
                    .map(line -> line.substring(4).strip())
                    .forEach(heading -> Arrays.stream(heading.split(","))
                            .forEach(label -> anchors.put(label.strip(), anchor(heading))));
        }
        return new Limits(anchors);
    }

    /** As the places that show Markdown make them. */
    private static String anchor(String heading) {
        return "#" + heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
    }

    boolean explains(String label) {
        return anchors.containsKey(label);
    }

    Set<String> labels() {
        return anchors.keySet();
    }
}

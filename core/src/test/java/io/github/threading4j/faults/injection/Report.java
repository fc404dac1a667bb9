package io.github.threading4j.faults.injection;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The report of an injection: the failures, and for each site the scenarios that hit it or the reason why none does.
 */
final class Report {
    /** The prefixes of lines in the report. */
    static final String FAILURE = "FAILURE";

    static final String UNEXPLAINED = "UNEXPLAINED";
    static final String STALE = "STALE";

    private static final String HIT = "hit";
    private static final String EXCEPTION = "constructs an exception";
    private static final int MAX_NAMES = 3;
    private static final int MAX_LINES = 120;

    private final Injection injection;
    private final List<Site> sites;

    /** The reasons why sites are never hit, by class and method. */
    private final Map<String, String> reasons;

    Report(Injection injection, List<Site> sites, boolean ofLibrary) {
        this.injection = injection;
        this.sites = sites;
        this.reasons = ofLibrary ? reasons() : Map.of();
    }

    private static Map<String, String> reasons() {
        try (var in = Report.class.getResourceAsStream("/never-hit.txt")) {
            var reasons = new TreeMap<String, String>();
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(": ", 2))
                    .forEach(parts -> reasons.put(parts[0], parts[1]));
            return reasons;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String summary() {
        var counts = sites.stream().collect(Collectors.groupingBy(this::kind, TreeMap::new, Collectors.counting()));
        return injection.runs() + " runs, " + injection.fired() + " faults, "
                + injection.failures().size() + " failures; " + sites.size() + " sites: " + counts;
    }

    private String kind(Site site) {
        if (!injection.hitBy(site).isEmpty()) {
            return HIT;
        }
        if (reasons.containsKey(site.key())) {
            return "listed";
        }
        return site.ofException() ? EXCEPTION : UNEXPLAINED;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(summary());
        for (var failure : injection.failures()) {
            lines.add(FAILURE + " of " + failure.scenario() + " with " + failure.fault());
            stack(failure.why()).lines().map(line -> "    " + line).forEach(lines::add);
        }
        sites.forEach(site -> lines.add(line(site)));
        var known = sites.stream().map(Site::key).collect(Collectors.toSet());
        reasons.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> lines.add(STALE + " " + key + " is listed and has no site"));
        return lines;
    }

    private String line(Site site) {
        var kind = kind(site);
        return switch (kind) {
            case HIT -> "hit " + site + " by " + names(new TreeSet<>(injection.hitBy(site)));
            case "listed" -> "never hit " + site + ": " + reasons.get(site.key());
            case EXCEPTION -> "never hit " + site + ": the error is thrown instead of the exception";
            default -> kind + " " + site + " (site " + site.id() + ")"; // a line of a file may have several sites
        };
    }

    private static String names(TreeSet<String> all) {
        return all.stream().limit(MAX_NAMES).collect(Collectors.joining(", "))
                + (all.size() > MAX_NAMES ? " and " + (all.size() - MAX_NAMES) + " more" : "");
    }

    private static String stack(Throwable e) {
        var text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString().lines().limit(MAX_LINES).collect(Collectors.joining("\n"));
    }
}

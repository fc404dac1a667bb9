package io.github.threading4j.benchmarks;

import io.github.threading4j.benchmarks.BarChart.Bar;
import io.github.threading4j.benchmarks.BarChart.Group;
import io.github.threading4j.benchmarks.BarChart.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The charts of the README: the rows that they show, and their location. */
final class Charts {
    static final String FOLDER = "docs/images";

    /** Matches the line of the README that contains the charts and is to be replaced. */
    static final Pattern PLACE = Pattern.compile("(?m)^<!-- charts -->.*$");

    private static final String TITLE = "Throughput over java.util.concurrent's in the same run";

    /** Maps the labels of subjects to the names that the charts show. */
    static final Map<String, String> SHOWN = shown();

    private Charts() {}

    private static Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("Lock.acquire", "Lock, one thread");
        shown.put("Lock.acquire 4 threads", "Lock, 4 threads");
        shown.put("RLock.acquire", "RLock, one thread");
        shown.put("RLock.acquire 4 threads", "RLock, 4 threads");
        shown.put("Condition.condition", "Condition, hand-off");
        shown.put("Semaphore.acquire", "Semaphore");
        shown.put("Event.await", "Event, await when set");
        shown.put("Barrier.barrier parties=4", "Barrier of 4");
        shown.put("StartJoin.platformThread", "start and join, platform thread");
        shown.put("StartJoinUser.virtualThread", "start and join, virtual thread");
        shown.put("Queue.bounded crew=1:1", "Queue, bounded, 1 to 1");
        shown.put("Queue.bounded crew=4:4", "Queue, bounded, 4 to 4");
        shown.put("Queue.unbounded crew=1:1", "Queue, unbounded, 1 to 1");
        shown.put("Submit.one", "submit and result");
        shown.put("Map.many", "map of 1,000,000 small tasks");
        shown.put("Map.uneven", "map of 1,000 uneven tasks");
        return shown;
    }

    /** Draws the charts for the machine with the most rows, and returns whether there was anything to draw. */
    static boolean write(Path root, List<Results> kept) throws IOException {
        var machines = Performance.machines(kept);
        var chart = machines.isEmpty() ? Optional.<BarChart>empty() : chart(machines.get(0));
        if (chart.isEmpty()) {
            return false;
        }
        var folder = Files.createDirectories(root.resolve(FOLDER));
        for (var theme : Theme.values()) {
            Files.writeString(folder.resolve(name(theme)), chart.get().svg(theme));
        }
        return true;
    }

    /** Returns the chart for one machine, or empty if there are no results for the subjects shown. */
    static Optional<BarChart> chart(List<Results> machine) {
        var javas = machine.stream()
                .filter(results -> !results.isPython())
                .sorted(Comparator.comparingInt(Results::feature))
                .toList();
        var groups = new ArrayList<Group>();
        SHOWN.forEach((subject, name) -> {
            var bars = new ArrayList<Bar>();
            for (var i = 0; i < javas.size(); i++) {
                var series = i;
                javas.get(i)
                        .row(subject)
                        .ifPresent(row -> bars.add(new Bar(series, row.ratio(), row.low(), row.high())));
            }
            if (!bars.isEmpty()) {
                groups.add(new Group(name, bars));
            }
        });
        var series = javas.stream().map(java -> "Java " + java.feature()).toList();
        var title = TITLE + ", on " + machine.get(0).processors();
        return groups.isEmpty() ? Optional.empty() : Optional.of(new BarChart(title, series, groups));
    }

    /** Returns the README with the line for the charts replaced. */
    static String intoReadme(String readme) {
        var line = "<!-- charts --><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"" + FOLDER + "/"
                + name(Theme.DARK) + "\"><img alt=\"" + TITLE + "\" src=\"" + FOLDER + "/" + name(Theme.LIGHT)
                + "\"></picture>";
        return PLACE.matcher(readme).replaceFirst(Matcher.quoteReplacement(line));
    }

    private static String name(Theme theme) {
        return "ratios-" + theme.name().toLowerCase(Locale.ROOT) + ".svg";
    }
}

package io.github.threading4j.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text of a snapshot: who waits for whom. */
final class SnapshotText {
    /** The maximum number of threads that are named in one line. */
    private static final int MOST_NAMES = 20;

    private SnapshotText() {}

    /** The threads that wait for one object. */
    private static final class Line {
        final String what;
        final List<String> names = new ArrayList<>();
        int count;

        Line(String what) {
            this.what = what;
        }

        int count() {
            return count;
        }

        void add(String name) {
            count++;
            if (names.size() < MOST_NAMES) {
                names.add('"' + name + '"');
            }
        }

        @Override
        public String toString() {
            var all = names.size() == count ? "" : names.isEmpty() ? "..." : ", ...";
            return count + (count == 1 ? " thread" : " threads") + what + ": " + String.join(", ", names) + all;
        }
    }

    static String of(Snapshot snapshot) {
        var text = new StringBuilder("Snapshot of ").append(snapshot.threadCount());
        text.append(snapshot.threadCount() == 1 ? " thread at " : " threads at ")
                .append(snapshot.time());
        snapshot.deadlocks().forEach(deadlock -> text.append('\n').append(deadlock));
        snapshot.findings().forEach(finding -> text.append('\n').append(finding));
        lines(snapshot).forEach(line -> text.append('\n').append(line));
        return text.toString();
    }

    private static List<Line> lines(Snapshot snapshot) {
        var names = new HashMap<Long, String>();
        snapshot.threads().forEach(thread -> names.put(thread.id(), thread.name()));
        var lines = new LinkedHashMap<String, Line>();
        var others = new Line(" not known to wait");
        for (var thread : snapshot.threads()) {
            var wait = thread.waitsFor();
            (wait == null ? others : line(lines, wait, names)).add(thread.name());
        }
        for (var unlisted : snapshot.unlisted()) {
            line(lines, unlisted.waitsFor(), names).count += unlisted.count();
        }
        var sorted = new ArrayList<>(lines.values());
        sorted.sort(Comparator.comparingInt(Line::count).reversed());
        var waiting = sorted.stream().mapToInt(Line::count).sum();
        others.count = Math.max(others.count, snapshot.threadCount() - waiting); // some may not be listed
        if (others.count > 0) {
            sorted.add(others);
        }
        return sorted;
    }

    private static Line line(Map<String, Line> lines, WaitSnapshot wait, Map<Long, String> names) {
        return lines.computeIfAbsent(wait.object() + wait.what(), added -> {
            var holder = wait.holder();
            var held = holder == null ? "" : ", held by \"" + names.getOrDefault(holder, "ident=" + holder) + '"';
            return new Line(" waiting " + wait + held);
        });
    }
}

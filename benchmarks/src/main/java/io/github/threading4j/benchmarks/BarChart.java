package io.github.threading4j.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A horizontal bar chart of ratios, as SVG. Bars of ratios above 1 extend to the right of the line at 1, those below 1
 * to the left, on a logarithmic scale.
 *
 * @param title the title of the chart
 * @param series the names of the bars of a group
 * @param groups the groups of bars, from top to bottom
 */
record BarChart(String title, List<String> series, List<Group> groups) {
    /** A label at the left, and a bar for each series that has a value. */
    record Group(String label, List<Bar> bars) {}

    /** A ratio and its quartiles, in the series with the given index. */
    record Bar(int series, double ratio, double low, double high) {}

    /** Colors that are readable on a light or dark background. */
    enum Theme {
        LIGHT("#1f2328", "#59636e", "#d1d9e0", List.of("#0969da", "#54aeff")),
        DARK("#f0f6fc", "#9198a1", "#3d444d", List.of("#58a6ff", "#1f6feb"));

        private final String text;
        private final String faint;
        private final String grid;
        private final List<String> bars;

        Theme(String text, String faint, String grid, List<String> bars) {
            this.text = text;
            this.faint = faint;
            this.grid = grid;
            this.bars = bars;
        }

        String bar(int series) {
            return bars.get(series % bars.size());
        }
    }

    private static final int WIDTH = 760;
    private static final int LEFT = 250;
    private static final int RIGHT = 700;
    private static final int TOP = 56;
    private static final int BAR = 11;
    private static final int GAP = 10;
    private static final int BOTTOM = 30;

    String svg(Theme theme) {
        var out = new StringBuilder();
        add(
                out,
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' role='img'"
                        + " aria-labelledby='title desc' font-family='system-ui, sans-serif' font-size='13'>",
                WIDTH,
                height(),
                WIDTH,
                height());
        add(out, "<title id='title'>%s</title>", escaped(title));
        add(out, "<desc id='desc'>%s</desc>", escaped(description()));
        add(out, "<text x='0' y='16' font-size='15' font-weight='600' fill='%s'>%s</text>", theme.text, escaped(title));
        addLegend(out, theme);
        addGrid(out, theme);
        var y = TOP;
        for (var group : groups) {
            addGroup(out, theme, group, y);
            y += height(group);
        }
        add(
                out,
                "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='%s' stroke-width='1.5'/>",
                x(1),
                TOP - 6,
                x(1),
                y,
                theme.text);
        return out.append("</svg>\n").toString();
    }

    /** Returns the content of the chart as text. */
    String description() {
        var words = new StringBuilder();
        for (var group : groups) {
            words.append(group.label).append(':');
            for (var bar : group.bars) {
                words.append(format(" %s %s;", series.get(bar.series), times(bar.ratio)));
            }
            words.append(' ');
        }
        return words.toString().strip();
    }

    /** Returns the horizontal position of a ratio. */
    double x(double ratio) {
        var least = Math.log(scaleBegin());
        return LEFT + (RIGHT - LEFT) * (Math.log(ratio) - least) / (Math.log(scaleEnd()) - least);
    }

    /** Returns the lower end of the scale: the greatest power of two that is at most 1/2 and that no bar goes below. */
    double scaleBegin() {
        var least =
                bars().mapToDouble(bar -> Math.min(bar.low, bar.ratio)).min().orElse(1);
        return Math.pow(2, Math.min(-1, Math.floor(log2(least))));
    }

    /** Returns the upper end of the scale: the least power of two that is at least 2 and that no bar exceeds. */
    double scaleEnd() {
        var most =
                bars().mapToDouble(bar -> Math.max(bar.high, bar.ratio)).max().orElse(1);
        return Math.pow(2, Math.max(1, Math.ceil(log2(most))));
    }

    private java.util.stream.Stream<Bar> bars() {
        return groups.stream().flatMap(group -> group.bars.stream());
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    private int height() {
        return TOP + groups.stream().mapToInt(BarChart::height).sum() + BOTTOM;
    }

    private static int height(Group group) {
        return group.bars.size() * BAR + GAP;
    }

    private void addLegend(StringBuilder out, Theme theme) {
        var x = LEFT;
        for (var i = 0; i < series.size(); i++) {
            add(out, "<rect x='%d' y='26' width='11' height='11' rx='2' fill='%s'/>", x, theme.bar(i));
            add(out, "<text x='%d' y='36' fill='%s'>%s</text>", x + 16, theme.text, escaped(series.get(i)));
            x += 30 + 8 * series.get(i).length();
        }
    }

    /** Adds a line at each power of two, or at every second or third to avoid too many lines. */
    private void addGrid(StringBuilder out, Theme theme) {
        var steps = (int) Math.round(log2(scaleEnd() / scaleBegin()));
        var each = 1 + steps / 9;
        for (var i = 0; i <= steps; i++) {
            var ratio = scaleBegin() * Math.pow(2, i);
            if (Math.round(log2(ratio)) % each == 0) {
                var bottom = height() - BOTTOM;
                add(
                        out,
                        "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='%s'/>",
                        x(ratio),
                        TOP - 6,
                        x(ratio),
                        bottom,
                        theme.grid);
                add(
                        out,
                        "<text x='%.1f' y='%d' text-anchor='middle' fill='%s'>%s</text>",
                        x(ratio),
                        bottom + 18,
                        theme.faint,
                        PerformanceTable.number(ratio).replaceAll("\\.?0+$", ""));
            }
        }
    }

    private void addGroup(StringBuilder out, Theme theme, Group group, int y) {
        var middle = y + group.bars.size() * BAR / 2.0;
        add(
                out,
                "<text x='%d' y='%.1f' text-anchor='end' fill='%s'>%s</text>",
                LEFT - 12,
                middle + 4.5,
                theme.text,
                escaped(group.label));
        for (var i = 0; i < group.bars.size(); i++) {
            var bar = group.bars.get(i);
            var top = y + i * BAR;
            var from = Math.min(x(1), x(bar.ratio));
            add(
                    out,
                    "<rect x='%.1f' y='%d' width='%.1f' height='%d' rx='1' fill='%s'/>",
                    from,
                    top,
                    Math.abs(x(bar.ratio) - x(1)),
                    BAR - 1,
                    theme.bar(bar.series));
            add(
                    out,
                    "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s'/>",
                    x(bar.low),
                    top + BAR / 2.0,
                    x(bar.high),
                    top + BAR / 2.0,
                    theme.text);
            add(
                    out,
                    "<text x='%.1f' y='%d' font-size='11' fill='%s'>%s</text>",
                    Math.max(x(1), x(Math.max(bar.high, bar.ratio))) + 5,
                    top + BAR - 1,
                    theme.faint,
                    times(bar.ratio));
        }
    }

    private static String times(double ratio) {
        return (ratio < 10 ? format("%.2f", ratio) : PerformanceTable.number(ratio)) + "×";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void add(StringBuilder out, String line, Object... values) {
        out.append(format(line, values)).append('\n');
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}

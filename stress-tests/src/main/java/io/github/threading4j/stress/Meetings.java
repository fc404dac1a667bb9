package io.github.threading4j.stress;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** The share of runs in which the actors of each test met. A test whose actors never meet finds no bugs. */
final class Meetings {
    private static final String PACKAGE = Meetings.class.getPackageName() + ".";

    private final List<Share> shares = new ArrayList<>();
    private final List<String> alike = new ArrayList<>();

    private record Share(String test, double value) {}

    void add(String test, OptionalDouble share) {
        String name = test.replace(PACKAGE, "");
        share.ifPresentOrElse(value -> shares.add(new Share(name, value)), () -> alike.add(name));
    }

    /** Prints the shares in ascending order, so that the least effective tests come first. */
    void print(PrintStream out) {
        if (!shares.isEmpty()) {
            out.println("Share of the runs in which the actors met:");
        }
        shares.stream()
                .sorted(Comparator.comparingDouble(Share::value).thenComparing(Share::test))
                .forEach(share -> out.printf(
                        "  %s %s%n",
                        share.value == 0 ? "   never" : "%8.4f %%".formatted(100 * share.value), share.test));
        if (!alike.isEmpty()) {
            out.println("Tests with a single result, which does not show whether the actors met: " + alike);
        }
    }
}

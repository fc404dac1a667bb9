package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every dependency cycle between classes is listed, with its reason, in the table "Classes that depend on each other"
 * of {@code docs/synchronization.md}. A nested class counts as its outermost class.
 */
class ClassCyclesTest {
    private static final String ROOT = "io.github.threading4j.";
    private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");

    private static Map<String, Set<String>> uses;

    @BeforeAll
    static void readClasses() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        uses = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter().importPath(Repository.ROOT.resolve("core/target/classes"))) {
            Set<String> used = uses.computeIfAbsent(name(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf()
                    .forEach(use -> used.add(name(use.getTargetClass().getBaseComponentType())));
        }
    }

    @Test
    void cycle_isListed() {
        Set<String> circles = uses.keySet().stream()
                .map(ClassCyclesTest::circleOf)
                .filter(circle -> circle.size() > 1)
                .map(Set::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(circles)
                .as("dependency cycles found, and those listed in docs/synchronization.md")
                .isNotEmpty()
                .isEqualTo(listed());
    }

    /**
     * Returns the given class and all classes that are in a dependency cycle with it.
     */
    private static Set<String> circleOf(String name) {
        return reachable(name).stream()
                .filter(other -> reachable(other).contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> reachable(String start) {
        Set<String> reached = new TreeSet<>(Set.of(start));
        var next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            uses.getOrDefault(next.remove(), Set.of()).stream()
                    .filter(reached::add)
                    .forEach(next::add);
        }
        return reached;
    }

    private static Set<String> listed() {
        return Repository.text(Repository.ROOT.resolve("docs/synchronization.md"))
                .lines()
                .dropWhile(line -> !line.equals("## Classes that depend on each other"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> NAME.matcher(line.substring(0, line.indexOf(" |", 2)))
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toCollection(TreeSet::new))
                        .toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the name of the outermost class without the root package, such as {@code queue.Queue}. */
    private static String name(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        String outer = nested < 0 ? name : name.substring(0, nested);
        return outer.startsWith(ROOT) ? outer.substring(ROOT.length()) : outer;
    }
}

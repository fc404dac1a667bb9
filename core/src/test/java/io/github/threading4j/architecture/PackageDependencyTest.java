package io.github.threading4j.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packages of the library, which correspond to Python's modules, have no cyclic dependencies. */
class PackageDependencyTest {
    private static final String ROOT = "io.github.threading4j";
    private static final Pattern NULL_MARKED = Pattern.compile("(?m)^@(org\\.jspecify\\.annotations\\.)?NullMarked$");

    /**
     * The packages that each package can use besides {@code function} and {@code internal}. The empty name stands for
     * the root package.
     */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("", Set.of("contextvars", "insight")),
            entry("contextvars", Set.of()),
            entry("lowlevel", Set.of("")),
            entry("queue", Set.of("")),
            entry("futures", Set.of("", "contextvars", "insight", "queue")),
            entry("pool", Set.of("", "contextvars", "futures", "queue")),
            entry("sched", Set.of("")),
            entry("faulthandler", Set.of("", "insight")),
            entry("insight", Set.of()),
            entry("select", Set.of("", "contextvars", "futures", "queue")),
            entry("taskgroups", Set.of("", "contextvars", "futures", "queue")));

    /** The packages that every package can use, mapped to the packages that they can use themselves. */
    private static final Map<String, Set<String>> FOUNDATION =
            Map.of("function", Set.of(), "internal", Set.of("function"));

    private static JavaClasses classes;

    /** Reads the classes of the library only; resolving JDK classes, too, would take most of the time. */
    @BeforeAll
    static void readClasses() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        classes = new ClassFileImporter().importPath(Repository.ROOT.resolve("core/target/classes"));
    }

    @Test
    void package_usesOnlyAllowedPackages() {
        List<String> violations = classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> isOurs(use.getTargetClass().getPackageName()))
                .filter(use -> !isAllowed(origin(use), target(use)))
                .map(Dependency::getDescription)
                .sorted()
                .toList();
        assertThat(violations).as("dependencies that are not allowed").isEmpty();
    }

    @Test
    void package_hasRules() {
        Set<String> packages =
                classes.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages)
                .isNotEmpty()
                .filteredOn(name -> !isOurs(name)
                        || !MAY_USE.containsKey(shortName(name)) && !FOUNDATION.containsKey(shortName(name)))
                .as("packages that MAY_USE and FOUNDATION do not list")
                .isEmpty();
    }

    @Test
    void package_isNullMarked() {
        List<Path> folders = Stream.of("core", "examples")
                .flatMap(module -> Repository.javaFiles(module + "/src/main/java").stream())
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .toList();
        assertThat(folders)
                .isNotEmpty()
                .filteredOn(folder -> !isNullMarked(folder.resolve("package-info.java")))
                .as("packages without @NullMarked in package-info")
                .isEmpty();
    }

    private static boolean isNullMarked(Path packageInfo) {
        return Files.exists(packageInfo)
                && NULL_MARKED.matcher(Repository.text(packageInfo)).find();
    }

    private static boolean isAllowed(String from, String to) {
        if (from.equals(to)) {
            return true;
        }
        if (FOUNDATION.containsKey(from)) {
            return FOUNDATION.get(from).contains(to);
        }
        return FOUNDATION.containsKey(to)
                || MAY_USE.getOrDefault(from, Set.of()).contains(to);
    }

    private static String origin(Dependency use) {
        return shortName(use.getOriginClass().getPackageName());
    }

    private static String target(Dependency use) {
        return shortName(use.getTargetClass().getBaseComponentType().getPackageName());
    }

    private static boolean isOurs(String packageName) {
        return packageName.equals(ROOT) || packageName.startsWith(ROOT + ".");
    }

    private static String shortName(String packageName) {
        return packageName.equals(ROOT) ? "" : packageName.substring(ROOT.length() + 1);
    }
}

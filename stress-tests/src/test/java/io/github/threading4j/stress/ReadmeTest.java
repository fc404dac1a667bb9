package io.github.threading4j.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables of the README list exactly the scenarios with their tests, the stress tests by package, the tests in
 * {@code linearizability} by subject, and the library's tests about the exit of a program. Each scenario has a twin.
 */
class ReadmeTest {
    private static final List<String> COLUMNS =
            List.of("mutex", "visibility", "wakeup", "interrupt", "timeout", "lifecycle", "linearizability", "exit");
    private static final Pattern CLASS = Pattern.compile("`(\\w+)`: (\\w+(?:, \\w+)*)");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Path TESTS_OF_THE_LIBRARY = Path.of("../core/src/test/java");
    private static final Path PACKAGES =
            Path.of("src/main/java", ReadmeTest.class.getPackageName().replace('.', '/'));

    @Test
    void table_listsEachTestOnce() throws Exception {
        String root = ReadmeTest.class.getPackageName() + ".";
        Set<String> tests = Catalog.load().tests("").stream()
                .map(name -> name.substring(root.length()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(namedTests("mutex", "visibility", "wakeup", "interrupt", "timeout", "lifecycle"))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(tests);
    }

    @Test
    void table_listsTheSubjectsOfLincheckTests() throws Exception {
        Set<String> tests = new TreeSet<>();
        for (String name : List.of(
                "SynchronizerLinearizabilityTest",
                "QueueLinearizabilityTest",
                "FutureLinearizabilityTest",
                "SchedulesTest")) {
            String type = "linearizability." + name;
            Arrays.stream(Class.forName(ReadmeTest.class.getPackageName() + "." + type)
                            .getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .map(Method::getName)
                    .filter(method -> !method.endsWith("_isCaught")) // a twin
                    .forEach(method -> tests.add(type + "." + method.substring(0, method.indexOf('_'))));
        }

        assertThat(namedTests("linearizability")).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tests);
    }

    @Test
    void table_listsTheTestsOfProgramExit() throws Exception {
        Set<String> named = rows().stream()
                .flatMap(row -> NAME.matcher(cell(row, "exit")).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> inAJvmOfTheirOwn = namesOfTestsWith("ChildJvm.of(");

        assertThat(inAJvmOfTheirOwn).containsAll(named);
        assertThat(named)
                .containsAll(inAJvmOfTheirOwn.stream()
                        .filter(name -> name.endsWith("ExitTest"))
                        .toList());
    }

    private static Set<String> namesOfTestsWith(String text) throws Exception {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TESTS_OF_THE_LIBRARY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains(text)) {
                    names.add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }
        return names;
    }

    @Test
    void scenarios_areListedWithTheirTests() throws Exception {
        var expected = new TreeSet<String>();
        for (var scenario : scenarios()) {
            expected.add("`" + nameOf(scenario) + "`: " + String.join(", ", users(scenario, "")));
        }
        var named = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.matches("\\| `\\w+` \\|.*\\|.*\\|"))
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].strip() + ": " + cells[3].strip())
                .toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void scenario_hasATwin() throws Exception {
        for (var scenario : scenarios()) {
            assertThat(users(scenario, "twins/"))
                    .as("the twins of " + nameOf(scenario))
                    .isNotEmpty();
        }
    }

    private static List<Path> scenarios() throws Exception {
        var scenarios = new ArrayList<Path>();
        for (var file : javaFiles(PACKAGES.resolve("scenarios"))) {
            if (Files.readString(file).contains("abstract class")) {
                scenarios.add(file);
            }
        }
        return scenarios;
    }

    /** Returns the names of the classes that use a scenario, in the packages of the tests or of the twins. */
    private static Set<String> users(Path scenario, String prefix) throws Exception {
        var users = new TreeSet<String>();
        for (var column : List.of("mutex", "visibility", "wakeup", "interrupt", "timeout", "lifecycle")) {
            for (var test : javaFiles(PACKAGES.resolve(prefix + column))) {
                if (uses(test, nameOf(scenario))) {
                    users.add("`" + nameOf(test) + "`");
                }
            }
        }
        return users;
    }

    private static boolean uses(Path test, String scenario) throws Exception {
        var pattern = Pattern.compile("\\b" + scenario + "\\b");
        return Files.readAllLines(test).stream()
                .anyMatch(line ->
                        !line.startsWith("import ") && pattern.matcher(line).find());
    }

    private static List<Path> javaFiles(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    @Test
    void table_hasNoEmptyCell() throws Exception {
        assertThat(rows())
                .allSatisfy(row -> assertThat(row).hasSize(COLUMNS.size() + 1).noneMatch(String::isBlank));
    }

    private static List<String> namedTests(String... columns) throws Exception {
        return rows().stream()
                .flatMap(row -> Stream.of(columns)
                        .flatMap(column -> CLASS.matcher(cell(row, column))
                                .results()
                                .flatMap(match -> Stream.of(match.group(2).split(", "))
                                        .map(nested -> column + "." + match.group(1) + "." + nested))))
                .toList();
    }

    private static String cell(List<String> row, String column) {
        return row.get(1 + COLUMNS.indexOf(column));
    }

    private static List<List<String>> rows() throws Exception {
        return Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| **"))
                .map(line -> List.of(line.substring(1).split("\\|")))
                .toList();
    }
}

package io.github.threading4j.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of the README names each stress test in the column of its package, each test of {@code linearizability} by what it is
 * about, and each test of the library that looks at the end of a program; and nothing else.
 */
class ReadmeTest {
    private static final List<String> COLUMNS =
            List.of("mutex", "visibility", "wakeup", "interrupt", "timeout", "lifecycle", "linearizability", "exit");
    private static final Pattern CLASS = Pattern.compile("`(\\w+)`: (\\w+(?:, \\w+)*)");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Path TESTS_OF_THE_LIBRARY = Path.of("../core/src/test/java");

    @Test
    void table_namesEachTestOnce() throws Exception {
        String root = ReadmeTest.class.getPackageName() + ".";
        Set<String> tests = Catalog.load().tests("").stream()
                .map(name -> name.substring(root.length()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(namedTests("mutex", "visibility", "wakeup", "interrupt", "timeout", "lifecycle"))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(tests);
    }

    @Test
    void table_namesWhatLincheckTests() throws Exception {
        Set<String> tests = new TreeSet<>();
        for (String type : List.of("linearizability.LinearizabilityTest", "linearizability.SchedulesTest")) {
            Arrays.stream(Class.forName(ReadmeTest.class.getPackageName() + "." + type)
                            .getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .map(Method::getName)
                    .filter(name -> !name.endsWith("_isCaught")) // a twin
                    .forEach(name -> tests.add(type + "." + name.substring(0, name.indexOf('_'))));
        }

        assertThat(namedTests("linearizability")).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tests);
    }

    @Test
    void table_namesTheTestsOfTheEndOfAProgram() throws Exception {
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
    void table_leavesNoCellEmpty() throws Exception {
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

package io.github.threading4j.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of the README names each test in the column of its package, and nothing else. */
class ReadmeTest {
    private static final List<String> COLUMNS =
            List.of("mutex", "visibility", "wakeup", "interrupt", "timeout", "lifecycle");
    private static final Pattern CLASS = Pattern.compile("`(\\w+)`: (\\w+(?:, \\w+)*)");

    @Test
    void table_namesEachTestOnce() throws Exception {
        String root = ReadmeTest.class.getPackageName() + ".";
        Set<String> tests = Catalog.load().tests("").stream()
                .map(name -> name.substring(root.length()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(namedTests()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tests);
    }

    @Test
    void table_leavesNoCellEmpty() throws Exception {
        assertThat(rows())
                .allSatisfy(row -> assertThat(row).hasSize(COLUMNS.size() + 1).noneMatch(String::isBlank));
    }

    private static List<String> namedTests() throws Exception {
        return rows().stream()
                .flatMap(row -> COLUMNS.stream().flatMap(column -> {
                    String cell = row.get(1 + COLUMNS.indexOf(column));
                    return CLASS.matcher(cell)
                            .results()
                            .flatMap(match -> List.of(match.group(2).split(", ")).stream()
                                    .map(nested -> column + "." + match.group(1) + "." + nested));
                }))
                .toList();
    }

    private static List<List<String>> rows() throws Exception {
        return Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| **"))
                .map(line -> List.of(line.substring(1).split("\\|")))
                .toList();
    }
}

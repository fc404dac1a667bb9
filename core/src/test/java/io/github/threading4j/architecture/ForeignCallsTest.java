package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each place that calls foreign code is listed in {@code foreign-calls.txt}, with the kind of code called:
 * {@code ours}, or the first cell of a row in the table "Foreign code, and the locks held during a call" of
 * {@code docs/synchronization.md}. That row states which locks are held during the call.
 *
 * <p>To list a new place, run {@code mvn test -pl core -Dtest=ForeignCallsTest -DacceptForeignCalls=true}, and replace
 * the question mark in its line. If the place holds a lock that the row does not allow, move the call.
 */
class ForeignCallsTest {
    private static final Path LIST = Repository.ROOT.resolve("core/src/test/resources/foreign-calls.txt");
    private static final Path DOCS = Repository.ROOT.resolve("docs/synchronization.md");
    private static final String SEPARATOR = " : ";
    private static final String UNKNOWN = "?";
    private static final String OURS = "ours";

    private static SortedSet<String> calls;

    @BeforeAll
    static void findCalls() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        calls = ForeignCalls.of(new ClassFileImporter().importPath(Repository.ROOT.resolve("core/target/classes")));
    }

    @Test
    void foreignCall_isListed() throws IOException {
        Map<String, String> listed = listed();
        if (Boolean.getBoolean("acceptForeignCalls")) {
            listed.keySet().retainAll(calls);
            calls.forEach(call -> listed.putIfAbsent(call, UNKNOWN));
            Files.write(
                    LIST,
                    listed.entrySet().stream()
                            .map(entry -> entry.getKey() + SEPARATOR + entry.getValue())
                            .toList());
        }
        assertThat(listed.keySet())
                .as("places that call foreign code, and those listed in " + LIST.getFileName())
                .containsExactlyInAnyOrderElementsOf(calls);
    }

    @Test
    void listedCall_hasARowInTheTable() throws IOException {
        List<String> rows = rows();
        assertThat(listed())
                .as("listed calls without a row in %s", DOCS.getFileName())
                .allSatisfy((call, what) -> assertThat(rows).contains(what));
    }

    @Test
    void row_hasAListedCall() throws IOException {
        Set<String> used = new HashSet<>(listed().values());
        used.add(OURS);
        assertThat(rows())
                .as("rows of the table without a listed call")
                .filteredOn(row -> !used.contains(row))
                .isEmpty();
    }

    private static Map<String, String> listed() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.exists(LIST) ? Files.readAllLines(LIST) : List.<String>of()) {
            int end = line.indexOf(SEPARATOR);
            listed.put(line.substring(0, end), line.substring(end + SEPARATOR.length()));
        }
        return listed;
    }

    private static List<String> rows() {
        List<String> rows = Repository.text(DOCS)
                .lines()
                .dropWhile(line -> !line.equals("## Foreign code, and the locks held during a call"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| User code "))
                .map(line -> line.substring(2, line.indexOf(" |", 2)).strip())
                .toList();
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(OURS), rows.stream())
                .toList();
    }
}

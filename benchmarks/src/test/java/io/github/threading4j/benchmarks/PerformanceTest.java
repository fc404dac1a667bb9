package io.github.threading4j.benchmarks;

import static io.github.threading4j.benchmarks.ResultsTest.results;
import static io.github.threading4j.benchmarks.ResultsTest.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threading4j.benchmarks.Results.PythonRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformanceTest {
    private static final Path ROOT = root();
    private static final List<Results> KEPT = Results.readAll(ROOT.resolve(Performance.FOLDER));
    private static final String MARKERS =
            "# T\n<!-- made by Performance: begin -->\nwhat was there\n<!-- made by Performance: end -->\n";

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static Limits limits() {
        return Limits.in(ROOT.resolve(Performance.DOCUMENT));
    }

    @Test
    void documentAndCharts_areUpToDateWithTheStoredResults(@TempDir Path copy) throws IOException {
        for (var folder : List.of(Performance.FOLDER, Charts.FOLDER)) {
            copy(files(ROOT.resolve(folder)), copy);
        }
        copy(List.of(ROOT.resolve(Performance.DOCUMENT), ROOT.resolve(Performance.README)), copy);
        Performance.write(copy);
        assertThat(files(copy))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(ROOT.resolve(copy.relativize(file)))
                        .as("to regenerate it, run Performance without a JDK (benchmarks/README.md)")
                        .hasSameTextualContentAs(file));
    }

    private static void copy(List<Path> files, Path to) throws IOException {
        for (var file : files) {
            var target = to.resolve(ROOT.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void storedResults_belongToExistingSubjects() {
        var known = Stream.concat(Subject.declared().stream(), Subject.declaredLatencies().stream())
                .map(Subject::label)
                .toList();
        assertThat(KEPT.stream().flatMap(results -> results.entries().stream()))
                .extracting(Results.Entry::subject)
                .as("rows in %s of subjects that no longer exist", Performance.FOLDER)
                .isSubsetOf(known);
    }

    @Test
    void rowsBelowTheirTarget_areExplained() {
        var limits = limits();
        assertThat(Subject.declared().stream()
                        .filter(subject -> KEPT.stream()
                                .flatMap(results -> results.row(subject.label()).stream())
                                .anyMatch(row -> row.misses(subject.against())))
                        .map(Subject::label)
                        .filter(label -> !limits.explains(label)))
                .as("rows below their target that no heading below \"%s\" lists", Limits.SECTION)
                .isEmpty();
    }

    @Test
    void explainedRows_belongToExistingSubjects() {
        assertThat(Subject.declared())
                .extracting(Subject::label)
                .as("rows listed by the headings below \"%s\"", Limits.SECTION)
                .containsAll(limits().labels());
    }

    @Test
    void table_listsMeasuredSubjectsAndMarksMissedTargets() {
        var python = List.of(new PythonRow("Lock.acquire", "2026-01-03", 5, 0.5, 0.4, 0.6));
        var text = Performance.document(
                MARKERS + "\n" + Limits.SECTION + "\n\n### Lock.acquire\n",
                List.of(
                        results("Java 17.0.1", row("Lock.acquire", 1), row("Map.many", 11), row("no subject", 5)),
                        results("Java 25", row("Lock.acquire", 2), row("Map.many", 3)),
                        new Results("a machine", "CPython 3.13.0", List.of(), List.of(), python)));

        assertThat(text)
                .doesNotContain("what was there")
                .doesNotContain("no subject")
                .contains("## On a machine\n\nJava 17.0.1, Java 25, CPython 3.13.0, measured 2026-01-02 to 2026-01-03.")
                .contains("| Lock.acquire | `reentrantLock` | 1.15 "
                        + "| 1.00 | 1.00 | [**1.00** ▼](#lockacquire) (0.90–1.10) "
                        + "| 2.00 | 1.00 | 2.00 (1.80–2.20) | 0 | 0 | 0.500 | 4.00 |")
                .contains("| Map.many | `invokeAllOfMany` | 10.00 | 11.0 | 1.00 | 11.00 (9.90–12.10) "
                        + "| 3.00 | 1.00 | **3.00** ▼ (2.70–3.30) |")
                .contains("Not measured yet: Lock.acquire 2 threads, ")
                .contains("Over CPython: 4 times its throughput, the geometric mean of 1 rows (target: 30).");
    }

    @Test
    void row_upperQuartileBelowTheTarget_missesTheTarget() {
        var target = Subject.declared().get(0).against();
        assertThat(row("Lock.acquire", target.atLeast() * 0.95).misses(target)).isFalse();
        assertThat(row("Lock.acquire", target.atLeast() * 0.90).misses(target)).isTrue();
    }

    @Test
    void machines_areOrderedByNumberOfRows() {
        var few = new Results("few", "Java 25", List.of(row("a", 1)), List.of(), List.of());
        var many = results("Java 25", row("a", 1), row("b", 1));
        assertThat(Performance.machines(List.of(few, many))).containsExactly(List.of(many), List.of(few));
    }

    @Test
    void document_withoutMarkers_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Performance.document("# T\n", List.of()))
                .withMessageContaining("no place for the tables");
    }

    @Test
    void number_hasThreeSignificantDigits() {
        assertThat(PerformanceTable.number(0.012345)).isEqualTo("0.0123");
        assertThat(PerformanceTable.number(1.5)).isEqualTo("1.50");
        assertThat(PerformanceTable.number(151.79)).isEqualTo("152");
        assertThat(PerformanceTable.number(123456)).isEqualTo("123456");
        assertThat(PerformanceTable.number(0.0001)).isEqualTo("0");
    }
}

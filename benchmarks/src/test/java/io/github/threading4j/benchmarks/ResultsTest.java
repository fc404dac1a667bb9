package io.github.threading4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threading4j.benchmarks.Results.PythonRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir
    private Path folder;

    static Row row(String subject, double ratio) {
        return new Row(subject, "theirs", "2026-01-02", 7, ratio, 1, ratio, ratio * 0.9, ratio * 1.1, ratio, 0, 0);
    }

    static Results results(String runtime, Row... rows) {
        return new Results("a machine", runtime, List.of(rows), List.of(), List.of());
    }

    @Test
    void merge_replacesNewRowsAndKeepsTheRest() throws IOException {
        results("Java 17.0.1", row("a", 1), row("b", 2)).mergeInto(folder);
        results("Java 17.0.2", row("b", 3), row("c", 4)).mergeInto(folder);

        var kept = Results.read(folder.resolve("a-machine/java-17.json")).orElseThrow();
        assertThat(kept.rows()).containsExactly(row("a", 1), row("b", 3), row("c", 4));
        assertThat(kept.runtime()).isEqualTo("Java 17.0.2");
    }

    @Test
    void merge_intoAFolder_storesEachRuntimeInItsOwnFile() throws IOException {
        var python = new Results(
                "a machine",
                "CPython 3.13.0",
                List.of(),
                List.of(),
                List.of(new PythonRow("a", "2026-01-02", 5, 1, 1, 1)));
        results("Java 17.0.1", row("a", 1)).mergeInto(folder);
        results("Java 25", row("a", 2)).mergeInto(folder);
        python.mergeInto(folder);

        assertThat(Results.readAll(folder))
                .hasSize(3)
                .contains(python)
                .allSatisfy(results -> assertThat(results.entries()).hasSize(1));
    }

    @Test
    void merge_intoAFile_usesThatFile() throws IOException {
        var file = folder.resolve("mine.json");
        results("Java 17.0.1", row("a", 1)).mergeInto(file);
        assertThat(Results.read(file)).contains(results("Java 17.0.1", row("a", 1)));
    }

    @Test
    void parse_resultsOfPython_haveNoJavaRows() {
        var results = Results.parse("{\"runtime\": \"CPython 3.13.0\", \"python\": [{\"subject\": \"a\", \"date\":"
                + " \"2026-01-02\", \"rounds\": 3, \"throughput\": 0.5, \"low\": 0.4, \"high\": 0.6}]}");
        assertThat(results.isPython()).isTrue();
        assertThat(results.rows()).isEmpty();
        assertThat(results.pythonRow("a")).contains(new PythonRow("a", "2026-01-02", 3, 0.5, 0.4, 0.6));
    }

    @Test
    void feature_isTheFirstNumberOfTheJavaVersion() {
        assertThat(results("Java 17.0.15+6-Debian").feature()).isEqualTo(17);
        assertThat(results("Java 26").feature()).isEqualTo(26);
    }

    @Test
    void read_invalidFile_throwsWithItsName() throws IOException {
        var file = Files.writeString(folder.resolve("other.json"), "[1, 2");
        assertThatIllegalStateException().isThrownBy(() -> Results.read(file)).withMessageContaining("other.json");
    }

    @Test
    void read_missingFile_isEmpty() {
        assertThat(Results.read(folder.resolve("none.json"))).isEmpty();
    }

    @Test
    void fileName_namesTheNumberAndTheKindOfTheProcessors() {
        assertThat(fileNameOn("2 processors (AMD EPYC), 23 GiB, Linux amd64"))
                .isEqualTo("2-processors-amd-epyc/java-17.json");
        assertThat(fileNameOn("16 processors (Intel(R) Xeon(R) @ 2.8GHz), 128 GiB, Linux amd64"))
                .isEqualTo("16-processors-intel-r-xeon-r-2-8ghz/java-17.json");
        assertThat(fileNameOn("4 processors, 8 GiB, Mac OS X aarch64")).isEqualTo("4-processors/java-17.json");
    }

    private static String fileNameOn(String machine) {
        return new Results(machine, "Java 17.0.1", List.of(), List.of(), List.of()).fileName();
    }
}

package io.github.threading4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example and its Python original print the expected output. */
class ExamplesTest {
    private static final Path JAVA = Path.of("src", "main", "java", "io", "github", "threading4j", "examples");

    static Stream<Expected> all() {
        return ExpectedOutputs.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void port_printsTheExpectedOutput(Expected expected) {
        var result = run(expected.example());
        assertThat(result.exitCode()).as(result.err()).isZero();
        expected.checkJava(result.lines());
        if (!expected.example().equals("EndingByException")) {
            // Newer JVMs print warnings about other libraries.
            assertThat(result.err().lines().filter(line -> !line.isBlank() && !line.startsWith("WARNING: ")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    @Tag(Needs.PYTHON)
    void original_printsTheExpectedOutput(Expected expected) throws IOException, InterruptedException {
        expected.checkPython(Python.run(expected.original().toString()));
    }

    /** All examples except OnCluster, which also starts a cluster. */
    static Stream<Expected> lineByLine() {
        return all().filter(expected -> !expected.example().equals("OnCluster"));
    }

    /** Idiomatic Java has only a few more lines than Python: at most fifteen lines for ten lines of Python. */
    @ParameterizedTest
    @MethodSource("lineByLine")
    void port_hasAtMostFiftyPercentMoreLines(Expected expected) throws IOException {
        var original = lines(expected.original(), "(import|from) .*");
        var port = lines(JAVA.resolve(expected.example() + ".java"), "(import|package) .*|[\\[\\](){};]*");
        assertThat(port).as("lines of the port of " + original).isLessThanOrEqualTo(original * 3 / 2);
    }

    private static long lines(Path file, String besides) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.matches(besides))
                    .count();
        }
    }

    @Test
    void uncaughtException_isReportedOnStderr() {
        var err = run("EndingByException").err();
        assertThat(err)
                .contains("Exception in thread first:", "IllegalArgumentException: no such account: 41", "\tat ")
                .doesNotContain("second", "third");
    }

    @Test
    void severalExamples_runOneAfterTheOtherWithHeadings() {
        var tour = run("TakingTurns", "EndingByException", "HelloThread");
        assertThat(tour.exitCode()).as(tour.err()).isZero();
        assertThat(tour.err()).isEmpty();
        assertThat(tour.out())
                .containsSubsequence(
                        "== TakingTurns ",
                        "1\na\n2\n",
                        "== EndingByException ",
                        "Exception in thread first:",
                        "reported on stderr",
                        "== HelloThread ",
                        "hello, world");
    }

    @Test
    void list_showsEachExampleWithItsDescription() {
        var list = run("list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.lines().stream().map(line -> line.split(" ")[0]).toList())
                .containsExactlyElementsOf(names());
        assertThat(list.lines()).allMatch(line -> line.endsWith("."));
    }

    @Test
    void unknownName_exitsWithAnErrorAndShowsTheList() {
        var result = run("Nonsense");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("no such example: Nonsense").contains(names());
    }

    @Test
    void eachExample_hasAnOriginalAndARowInTheReadme() throws IOException {
        try (var files = Files.list(Expected.PYTHON)) {
            assertThat(files.filter(file -> file.toString().endsWith(".py")))
                    .containsExactlyInAnyOrderElementsOf(
                            all().map(Expected::original).toList());
        }
        var readme = Files.readString(Path.of("README.md"));
        for (var name : names()) {
            assertThat(readme).contains("| `" + name + "` | `" + Expected.snakeCase(name) + ".py` |");
        }
    }

    @Test
    void readme_showsAnExampleVerbatim() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        assertThat(readme)
                .contains("```python\n" + code(Expected.PYTHON.resolve("word_count.py"), "from ", "\n\nif __name__"))
                .contains("```java\n" + code(JAVA.resolve("WordCount.java"), "public final class", "\n}\n") + "}\n```");
    }

    private static String code(Path file, String begin, String end) throws IOException {
        var text = Files.readString(file);
        return text.substring(text.indexOf(begin), text.indexOf(end) + 1);
    }

    @Test
    void kotlinPort_printsTheExpectedOutput() throws ClassNotFoundException {
        var result = ChildJvm.of(Class.forName("io.github.threading4j.examples.kotlin.BoundedBufferKt"))
                .run();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.lines())
                .isNotEmpty()
                .containsExactlyElementsOf(
                        all().filter(expected -> expected.example().equals("BoundedBuffer"))
                                .findFirst()
                                .orElseThrow()
                                .lines());
    }

    private static ChildJvm.Result run(String... arguments) {
        // The tests' own configuration would otherwise come first on the class path.
        return ChildJvm.of(Examples.class)
                .flags("-Dlogback.configurationFile=logback.xml")
                .run(arguments);
    }

    private static List<String> names() {
        return all().map(Expected::example).toList();
    }
}

package io.github.threading4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The expected output of an example in both languages, with additional lines of the port. */
record Expected(String example, boolean inAnyOrder, List<String> lines, List<String> onlyInJava) {
    static final Path PYTHON = Path.of("src", "main", "python");

    static Expected of(String example, String... lines) {
        return new Expected(example, false, List.of(lines), List.of());
    }

    Expected butInAnyOrder() {
        return new Expected(example, true, lines, onlyInJava);
    }

    Expected andInJava(String line) {
        var more = new ArrayList<>(onlyInJava);
        more.add(line);
        return new Expected(example, inAnyOrder, lines, more);
    }

    private List<String> ofJava() {
        var all = new ArrayList<>(lines);
        all.addAll(onlyInJava);
        return all;
    }

    void checkJava(List<String> actual) {
        if (inAnyOrder) {
            assertThat(actual).containsExactlyInAnyOrderElementsOf(ofJava());
        } else {
            assertThat(actual).containsExactlyElementsOf(ofJava());
        }
    }

    void checkPython(List<String> actual) {
        if (inAnyOrder) {
            // print() writes a text and its line end separately, so another thread's output can come between them.
            assertThat(characters(actual)).containsExactlyInAnyOrderElementsOf(characters(lines));
        } else {
            assertThat(actual).containsExactlyElementsOf(lines);
        }
    }

    private static List<Integer> characters(List<String> lines) {
        return String.join("", lines).chars().boxed().toList();
    }

    Path original() {
        return PYTHON.resolve(snakeCase(example) + ".py");
    }

    @Override
    public String toString() {
        return example;
    }

    static String snakeCase(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}

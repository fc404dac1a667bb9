package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgramCallsTest {
    private static List<StackTraceElement> stack(String... classes) {
        return Stream.of(classes)
                .map(name -> new StackTraceElement(name, "call", null, -1))
                .toList();
    }

    @Test
    void callsOfJavaAndOfTheLibrary_areLeftOutAtBothEnds() {
        var stack = stack(
                "jdk.internal.misc.Unsafe",
                "io.github.threading4j.internal.QueuedSync",
                "io.github.threading4j.RLock$Sync",
                "app.Transfer",
                "java.util.ArrayList",
                "app.Main$$Lambda$1",
                "io.github.threading4j.NamedThread",
                "java.lang.Thread");
        assertThat(ProgramCalls.of(stack)).isEqualTo(stack.subList(3, 6));
    }

    @Test
    void stackWithoutACallOfTheProgram_isKept() {
        var stack = stack("io.github.threading4j.internal.Latch", "java.lang.Thread");
        assertThat(ProgramCalls.of(stack)).isEqualTo(stack);
        assertThat(ProgramCalls.of(List.of())).isEmpty();
    }

    @Test
    void otherPackagesBelowThatOfTheLibrary_areOfTheProgram() {
        var stack = stack("io.github.threading4j.examples.Squares", "io.github.threading4j.NamedThread");
        assertThat(ProgramCalls.of(stack)).isEqualTo(stack.subList(0, 1));
    }

    @Test
    void eachPackageOfTheLibrary_isKnown() throws IOException {
        try (var packages = Files.list(Path.of("src/main/java/io/github/threading4j"))) {
            packages.filter(Files::isDirectory).forEach(path -> {
                var stack = stack("io.github.threading4j." + path.getFileName() + ".Some", "app.Main");
                assertThat(ProgramCalls.of(stack)).as(path.toString()).isEqualTo(stack.subList(1, 2));
            });
        }
    }
}

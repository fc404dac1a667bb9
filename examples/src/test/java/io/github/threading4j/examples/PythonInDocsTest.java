package io.github.threading4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each Python block of the porting guide runs by itself. The tests of core run the corresponding Java blocks. */
class PythonInDocsTest {
    private static final Path GUIDE = Path.of("..", "docs", "porting-from-python.md");
    private static final Pattern PYTHON = Pattern.compile("(?ms)^## ([^\n]+)\n(?:(?!^## ).)*?^```python\n(.*?)^```");

    @TestFactory
    @Tag(Needs.PYTHON)
    Stream<DynamicTest> pythonBlock_runsByItself() throws IOException {
        return PYTHON.matcher(Files.readString(GUIDE))
                .results()
                .map(piece -> DynamicTest.dynamicTest(piece.group(1), () -> Python.run("-c", piece.group(2))));
    }

    @Test
    void step_hasAPythonBlock() throws IOException {
        var guide = Files.readString(GUIDE);
        var steps = guide.lines().filter(line -> line.matches("## \\d+\\. .*")).count();
        assertThat(steps).isPositive();
        assertThat(pythonBlock_runsByItself()).hasSize((int) steps);
    }
}

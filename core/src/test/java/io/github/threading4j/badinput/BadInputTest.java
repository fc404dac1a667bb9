package io.github.threading4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.architecture.PublicApi;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every bad value of every parameter of the public API is rejected, or has the effect that the table specifies, and
 * leaves the object usable.
 */
class BadInputTest {
    private static Table table;

    @BeforeAll
    static void readTable() throws IOException {
        table = Table.read();
    }

    static Iterable<Class<?>> types() throws IOException {
        return Stream.of(PublicApi.visibleTypes(), States.VIEWS)
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("types")
    void badInput_isRejectedOrHasTheDocumentedEffect(Class<?> type, Uncaught uncaught) {
        try (var walk = new Walk(table, uncaught)) {
            walk.walk(type);
            assertThat(walk.problems())
                    .as("problems of " + type.getSimpleName() + " in " + walk.calls() + " calls")
                    .isEmpty();
        }
    }

    @AfterAll
    static void everyRowIsNeeded() {
        assertThat(table.unused())
                .as("rows of bad-input.txt that match no call")
                .isEmpty();
    }
}

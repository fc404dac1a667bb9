package io.github.threading4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Uncaught;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walk finds each mistake that {@link Careless} makes. */
class WalkTest {
    private final Table table = new Table(List.of(
            "*  null  refused  a test",
            "*(int *)  MIN, -1, 0  refused  a test",
            "*(int *)  MAX  as good  a test",
            "*(double *)  *  as good  a test",
            "*(double *)  NaN  refused  a test",
            "*(Target *)  throws*  caller  a test"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            takesNull     | (Target target) = null: returns
            namesNothing  | (Target target) = null: NullPointerException
            hidesTheValue | (int n) = -1: IllegalArgumentException
            hangs         | (double seconds) = NaN: hangs at
            looksLate     | (int n) = 0: has changed
            takesANumber  | (int n) = 0: has taken the number of a thread
            swallows      | (Target target) = throws-checked: returns
            isNew         | no values for this type of parameter: Careless.isNew(StringBuilder builder)
            """)
    void walk_carelessClass_findsTheMistake(String method, String problem, Uncaught uncaught) {
        try (var walk = new Walk(table, uncaught, 500)) {
            walk.walk(Careless.class, executable -> executable.getName().equals(method));
            assertThat(walk.problems()).anySatisfy(found -> assertThat(found).contains(problem));
        }
    }

    @Test
    void walk_typeWithoutStates_reportsAProblem(Uncaught uncaught) {
        try (var walk = new Walk(table, uncaught)) {
            walk.walk(Careless.class, executable -> executable.getName().equals("isNowhere"));
            assertThat(walk.problems()).singleElement().asString().contains("no object to call it on");
        }
    }
}

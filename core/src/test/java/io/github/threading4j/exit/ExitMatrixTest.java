package io.github.threading4j.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.ChildJvm;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each combination of what ends a program, what its hook does, what goes on at that moment, and the kind of thread ends
 * as documented: within a bounded time, with its exit code, with all work done that the program waits for, and with
 * each failure that was never retrieved reported exactly once.
 *
 * <p>The property {@value #STRENGTH} says how many cells of that matrix run: {@code 1}, the default, few in which each
 * value occurs; {@code 2} some in which each pair of values occurs; {@code all} all of them.
 */
class ExitMatrixTest {
    private static final String STRENGTH = "threading4j.exit";

    /** The library may take a second; the rest is for a JVM to start and to end on a busy machine. */
    private static final double LIMIT_SECONDS = 20;

    /** How many run at a time. */
    private static final int CHILDREN = 2;

    private static List<ExitCell> cells() {
        var strength = System.getProperty(STRENGTH, "1");
        return strength.equals("all")
                ? ExitCell.all()
                : Covering.choose(ExitCell.all(), ExitCell::values, Integer.parseInt(strength));
    }

    @TestFactory
    Stream<DynamicTest> program_ends_asDocumented() {
        var children = Executors.newFixedThreadPool(CHILDREN, task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        var tests = cells().stream()
                .map(cell -> {
                    var child = children.submit(() -> ChildJvm.of(ExitProgram.class)
                            .withoutLogProvider()
                            .within(LIMIT_SECONDS)
                            .run(cell.args()));
                    return DynamicTest.dynamicTest(cell.toString(), () -> assertEndsAsDocumented(cell, child));
                })
                .toList();
        children.shutdown();
        return tests.stream();
    }

    private static void assertEndsAsDocumented(ExitCell cell, Future<ChildJvm.Result> child) throws Throwable {
        var result = resultOf(child);
        assertThat(result.lines()).as(result.toString()).containsExactlyInAnyOrderElementsOf(cell.out());
        assertThat(headlines(result.err())).as(result.toString()).containsExactlyElementsOf(cell.err());
        assertThat(result.exitCode()).as(result.toString()).isIn(cell.exitCodes());
    }

    private static ChildJvm.Result resultOf(Future<ChildJvm.Result> child) throws Throwable {
        try {
            return child.get();
        } catch (ExecutionException e) {
            throw e.getCause(); // that it did not end in time, and where it hangs
        }
    }

    /** The lines that name one of the exceptions of the program. */
    private static List<String> headlines(String err) {
        return err.lines()
                .filter(line -> !line.startsWith("\t"))
                .flatMap(line ->
                        Stream.of(ExitProgram.FAILURE, ExitProgram.HOOK_FAILURE).filter(line::contains))
                .toList();
    }
}

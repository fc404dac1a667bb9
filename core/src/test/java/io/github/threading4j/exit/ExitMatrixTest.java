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
 * Programs end as documented in each combination of what ends the program, what its hook does, the work in progress,
 * and the kind of thread. A program must end within a bounded time and with the expected exit code. By then, all work
 * that the program must wait for is done, and each unretrieved failure has been reported exactly once.
 *
 * <p>The property {@value #STRENGTH} selects the cells of the matrix to run: {@code 1}, the default, covers each value;
 * {@code 2} covers each pair of values; {@code all} selects all cells.
 */
class ExitMatrixTest {
    private static final String STRENGTH = "threading4j.exit";

    /** The time limit of a program: one second for the library, and the rest for the JVM to start on a busy machine. */
    private static final double LIMIT_SECONDS = 20;

    /** The number of programs that run at the same time. */
    private static final int CHILDREN = 2;

    private static List<ExitCell> cells() {
        var strength = System.getProperty(STRENGTH, "1");
        return strength.equals("all")
                ? ExitCell.all()
                : Covering.choose(ExitCell.all(), ExitCell::values, Integer.parseInt(strength));
    }

    @TestFactory
    Stream<DynamicTest> program_endsAsDocumented() {
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
            throw e.getCause(); // the program did not end in time; the message shows where it hangs
        }
    }

    /** Returns the names of the program's exceptions that were printed to stderr. */
    private static List<String> headlines(String err) {
        return err.lines()
                .filter(line -> !line.startsWith("\t"))
                .flatMap(line ->
                        Stream.of(ExitProgram.FAILURE, ExitProgram.HOOK_FAILURE).filter(line::contains))
                .toList();
    }
}

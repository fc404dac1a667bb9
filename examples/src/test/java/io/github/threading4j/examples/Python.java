package io.github.threading4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The Python that is installed here, if there is one: CPython runs the originals. */
final class Python {
    /** Newer first: before Python 3.13 some originals help themselves. A name may be there and not run. */
    private static final List<String> NAMES = List.of("python3.13", "python3");

    private Python() {}

    /** What a program prints, line by line; it must end well. Skips the test where there is no Python. */
    static List<String> run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(find()));
        command.addAll(List.of(arguments));
        var process = start(command);
        try (var out = process.inputReader()) {
            var lines = out.lines().toList();
            assertThat(process.waitFor()).as("exit code of " + command).isZero();
            return lines;
        }
    }

    private static String find() throws InterruptedException {
        for (var name : NAMES) {
            try {
                if (start(List.of(name, "--version")).waitFor() == 0) {
                    return name;
                }
            } catch (IOException e) {
                continue; // there is no such program
            }
        }
        assumeTrue(false, "no python3 here");
        throw new AssertionError("assumed that there is a Python");
    }

    private static Process start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("no_proxy", "*"); // what the programs ask for is on this machine
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return builder.start();
    }
}

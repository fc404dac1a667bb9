package io.github.threading4j.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The installed Python, if there is one, for comparisons with the original modules. */
public final class Python {
    /**
     * The names to try, the newer version first, since some modules behave differently before Python 3.13. A program
     * with one of these names can exist and still fail.
     */
    private static final List<String> NAMES = List.of("python3.13", "python3");

    /** The executable itself, since a name can stand for a wrapper script that takes longer than Python. */
    private static final Optional<String> FOUND = find();

    private Python() {}

    /** Returns whether Python is installed; see {@link Needs#PYTHON}. */
    public static boolean isHere() {
        return FOUND.isPresent();
    }

    /** Returns the lines that a program prints; fails if its exit code is not 0. */
    public static List<String> run(String... arguments) throws IOException, InterruptedException {
        var program = FOUND.orElseThrow(() -> new AssertionError("no python3 here"));
        var result = start(program, arguments);
        if (result.exitCode() != 0) {
            throw new AssertionError("exit code of " + List.of(arguments) + ": " + result.exitCode() + " (expected 0)");
        }
        return result.lines();
    }

    private static Optional<String> find() {
        try {
            for (var name : NAMES) {
                var result = startIfThere(name, "-c", "import sys; print(sys.executable)");
                if (result.exitCode() == 0) {
                    return Optional.of(result.lines().get(0));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private record Result(int exitCode, List<String> lines) {}

    private static Result startIfThere(String program, String... arguments) throws InterruptedException {
        try {
            return start(program, arguments);
        } catch (IOException e) {
            return new Result(-1, List.of()); // there is no such program
        }
    }

    private static Result start(String program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("no_proxy", "*"); // the programs only access servers on this machine
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        var process = builder.start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            var lines = out.lines().toList();
            return new Result(process.waitFor(), lines);
        }
    }
}

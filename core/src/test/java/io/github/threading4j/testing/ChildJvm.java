package io.github.threading4j.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a program in a JVM of its own, on this JVM's Java and class path, for a bounded time.
 *
 * <pre>{@code
 * var result = ChildJvm.of(Program.class).flags("-Xmx64m").run("an argument");
 * assertThat(result.exitCode()).isZero();
 * }</pre>
 */
public final class ChildJvm {
    /** SIGHUP and SIGINT, of the signals' masks in Linux; signals count from 1. */
    private static final long SIGNALS = 0b11;

    private final Class<?> program;
    private final List<String> flags = new ArrayList<>();
    private String shell = "";
    private boolean unreadStderr;
    private double limitSeconds = 40;
    private String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private ChildJvm(Class<?> program) {
        this.program = program;
    }

    /** How a program ended and what it printed. */
    public record Result(int exitCode, String out, String err, double seconds) {
        /** What it printed, line by line. */
        public List<String> lines() {
            return out.lines().toList();
        }
    }

    /** A program: a class with a {@code main} method. */
    public static ChildJvm of(Class<?> program) {
        return new ChildJvm(program);
    }

    /** Adds options of the {@code java} command. */
    public ChildJvm flags(String... options) {
        flags.addAll(List.of(options));
        return this;
    }

    /** Runs it without Logback on the class path, so that SLF4J has no provider. */
    public ChildJvm withoutLogProvider() {
        classPath = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("logback"))
                .collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /** Connects stderr to a pipe that nothing reads before the program has ended. */
    public ChildJvm withUnreadStderr() {
        unreadStderr = true;
        return this;
    }

    /** Sets how long it may take; 40 seconds by default. */
    public ChildJvm within(double seconds) {
        limitSeconds = seconds;
        return this;
    }

    /** Has a shell command run first in the same process, such as {@code ulimit}; needs a POSIX shell. */
    public ChildJvm after(String shellCommand) {
        shell = shellCommand + " && ";
        return this;
    }

    /** Runs it to its end; fails if it takes too long, after a thread dump where that can be had. */
    public Result run(String... arguments) {
        try {
            var out = Files.createTempFile("child", ".out");
            var err = Files.createTempFile("child", ".err");
            try {
                var begin = System.nanoTime();
                var process = new ProcessBuilder(command(arguments))
                        .redirectOutput(out.toFile())
                        .redirectError(unreadStderr ? Redirect.PIPE : Redirect.to(err.toFile()))
                        .start();
                process.getOutputStream().close();
                awaitEnd(process, out, err);
                var seconds = (System.nanoTime() - begin) / 1e9;
                var printed = unreadStderr ? readAll(process.getErrorStream()) : Files.readString(err);
                return new Result(process.exitValue(), Files.readString(out), printed, seconds);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new AssertionError("could not run " + program.getName(), e);
        }
    }

    private static String readAll(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), Charset.defaultCharset());
    }

    private List<String> command(String... arguments) {
        var java = new ArrayList<>(ignoresSignals() ? List.of("env", "--default-signal=HUP,INT") : List.of());
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Programs here live for a moment: a quick start is worth more to them than good code.
        var options = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp", classPath);
        var command = new ArrayList<String>();
        if (!shell.isEmpty()) {
            command.addAll(List.of("sh", "-c", shell + "exec \"$@\"", "child"));
        }
        // The build passes its properties on to the tests.
        var ofThisRun = Stream.of(System.getProperty("test.options", "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
        for (var part : List.of(java, options, ofThisRun, flags, List.of(program.getName()), List.of(arguments))) {
            command.addAll(part);
        }
        return command;
    }

    /** A shell and {@code nohup} start processes so, and their children inherit it, unless undone; known on Linux. */
    private static boolean ignoresSignals() {
        var status = Path.of("/proc/self/status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(ignored -> (ignored & SIGNALS) != 0);
        } catch (IOException e) {
            return false; // another system
        }
    }

    private void awaitEnd(Process process, Path out, Path err) throws IOException {
        try {
            if (process.waitFor((long) (limitSeconds * 1e9), TimeUnit.NANOSECONDS)) {
                return;
            }
            new ProcessBuilder("sh", "-c", "kill -QUIT " + process.pid())
                    .start()
                    .waitFor();
            process.waitFor(1, TimeUnit.SECONDS);
            throw new AssertionError(program.getName() + " did not end within " + limitSeconds + " s\n"
                    + Files.readString(out) + Files.readString(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + program.getName(), e);
        } finally {
            if (process.isAlive()) { // else it would close the pipe, too
                process.destroyForcibly();
            }
        }
    }
}

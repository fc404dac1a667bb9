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
 * Runs a program in a separate JVM, with the Java version and class path of this JVM, for a limited time.
 *
 * <pre>{@code
 * var result = ChildJvm.of(Program.class).flags("-Xmx64m").run("an argument");
 * assertThat(result.exitCode()).isZero();
 * }</pre>
 */
public final class ChildJvm {
    /** SIGHUP and SIGINT in a Linux signal mask, whose bit 0 is signal 1. */
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

    /** The exit code and output of a program. */
    public record Result(int exitCode, String out, String err, double seconds) {
        /** Returns the lines that the program printed to stdout. */
        public List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Returns a runner for a class with a {@code main} method. */
    public static ChildJvm of(Class<?> program) {
        return new ChildJvm(program);
    }

    /** Adds options of the {@code java} command. */
    public ChildJvm flags(String... options) {
        flags.addAll(List.of(options));
        return this;
    }

    /** Removes Logback from the class path, so that SLF4J has no provider. */
    public ChildJvm withoutLogProvider() {
        classPath = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("logback"))
                .collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /** Connects stderr to a pipe that is not read until the program has ended. */
    public ChildJvm withUnreadStderr() {
        unreadStderr = true;
        return this;
    }

    /** Sets the time limit; the default is 40 seconds. */
    public ChildJvm within(double seconds) {
        limitSeconds = seconds;
        return this;
    }

    /** Runs a shell command such as {@code ulimit} first, in the same process; requires a POSIX shell. */
    public ChildJvm after(String shellCommand) {
        shell = shellCommand + " && ";
        return this;
    }

    /** Runs the program to completion. Fails if it exceeds the time limit, and adds a thread dump if possible. */
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
        // These programs are short, so they gain more from a fast start than from optimized code.
        var options = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp", classPath);
        var command = new ArrayList<String>();
        if (!shell.isEmpty()) {
            command.addAll(List.of("sh", "-c", shell + "exec \"$@\"", "child"));
        }
        // Options that the build passes to all test JVMs.
        var ofThisRun = Stream.of(System.getProperty("test.options", "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
        for (var part : List.of(java, options, ofThisRun, flags, List.of(program.getName()), List.of(arguments))) {
            command.addAll(part);
        }
        return command;
    }

    /**
     * Returns whether this process ignores SIGHUP or SIGINT, which child processes would inherit. Processes started
     * with {@code nohup}, or in the background of a shell, ignore them. This is detected only on Linux.
     */
    private static boolean ignoresSignals() {
        var status = Path.of("/proc/self/status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(ignored -> (ignored & SIGNALS) != 0);
        } catch (IOException e) {
            return false; // not Linux
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
            if (process.isAlive()) { // on a process that has ended, destroyForcibly would close the pipe
                process.destroyForcibly();
            }
        }
    }
}

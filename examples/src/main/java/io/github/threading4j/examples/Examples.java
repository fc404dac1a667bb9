package io.github.threading4j.examples;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs the examples: {@code tour} (or nothing) runs them all, a name runs one, {@code list} lists them.
 *
 * <p>One example runs right here, in Java's main thread. The tour gives each a JVM of its own, as each Python program
 * has an interpreter of its own: what happens when a program ends is part of what they show.
 */
public final class Examples {
    private static final int BAD_USAGE = 2;

    /** The {@code main} method of an example. */
    @FunctionalInterface
    private interface Program {
        void main(String[] args) throws Exception;
    }

    private record Example(String name, String sentence, Program program) {
        String line() {
            return "%-22s %s".formatted(name, sentence);
        }

        void run() throws Exception {
            program.main(new String[0]);
        }
    }

    private static final List<Example> ALL = List.of(
            new Example("HelloThread", "A thread says hello.", HelloThread::main),
            new Example("NumbersAndLetters", "Two threads print at the same time.", NumbersAndLetters::main),
            new Example("TakingTurns", "Two threads print by turns, with two locks.", TakingTurns::main),
            new Example("CounterWithLock", "Two threads count to a million each.", CounterWithLock::main),
            new Example("CounterWithoutLock", "The same, without the lock.", CounterWithoutLock::main),
            new Example("SubclassedThread", "A subclass overrides run().", SubclassedThread::main),
            new Example("NamingAndListing", "Threads have names and are listed.", NamingAndListing::main),
            new Example("DaemonThread", "A program does not wait for daemons.", DaemonThread::main),
            new Example("EndingByException", "A thread fails, and that is reported.", EndingByException::main),
            new Example("KernelAndUserThreads", "Ten thousand threads sleep.", KernelAndUserThreads::main));

    public static void main(String[] args) throws Exception {
        var wanted = args.length == 0 ? "tour" : String.join(" ", args);
        switch (wanted) {
            case "tour" -> tour();
            case "list" -> System.out.println(list());
            default -> runOne(wanted);
        }
    }

    private static void runOne(String name) throws Exception {
        Optional<Example> example =
                ALL.stream().filter(each -> each.name().equals(name)).findFirst();
        if (example.isEmpty()) {
            System.err.println("no such example: " + name + " (expected tour, list, or one of these)\n" + list());
            System.exit(BAD_USAGE);
        } else {
            example.get().run();
        }
    }

    private static String list() {
        return ALL.stream().map(Example::line).collect(Collectors.joining("\n"));
    }

    private static void tour() throws IOException, InterruptedException {
        for (var example : ALL) {
            System.out.println("\n== " + example.line() + "\n");
            var exitCode = runInItsOwnJvm(example.name());
            if (exitCode != 0) {
                System.err.println("the tour ends here: " + example.name() + " exited with " + exitCode);
                System.exit(exitCode);
            }
        }
    }

    private static int runInItsOwnJvm(String name) throws IOException, InterruptedException {
        var java = String.join(File.separator, System.getProperty("java.home"), "bin", "java");
        var command = List.of(java, "-cp", System.getProperty("java.class.path"), Examples.class.getName(), name);
        // Errors join the output, so that what an example reports stands where it happened.
        return new ProcessBuilder(command)
                .inheritIO()
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }
}

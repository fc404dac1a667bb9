package io.github.threading4j.stress;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/**
 * A run of jcstress over some tests, in a separate process and folder.
 *
 * @param exitCode the exit code of the process, which is 0 even if jcstress ran no test
 * @param results the results by name of the test; a test that did not run has none
 * @param warnings the lines in which jcstress reports that it omitted a test
 */
record Run(int exitCode, Map<String, List<TestResult>> results, List<String> warnings) {
    private static final Pattern LEFT_OUT = Pattern.compile("FATAL:|these tests would not run");
    private static final int LONGEST_LINE = 200;

    /** Runs the tests, and prints the output of jcstress unless {@code quiet} is true. */
    static Run of(Path folder, Set<String> tests, List<String> options, List<String> jvmArgs, boolean quiet)
            throws Exception {
        int actors = tests.stream().mapToInt(Catalog::actors).max().orElseThrow();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // By default, jcstress unpacks a native library to a folder where other programs unpack other versions.
        command.add("-Djna.tmpdir=" + folder.resolve("native"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", absoluteClassPath()));
        command.addAll(actors <= Runtime.getRuntime().availableProcessors() ? placed() : crowded(actors));
        command.addAll(options);
        command.addAll(List.of("-jvmArgsPrepend", String.join(" ", join(agent(folder), jvmArgs))));
        command.addAll(List.of("-r", "report", "-t", exactly(tests)));
        recreate(folder);
        return execute(folder, command, quiet);
    }

    /** Returns the reasons why a test did not pass; empty if it passed. */
    List<String> problems(String test) {
        List<TestResult> runs = results.getOrDefault(test, List.of());
        if (runs.stream().mapToLong(TestResult::getTotalCount).sum() == 0) {
            return List.of("has not run" + reasons(runs));
        }
        SortedSet<String> problems = new TreeSet<>();
        for (TestResult run : runs) {
            if (run.status() != Status.NORMAL) {
                problems.add(run.status() + " with " + run.getConfig().jvmArgs
                        + run.getMessages().stream().limit(1).toList());
            }
            problems.addAll(run.grading().failureMessages);
        }
        return List.copyOf(problems);
    }

    /** Returns the observed forbidden outcomes of a test, with their counts. */
    List<String> forbiddenOutcomes(String test) {
        return outcomes(test, Expect.FORBIDDEN).entrySet().stream()
                .filter(outcome -> outcome.getValue() > 0)
                .map(outcome -> "%s seen %,d times".formatted(outcome.getKey(), outcome.getValue()))
                .toList();
    }

    /**
     * Returns the share of runs in which a test's actors visibly met. These are the runs with an interesting outcome
     * or, if no outcome is graded as interesting, those with any outcome but the most frequent one. Empty if the test
     * has only one outcome.
     */
    OptionalDouble shareOfMeetings(String test) {
        Map<String, Long> interesting = outcomes(test, Expect.ACCEPTABLE_INTERESTING);
        Map<String, Long> acceptable = outcomes(test, Expect.ACCEPTABLE);
        double total = sum(interesting) + sum(acceptable);
        if (!interesting.isEmpty()) {
            return OptionalDouble.of(sum(interesting) / total);
        }
        return acceptable.size() < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - Collections.max(acceptable.values()) / total);
    }

    private static long sum(Map<String, Long> outcomes) {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the outcomes of a test with the given grade, including those not observed, with their counts. */
    private SortedMap<String, Long> outcomes(String test, Expect grade) {
        SortedMap<String, Long> seen = new TreeMap<>();
        for (TestResult run : results.getOrDefault(test, List.of())) {
            for (GradingResult outcome : run.grading().gradingResults.values()) {
                if (outcome.expect == grade) {
                    seen.merge(outcome.id, outcome.count, Long::sum);
                }
            }
        }
        return seen;
    }

    private static String reasons(List<TestResult> runs) {
        return runs.stream()
                .map(run -> ", " + run.status()
                        + run.getMessages().stream().limit(1).toList())
                .distinct()
                .collect(Collectors.joining());
    }

    private static List<String> placed() {
        return List.of(JcstressMain.class.getName());
    }

    private static List<String> crowded(int actors) {
        String number = Integer.toString(actors);
        return List.of(
                "-XX:ActiveProcessorCount=" + number,
                CrowdedMain.class.getName(),
                "-c",
                number,
                "-spinStyle",
                "THREAD_YIELD");
    }

    /** Returns the options for the agent in the jar. The path is relative, since jcstress splits options at spaces. */
    private static List<String> agent(Path folder) throws URISyntaxException {
        Path jar = Catalog.home();
        Path relative = folder.toAbsolutePath().relativize(jar.toAbsolutePath());
        return Files.isDirectory(jar) ? List.of() : List.of("-javaagent:" + relative);
    }

    private static List<String> join(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String exactly(Set<String> tests) {
        return tests.stream().map(name -> name.replace(".", "\\.")).collect(Collectors.joining("|", "^(", ")$"));
    }

    private static void recreate(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    private static Run execute(Path folder, List<String> command, boolean quiet) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> warnings = new ArrayList<>();
        try (BufferedReader output = process.inputReader();
                PrintWriter log = new PrintWriter(Files.newBufferedWriter(folder.resolve("console.log")))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.println(line);
                if (LEFT_OUT.matcher(line).find()) {
                    warnings.add(line.strip());
                }
                if (!quiet) {
                    System.out.println(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...");
                }
            }
        }
        return new Run(process.waitFor(), results(folder), warnings);
    }

    private static Map<String, List<TestResult>> results(Path folder) throws Exception {
        InProcessCollector collector = new InProcessCollector();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".bin.gz")).toList()) {
                DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
                reader.dump();
                reader.close();
            }
        }
        Collection<TestResult> all = collector.getTestResults();
        return all.stream().collect(Collectors.groupingBy(TestResult::getName));
    }
}

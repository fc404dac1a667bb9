package io.github.threading4j.stress;

import io.github.threading4j.stress.scenarios.WakeUpTimeout;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the stress tests, or their broken twins, and exits with 0 only if every test ran and passed, or every twin was
 * caught.
 *
 * <p>jcstress itself exits with 0 even if it found no test, or if the machine has too few processors for a test.
 * Therefore a test without a result counts as a failure.
 *
 * <p>System properties: {@code jcstress.mode} is {@code quick} (the default: a few minutes), {@code full} (all
 * combinations of compilers: half a minute for each test), one of jcstress's own presets, or {@code twins}; {@code
 * jcstress.test} is a regular expression for the names of the tests, or of the twins.
 */
public final class StressMain {
    /**
     * Options that reduce the overhead of each JVM. The small heap saves a third of the time, since the kernel clears
     * less memory; the low stride count saves another quarter, since jcstress calibrates less. Neither option changes
     * how frequently the actors meet.
     */
    private static final String LEAN = "-m quick -hs 32 -strideCount 2";

    /** One kind of JVM for each test. It uses the interpreter and both compilers, with random choices in C2. */
    private static final List<String> QUICK = options(
            LEAN + " -sc false -iters 4 -time 100",
            "-jvmArgs",
            "-XX:+StressLCM -XX:+StressGCM -XX:+StressIGVN -XX:+StressCCP");

    /** One kind of JVM for each compiler. */
    private static final List<String> LONGER = options(LEAN + " -sc false");

    /** One kind of JVM for each combination of actor and compiler. */
    private static final List<String> FULL = options(LEAN);

    /** A shorter timeout for wake-ups. In a twin, it does no harm if a late wake-up counts as lost. */
    private static final List<String> IMPATIENT = List.of("-D" + WakeUpTimeout.PROPERTY + "=1");

    private final Path folder;
    private final List<String> failures = new ArrayList<>();

    private StressMain(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Instant start = Instant.now();
        StressMain main = new StressMain(Catalog.home().resolveSibling("jcstress"));
        String summary =
                main.run(System.getProperty("jcstress.mode", "quick"), System.getProperty("jcstress.test", ""));
        main.failures.forEach(failure -> System.out.println("FAILED: " + failure));
        System.out.printf(
                "%s, %d failures, %d s. Reports: %s/*/report/index.html%n",
                summary,
                main.failures.size(),
                Duration.between(start, Instant.now()).toSeconds(),
                main.folder);
        System.exit(main.failures.isEmpty() ? 0 : 1);
    }

    private static List<String> options(String words, String... more) {
        return join(List.of(words.split(" ")), List.of(more));
    }

    private static List<String> join(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private String run(String mode, String pattern) throws Exception {
        boolean broken = mode.equals("twins");
        Catalog catalog = Catalog.load();
        SortedSet<String> chosen = broken ? catalog.twins(pattern) : catalog.tests(pattern);
        if (chosen.isEmpty()) {
            failures.add("no test matches: " + pattern);
        }
        return broken
                ? "Twins: %d of %d caught".formatted(runTwins(chosen), chosen.size())
                : "Stress tests: %d of %d passed".formatted(runTests(chosen, optionsOf(mode)), chosen.size());
    }

    private static List<String> optionsOf(String mode) {
        return switch (mode) {
            case "quick" -> QUICK;
            case "full" -> FULL;
            default -> List.of("-m", mode);
        };
    }

    private int runTests(SortedSet<String> tests, List<String> options) throws Exception {
        int before = failures.size();
        int failed = 0;
        Meetings meetings = new Meetings();
        for (Map.Entry<String, SortedSet<String>> part : byRoom(tests).entrySet()) {
            Run run = Run.of(folder.resolve("tests-" + part.getKey()), part.getValue(), options, List.of(), false);
            for (String test : part.getValue()) {
                List<String> problems = run.problems(test);
                problems.forEach(problem -> failures.add(test + ": " + problem));
                failed += problems.isEmpty() ? 0 : 1;
                meetings.add(test, run.shareOfMeetings(test));
            }
            run.warnings().forEach(warning -> failures.add("jcstress says: " + warning));
            if (run.exitCode() != 0 && failures.size() == before) {
                failures.add("jcstress failed: exit code " + run.exitCode());
            }
        }
        meetings.print(System.out);
        return tests.size() - failed;
    }

    /** Runs the twins. Those that are not caught are run again, up to twice and for longer. */
    private int runTwins(SortedSet<String> twins) throws Exception {
        SortedSet<String> free = new TreeSet<>(twins);
        int round = 0;
        for (List<String> options : List.of(QUICK, LONGER, FULL)) {
            round++;
            for (Map.Entry<String, SortedSet<String>> part : byRoom(free).entrySet()) {
                String name = "twins-" + part.getKey() + "-" + round;
                System.out.printf("%s: %d%n", name, part.getValue().size());
                Run run = Run.of(folder.resolve(name), part.getValue(), options, IMPATIENT, true);
                free.removeAll(caught(run, part.getValue()));
            }
        }
        free.forEach(
                twin -> failures.add(twin + ": no forbidden outcome in three rounds (expected one: it is broken)"));
        return twins.size() - free.size();
    }

    private static List<String> caught(Run run, SortedSet<String> twins) {
        List<String> caught = new ArrayList<>();
        for (String twin : twins) {
            List<String> evidence = run.forbiddenOutcomes(twin);
            if (!evidence.isEmpty()) {
                caught.add(twin);
                System.out.println("  caught: " + twin + ": " + evidence);
            }
        }
        return caught;
    }

    /** Divides the tests into those with a processor for each actor and those whose actors must share processors. */
    private static Map<String, SortedSet<String>> byRoom(SortedSet<String> tests) {
        int processors = Runtime.getRuntime().availableProcessors();
        return tests.stream()
                .collect(Collectors.groupingBy(
                        test -> Catalog.actors(test) <= processors ? "placed" : "crowded",
                        Collectors.toCollection(TreeSet::new)));
    }
}

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
 * <p>jcstress alone exits with 0 also where it found no test, or had no room for one on this machine. So each test is
 * looked up in the results, and one without a result is a failure.
 *
 * <p>System properties: {@code jcstress.mode} is {@code quick} (the default: some minutes),
 * {@code full} (all combinations of compilers: half a minute for each test), one of jcstress's own presets, or
 * {@code twins}; {@code jcstress.test} is a regular expression for the names of the tests, or of the twins.
 */
public final class StressMain {
    /**
     * What a JVM does beside the test. The small heap takes a third off the time, which the kernel spent on clearing
     * memory, and the few strides another quarter, which jcstress spent on finding out how many runs of a test are not
     * too many. The actors meet as often as without either.
     */
    private static final String LEAN = "-m quick -hs 32 -strideCount 2";

    /** One kind of JVM for each test: it interprets and compiles with both compilers, C2's choices being random. */
    private static final List<String> QUICK = options(
            LEAN + " -sc false -iters 4 -time 100",
            "-jvmArgs",
            "-XX:+StressLCM -XX:+StressGCM -XX:+StressIGVN -XX:+StressCCP");

    /** A kind of JVM for each compiler. */
    private static final List<String> LONGER = options(LEAN + " -sc false");

    /** A kind of JVM for each combination of actor and compiler. */
    private static final List<String> FULL = options(LEAN);

    /** A twin may lose its wake-ups: there is no need to be very sure that one is lost. */
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

    /** Runs the twins, and again, for longer, those that got away. */
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

    /** Tests whose actors each get a processor run apart from those whose actors must share. */
    private static Map<String, SortedSet<String>> byRoom(SortedSet<String> tests) {
        int processors = Runtime.getRuntime().availableProcessors();
        return tests.stream()
                .collect(Collectors.groupingBy(
                        test -> Catalog.actors(test) <= processors ? "placed" : "crowded",
                        Collectors.toCollection(TreeSet::new)));
    }
}

package io.github.threading4j.faults.injection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No injected fault causes a hang, a lost task or item, or a leak. By default, each fault is injected once in each
 * group of scenarios, and JDKs after 17 run only the scenarios with virtual threads. {@code -Dthreading4j.faults=all}
 * injects each fault in each scenario.
 */
class FaultInjectionTest {
    private static final Path REPORT = Path.of("target", "fault-injection.txt");
    private static final String LIBRARY = "";
    private static final long LIMIT_SECONDS = 900;

    /** Injects each fault in each scenario, in as many JVMs as there are processors, and joins their reports. */
    private static List<String> injectEverywhere() throws Exception {
        var parts = Runtime.getRuntime().availableProcessors();
        var joined = new ArrayList<String>();
        try (var pool = new ThreadPoolExecutor(parts)) {
            var reports = pool.map(
                            part -> inject(partOf(part), LIBRARY, "all", ".*", part + "/" + parts),
                            IntStream.range(0, parts).boxed())
                    .toList();
            reports.forEach(joined::addAll);
            // Another part may hit what one part does not.
            joined.removeIf(line ->
                    line.startsWith(Report.UNEXPLAINED) && !reports.stream().allMatch(report -> report.contains(line)));
        }
        Files.write(REPORT, joined);
        return joined;
    }

    private static Path partOf(int part) {
        return REPORT.resolveSibling("fault-injection-" + part + ".txt");
    }

    private static List<String> inject(Path report, String instrumented, String mode, String scenarios, String part)
            throws IOException {
        var agent = FaultAgent.jar();
        try {
            var result = ChildJvm.of(InjectionProgram.class)
                    .flags("-javaagent:" + agent + "=" + instrumented)
                    .flags("-Dthreading4j.faults.seconds=" + (instrumented.isEmpty() ? 10 : 1))
                    .within(LIMIT_SECONDS)
                    .run(report.toString(), mode, instrumented.isEmpty() ? "library" : "twin", scenarios, part);
            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
            return Files.readAllLines(report);
        } finally {
            Files.delete(agent);
        }
    }

    private static List<String> lines(List<String> report, String beginning) {
        return report.stream().filter(line -> line.startsWith(beginning)).toList();
    }

    @Test
    @Timeout(LIMIT_SECONDS)
    void fault_atEachSite_isHandled() throws Exception {
        var everywhere = System.getProperty("threading4j.faults", "one").equals("all");
        var complete = everywhere || Runtime.version().feature() == 17;
        Files.createDirectories(REPORT.getParent());
        var report = everywhere
                ? injectEverywhere()
                : inject(REPORT, LIBRARY, "one", complete ? ".*" : ".*virtual.*", "0/1");
        assertThat(lines(report, Report.FAILURE))
                .as("see " + REPORT.toAbsolutePath())
                .isEmpty();
        assertThat(lines(report, Report.STALE))
                .as("entries of never-hit.txt without a site")
                .isEmpty();
        if (complete) {
            assertThat(lines(report, Report.UNEXPLAINED))
                    .as("sites that are neither hit nor listed in never-hit.txt")
                    .isEmpty();
            var hit = lines(report, "hit").stream().map(line -> line.replaceAll(" by .*", ""));
            assertThat(hit.distinct()).as("sites that were hit").hasSizeGreaterThan(700);
        }
    }

    @Test
    void bug_ofTheBrokenTwin_isFound() throws IOException {
        var report = Files.createTempFile("twin", ".txt");
        try {
            var failures = new ArrayList<>(
                    lines(inject(report, BrokenTwin.Twin.class.getName(), "all", ".*", "0/1"), Report.FAILURE));
            var found = failures.stream()
                    .map(line -> line.replaceAll(Report.FAILURE + " of (.*) with .*", "$1"))
                    .collect(Collectors.toSet());
            assertThat(found).containsExactlyInAnyOrder("count", "hang");
        } finally {
            Files.delete(report);
        }
    }
}

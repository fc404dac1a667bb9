package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules for all files of the repository. */
class RepositoryTest {
    private static final int README_LIMIT = 150;
    private static final Pattern LINK =
            Pattern.compile("\\[[^\\]]*]\\(([^)\\s#]*)(?:#([^)\\s]*))?(\\s+\"[^\"]*\")?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([\\w-]+)\"></a>");
    private static final Pattern FENCED = Pattern.compile("(?ms)^\\s*```.*?^\\s*```|`[^`\n]*`");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.$}-])/(work|root|home)/");
    private static final String PROGRAMS = "Programs.java";
    private static final Pattern ROUNDS = Pattern.compile("\\bRounds\\.run\\(");
    private static final Pattern RACE_HUNT = Pattern.compile("(?m)^ +@RaceHunt$");
    private static final Pattern SLEEP = Pattern.compile("\\b(Thread|TimeUnit\\.[A-Z]+)\\.sleep\\(");

    /** Does not match {@code ThreadExit}, which has no message since it is not an error. */
    private static final Pattern WORDLESS = Pattern.compile("throw\\s+new\\s+(?!ThreadExit\\b)[\\w.]+\\(\\s*\\)");

    @Test
    void markdown_links_areNotBroken() {
        List<String> broken = Repository.files("", ending("md")).stream()
                .flatMap(file -> brokenLinks(file).stream())
                .toList();
        assertThat(broken).as("links to files or headings that do not exist").isEmpty();
    }

    /** Exempts tables and lines without a space, which cannot be wrapped. */
    @Test
    void line_hasAtMost120Columns() {
        var tooLong = new ArrayList<String>();
        for (var file : Repository.files("", file -> file.toString().matches(".*\\.(java|kt|md|py)"))) {
            var lines = Repository.text(file).lines().toList();
            for (var i = 0; i < lines.size(); i++) {
                var line = lines.get(i);
                if (line.length() > 120
                        && !line.startsWith("| ")
                        && line.strip().indexOf(' ') > 0
                        && !isMarkup(line)) {
                    tooLong.add(Repository.ROOT.relativize(file) + ":" + (i + 1));
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    /** Returns whether a line is a heading, an HTML comment, or a link to an anchor of the performance page. */
    private static boolean isMarkup(String line) {
        return line.startsWith("#") || line.startsWith("<!--") || line.contains("](../performance.md#");
    }

    @Test
    void readme_isShort() {
        assertThat(Repository.text(Repository.ROOT.resolve("README.md")).lines())
                .hasSizeLessThanOrEqualTo(README_LIMIT);
    }

    @Test
    void file_hasNoAbsolutePath() {
        assertThat(places(
                        MACHINE_PATH,
                        Repository.files("", ending("java", "kt", "md", "xml", "yml", "py", "properties"))))
                .as("paths that exist on one machine only")
                .isEmpty();
    }

    @Test
    void test_neverSleeps() {
        List<Path> tests = Repository.MODULES.stream()
                .flatMap(module -> Repository.files(module + "/src/test", ending("java", "kt")).stream())
                .toList();
        assertThat(places(SLEEP, tests)).as("sleeps; wait for a state instead").isEmpty();
    }

    /** A longer run selects tests by the tag of {@code RaceHunt}, so it would omit a test without that tag. */
    @Test
    void testWithRounds_isARaceHunt() {
        assertThat(Repository.javaFiles("core/src/test/java"))
                .filteredOn(file -> !file.toString().endsWith(PROGRAMS))
                .filteredOn(file -> hunts(file) != places(RACE_HUNT, file).count())
                .isEmpty();
    }

    /** Returns the number of methods of a test that use rounds. One method runs the programs of the test. */
    private static long hunts(Path test) {
        var programs = test.resolveSibling(test.getFileName().toString().replaceFirst("(Test)?\\.java", PROGRAMS));
        var inPrograms =
                Files.exists(programs) && places(ROUNDS, programs).findAny().isPresent();
        return places(ROUNDS, test).count() + (inPrograms ? 1 : 0);
    }

    @Test
    void exception_alwaysHasAMessage() {
        assertThat(places(WORDLESS, Repository.javaFiles("core/src/main/java")))
                .as("exceptions without a message")
                .isEmpty();
    }

    private static List<String> brokenLinks(Path file) {
        String text = FENCED.matcher(Repository.text(file))
                .replaceAll(block -> block.group().replaceAll("[^\n]", " "));
        return LINK.matcher(text)
                .results()
                .filter(link -> !ELSEWHERE.matcher(link.group(1)).matches())
                .filter(link -> !leadsSomewhere(
                        link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1)), link.group(2)))
                .map(link -> Repository.place(file, text, link.start()) + " " + link.group())
                .toList();
    }

    private static boolean leadsSomewhere(Path target, @Nullable String anchor) {
        return Files.exists(target) && (anchor == null || anchors(target).anyMatch(anchor::equals));
    }

    /** Returns the anchors that GitHub generates for headings, and the explicit anchors. */
    private static Stream<String> anchors(Path file) {
        var text = Repository.text(file);
        var ofHeadings = HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'));
        return Stream.concat(ofHeadings, ANCHOR.matcher(text).results().map(anchor -> anchor.group(1)));
    }

    private static List<String> places(Pattern pattern, List<Path> files) {
        return files.stream().flatMap(file -> places(pattern, file)).toList();
    }

    private static Stream<String> places(Pattern pattern, Path file) {
        String text = Repository.text(file);
        List<MatchResult> found = pattern.matcher(text).results().toList();
        return found.stream().map(match -> Repository.place(file, text, match.start()) + " " + match.group());
    }

    private static Predicate<Path> ending(String... endings) {
        return file -> Stream.of(endings).anyMatch(ending -> file.toString().endsWith("." + ending));
    }
}

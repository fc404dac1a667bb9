package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API is recorded in {@code public-api.txt}, so that each change of the API shows up in a commit.
 *
 * <p>To accept a change: {@code mvn test -pl core -Dtest=PublicApiTest -DacceptApi=true}.
 */
class PublicApiTest {
    private static final Path GOLDEN = Repository.ROOT.resolve("core/src/test/resources/public-api.txt");
    private static final String HOW_TO_ACCEPT =
            "to accept the change: mvn test -pl core -Dtest=PublicApiTest -DacceptApi=true";
    private static final Pattern OUR_TYPE = Pattern.compile("io\\.github\\.threading4j(\\.[a-z]\\w*)*(\\.[A-Z]\\w*)+");

    @Test
    void api_matchesTheRecordedApi() throws IOException {
        List<String> actual = lines(PublicApi.read());
        if (Boolean.getBoolean("acceptApi")) {
            Files.write(GOLDEN, actual);
        }
        List<String> expected = Files.exists(GOLDEN) ? Files.readAllLines(GOLDEN) : List.of();
        assertThat(difference(expected, actual))
                .as("public API (- recorded, + found); " + HOW_TO_ACCEPT)
                .isEmpty();
        assertThat(actual).as("order of the public API; " + HOW_TO_ACCEPT).isEqualTo(expected);
    }

    @Test
    void api_mentionsOnlyVisibleTypes() throws IOException {
        List<String> visible =
                PublicApi.visibleTypes().stream().map(Class::getCanonicalName).toList();
        List<String> hidden = lines(PublicApi.read()).stream()
                .flatMap(line -> OUR_TYPE.matcher(line).results().map(MatchResult::group))
                .filter(type -> !visible.contains(type))
                .distinct()
                .toList();
        assertThat(hidden)
                .as("types that are used in public signatures but are not public")
                .isEmpty();
    }

    private static List<String> lines(Map<String, List<String>> api) {
        List<String> lines = new ArrayList<>();
        api.forEach((type, members) -> {
            lines.add(type);
            members.forEach(member -> lines.add("    " + member));
        });
        return lines;
    }

    private static List<String> difference(List<String> expected, List<String> actual) {
        TreeSet<String> before = new TreeSet<>(withTypes(expected));
        TreeSet<String> now = new TreeSet<>(withTypes(actual));
        Stream<String> gone =
                before.stream().filter(line -> !now.contains(line)).map(line -> "- " + line);
        Stream<String> come =
                now.stream().filter(line -> !before.contains(line)).map(line -> "+ " + line);
        return Stream.concat(gone, come).toList();
    }

    /** Returns each member together with the type that it is listed under, since members of many types look alike. */
    private static List<String> withTypes(List<String> lines) {
        List<String> found = new ArrayList<>();
        String type = "";
        for (String line : lines) {
            boolean member = line.startsWith(" ");
            type = member ? type : line;
            found.add(member ? type + " { " + line.strip() + " }" : line);
        }
        return found;
    }
}

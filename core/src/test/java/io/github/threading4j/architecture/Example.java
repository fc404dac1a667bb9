package io.github.threading4j.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An example in the documentation.
 *
 * @param place the file and the line at which the example begins
 * @param code the code as a reader sees it
 */
record Example(String place, String code) {
    private static final Pattern JAVADOC = Pattern.compile("(?s)<pre>\\s*\\{@code\\b(.*?)}\\s*</pre>");
    private static final Pattern MARKDOWN = Pattern.compile("(?ms)^```java\\h*\n(.*?)^```");
    private static final Pattern KOTLIN = Pattern.compile("(?ms)^```kotlin\\h*\n(.*?)^```");
    private static final Pattern NOT_RUN = Pattern.compile("(?s).*<!-- not run: [^>]+ -->\\s*");
    private static final Pattern PROGRAM =
            Pattern.compile("(?ms)^ *(?:public )?(?:final )?class (\\w+).*\\bstatic void main\\(");
    private static final Pattern MARGIN = Pattern.compile("(?m)^\\h*\\* ?");

    /** Returns all examples in the Javadoc of the core module. */
    static List<Example> inJavadoc() {
        return Repository.javaFiles("core/src/main/java").stream()
                .flatMap(file -> find(JAVADOC, file))
                .map(example ->
                        new Example(example.place, MARGIN.matcher(example.code).replaceAll("")))
                .toList();
    }

    /** Returns all examples in the README and the documents, except those marked as "not run". */
    static List<Example> inMarkdown() {
        return inMarkdown(MARKDOWN);
    }

    /** Like {@link #inMarkdown()}, for Kotlin. */
    static List<Example> kotlinInMarkdown() {
        return inMarkdown(KOTLIN);
    }

    private static List<Example> inMarkdown(Pattern pattern) {
        Stream<Path> readme = Repository.files("", file -> file.equals(Repository.ROOT.resolve("README.md"))).stream();
        Stream<Path> docs = Repository.files("docs", file -> file.toString().endsWith(".md")).stream();
        return Stream.concat(readme, docs).flatMap(file -> find(pattern, file)).toList();
    }

    private static Stream<Example> find(Pattern pattern, Path file) {
        String text = Repository.text(file);
        List<Example> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        int last = 0;
        while (matcher.find()) {
            if (!NOT_RUN.matcher(text.substring(last, matcher.start())).matches()) {
                found.add(new Example(Repository.place(file, text, matcher.start()), matcher.group(1)));
            }
            last = matcher.end();
        }
        return found.stream();
    }

    String typeName() {
        Matcher program = PROGRAM.matcher(code);
        return program.find() ? program.group(1) : "Example";
    }

    /** Returns whether the example needs virtual threads. */
    boolean wantsVirtualThreads() {
        return code.matches("(?s).*\\bvirtual\\(.*");
    }

    /** Returns the example as a class with a {@code main} method, the given imports and the imports of the example. */
    String source(String imports) {
        String own = code.lines().filter(Example::isImport).collect(Collectors.joining("\n"));
        String rest = code.lines().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
        String type = PROGRAM.matcher(code).find() ? rest : """
                final class Example {
                    public static void main(String[] args) throws Exception {
                        example();
                    }

                    private static void example() throws Exception {
                        %s
                    }
                }
                """.formatted(rest);
        return imports + "\n" + own + "\n" + type;
    }

    private static boolean isImport(String line) {
        return line.strip().startsWith("import ");
    }
}

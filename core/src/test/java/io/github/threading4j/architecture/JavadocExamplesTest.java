package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.threading4j.internal.JavaThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every example in the Javadoc, in the README and in {@code docs} compiles, and runs without an exception.
 *
 * <p>An example is the body of a method that can throw exceptions, or a class with a {@code main} method. It can
 * use our public types, the static methods of {@code Threading} and the common packages of the JDK without imports.
 */
class JavadocExamplesTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void javadoc_hasExamples() {
        assertThat(Example.inJavadoc()).isNotEmpty();
    }

    @TestFactory
    Stream<DynamicTest> javadoc_compilesAndRuns() {
        return tests(Example.inJavadoc());
    }

    @TestFactory
    Stream<DynamicTest> markdown_compilesAndRuns() {
        return tests(Example.inMarkdown());
    }

    /** This test cannot compile Kotlin, so each Kotlin example must also be part of a Kotlin test, word for word. */
    @Test
    void markdown_kotlinExamples_arePartOfATest() {
        var test = "core/src/test/kotlin/io/github/threading4j/api/KotlinApiTest.kt";
        var tested = withoutMargins(Repository.text(Repository.ROOT.resolve(test)));
        assertThat(Example.kotlinInMarkdown())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(tested)
                        .as("the example at " + example.place())
                        .contains(withoutMargins(example.code())));
    }

    private static String withoutMargins(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static Stream<DynamicTest> tests(List<Example> examples) {
        return examples.stream().map(example -> DynamicTest.dynamicTest(example.place(), () -> check(example)));
    }

    private static void check(Example example) {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        try {
            Class<?> type = MemoryCompiler.load(example.typeName(), example.source(imports()));
            // If this JDK lacks virtual threads, an example that needs them is compiled but not run.
            if (JavaThreads.supportsVirtual() || !example.wantsVirtualThreads()) {
                assertTimeoutPreemptively(LIMIT, () -> run(type.getDeclaredMethod("main", String[].class)));
            }
        } catch (Throwable e) {
            throw new AssertionError("the example at " + example.place() + " does not work: " + e.getMessage(), e);
        } finally {
            System.setOut(out);
        }
    }

    private static void run(Method main) throws Throwable {
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /**
     * Single-type imports of our types take precedence over JDK types of the same name, which are imported on demand.
     */
    private static String imports() throws IOException {
        Map<String, String> ours = new LinkedHashMap<>();
        for (Class<?> type : PublicApi.visibleTypes()) {
            if (!type.isMemberClass()) {
                ours.putIfAbsent(type.getSimpleName(), "import " + type.getName() + ";");
            }
        }
        Stream<String> others = Stream.of(
                        "java.io",
                        "java.nio.file",
                        "java.time",
                        "java.util",
                        "java.util.concurrent",
                        "java.util.function",
                        "java.util.stream")
                .map(name -> "import " + name + ".*;");
        return "import static io.github.threading4j.Threading.*;\n"
                + Stream.concat(ours.values().stream(), others).collect(Collectors.joining("\n"));
    }
}

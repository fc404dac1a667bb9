package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Limits on the size of files and methods. Only lines of code count, not comments and blank lines, so that the limits
 * do not discourage documentation.
 */
class SourceBudgetTest {
    private static final int FILE_LIMIT = 300;
    private static final int FILE_MEDIAN = 80;
    private static final int METHOD_LIMIT = 40;
    private static final int METHOD_90TH = 15;

    static Stream<String> modules() {
        return Repository.MODULES.stream();
    }

    @Test
    void file_isWithinTheLimit() {
        assertThat(allFiles())
                .isNotEmpty()
                .filteredOn(file -> lines(file) > FILE_LIMIT)
                .as("files over " + FILE_LIMIT + " lines of code")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void files_haveAMedianLengthBelowTheBudget(String module) {
        List<Integer> lengths =
                mainFiles(module).stream().map(SourceBudgetTest::lines).sorted().toList();
        assertThat(percentile(lengths, 50))
                .as("median of lines per file in " + module)
                .isLessThan(FILE_MEDIAN);
    }

    @Test
    void method_isWithinTheLimit() throws IOException {
        assertThat(methods(allFiles()))
                .isNotEmpty()
                .filteredOn(method -> method.lines() > METHOD_LIMIT)
                .as("methods over " + METHOD_LIMIT + " lines of code")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void methods_haveA90thPercentileBelowTheBudget(String module) throws IOException {
        List<Integer> lengths =
                methods(mainFiles(module)).stream().map(Method::lines).sorted().toList();
        assertThat(percentile(lengths, 90))
                .as("90th percentile of lines per method in " + module)
                .isLessThan(METHOD_90TH);
    }

    private static List<Path> mainFiles(String module) {
        return Repository.javaFiles(module + "/src/main/java").stream()
                .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                .toList();
    }

    private static List<Path> allFiles() {
        return modules()
                .flatMap(module -> Stream.of(module + "/src/main/java", module + "/src/test/java"))
                .flatMap(folder -> Repository.javaFiles(folder).stream())
                .toList();
    }

    private static int lines(Path file) {
        return codeLines(Repository.text(file));
    }

    /**
     * A comment; or a text block, a string or a character literal, each of which can contain text that looks like a
     * comment.
     */
    private static final Pattern COMMENT = Pattern.compile(
            "/\\*.*?\\*/|//[^\n]*|(\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+')",
            Pattern.DOTALL);

    /** Returns the number of lines that contain more than comments. */
    static int codeLines(String source) {
        var code = COMMENT.matcher(source)
                .replaceAll(match -> match.group(1) == null ? "" : Matcher.quoteReplacement(match.group(1)));
        return (int) code.lines().filter(line -> !line.isBlank()).count();
    }

    @Test
    void codeLines_countsNoComments() {
        assertThat(codeLines("""
                /** A comment
                    of two lines. */
                class A { // one

                    /* none */
                    String text = "// not a comment /*"; // two
                    char quote = '"'; /* three
                }
                 */
                }
                """)).isEqualTo(4);
    }

    private static int percentile(List<Integer> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100);
    }

    /** Returns the methods with a body, each from its first annotation or modifier to its closing brace. */
    private static List<Method> methods(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<Method> found = new ArrayList<>();
            for (CompilationUnitTree file : task.parse()) {
                new MethodScanner(file, positions, found).scan(file, null);
            }
            return found;
        }
    }

    private record Method(String name, int lines) {}

    private static final class MethodScanner extends TreeScanner<Void, Void> {
        private final CompilationUnitTree file;
        private final SourcePositions positions;
        private final List<Method> found;
        private final String source;

        MethodScanner(CompilationUnitTree file, SourcePositions positions, List<Method> found) {
            this.file = file;
            this.positions = positions;
            this.found = found;
            this.source = Repository.text(Path.of(file.getSourceFile().toUri()));
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            if (method.getBody() != null) {
                long first = positions.getStartPosition(file, method);
                long last = positions.getEndPosition(file, method);
                String place =
                        Repository.ROOT.relativize(Path.of(file.getSourceFile().toUri())) + ":"
                                + file.getLineMap().getLineNumber(first);
                found.add(new Method(
                        place + " " + method.getName(), codeLines(source.substring((int) first, (int) last))));
            }
            return super.visitMethod(method, unused);
        }
    }
}

package io.github.threading4j.stress;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * The stress tests in this jar, by name.
 *
 * <p>jcstress runs the tests that its annotation processor has listed. The list is compared with the classes in the
 * jar, since a test that was compiled without the processor would otherwise be omitted silently.
 */
final class Catalog {
    private static final String ROOT = Catalog.class.getPackageName();
    private static final String TWINS = ROOT + ".twins.";

    private final SortedSet<String> names;

    private Catalog(SortedSet<String> names) {
        this.names = names;
    }

    /** Reads the list of tests. Throws if the list differs from the compiled tests. */
    static Catalog load() throws Exception {
        SortedSet<String> compiled = compiledTests();
        if (compiled.isEmpty()) {
            throw new IllegalStateException("no stress test in this jar: 0 classes with @JCStressTest (expected some)");
        }
        SortedSet<String> listed = new TreeSet<>(TestList.tests());
        if (!listed.equals(compiled)) {
            throw new IllegalStateException("jcstress would miss tests: its list has " + listed + " (expected "
                    + compiled + "); was its annotation processor run?");
        }
        return new Catalog(listed);
    }

    /** Returns the tests that must pass. */
    SortedSet<String> tests(String pattern) {
        return matching(pattern, name -> !name.startsWith(TWINS));
    }

    /** Returns the broken twins, which must fail. */
    SortedSet<String> twins(String pattern) {
        return matching(pattern, name -> name.startsWith(TWINS));
    }

    /** Returns the number of actors of a test. */
    static int actors(String name) {
        TestInfo info = TestList.getInfo(name);
        return info.threads();
    }

    private SortedSet<String> matching(String pattern, Predicate<String> kind) {
        Predicate<String> chosen = Pattern.compile(pattern).asPredicate();
        return names.stream().filter(kind.and(chosen)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the jar or folder that contains these classes. */
    static Path home() throws URISyntaxException {
        return Path.of(Catalog.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static SortedSet<String> compiledTests() throws IOException, URISyntaxException {
        Path home = home();
        if (Files.isDirectory(home)) {
            return annotatedClasses(home);
        }
        try (FileSystem jar = FileSystems.newFileSystem(home)) {
            return annotatedClasses(jar.getPath("/"));
        }
    }

    private static SortedSet<String> annotatedClasses(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(ROOT.replace('.', '/')))) {
            List<String> classes = files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .map(file -> file.replace('/', '.'))
                    .toList();
            return classes.stream()
                    .map(Catalog::load)
                    .filter(type -> type.isAnnotationPresent(JCStressTest.class))
                    .map(Class::getCanonicalName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Class<?> load(String binaryName) {
        try {
            return Class.forName(binaryName, false, Catalog.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("cannot load a class of this jar: " + binaryName, e);
        }
    }
}

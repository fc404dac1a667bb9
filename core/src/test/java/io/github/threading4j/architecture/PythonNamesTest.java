package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.Python;
import java.io.IOException;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Python's names in the docs, mainly in the table of all names: every Java name in the table exists, and no public name
 * of Python or of this library is missing.
 */
class PythonNamesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (.+?) \\|");
    private static final Pattern CODE = Pattern.compile("`([\\w.]+)`");
    private static final Pattern MEMBER = Pattern.compile("`([A-Z]\\w*\\.\\w+)(?:\\(.*?\\))?`");
    private static final Pattern ANY_CODE = Pattern.compile("(?s)```.*?```|`[^`\n]+`");

    /** A Python program that prints all public names of the modules and of their classes. */
    private static final String PROGRAM = """
            import _thread, concurrent.futures, contextvars, multiprocessing.dummy, multiprocessing.pool, queue, sched
            import threading

            def public(owner):
                return [name for name in dir(owner) if not name.startswith("_")]

            names = {"_thread." + name for name in public(_thread)}
            modules = [threading, queue, concurrent.futures, contextvars, sched]
            for module in modules + [multiprocessing.pool, multiprocessing.dummy]:
                for name in module.__all__:
                    names.add(f"{module.__name__}.{name}")
            classes = [
                threading.Thread, threading.Condition, threading.Semaphore, threading.BoundedSemaphore, threading.Event,
                threading.Barrier, queue.Queue, concurrent.futures.Future, concurrent.futures.Executor,
                concurrent.futures.ThreadPoolExecutor, contextvars.ContextVar, contextvars.Context, contextvars.Token,
                sched.scheduler, multiprocessing.pool.ThreadPool, multiprocessing.pool.IMapIterator,
            ]
            modules = {"_contextvars": "contextvars", "concurrent.futures._base": "concurrent.futures",
                       "concurrent.futures.thread": "concurrent.futures"}
            for owner in classes:
                module = modules.get(owner.__module__, owner.__module__)
                module = "contextvars" if module == "builtins" else module
                for name in public(owner):
                    names.add(f"{module}.{owner.__name__}.{name}")
            print("\\n".join(sorted(names)))
            """;

    private static String guide() {
        return Repository.text(Repository.ROOT.resolve("docs/porting-from-python.md"));
    }

    private static String reference() {
        return Repository.text(Repository.ROOT.resolve("docs/python-names.md"));
    }

    private static String section() {
        var text = reference();
        return text.substring(text.indexOf("\n## Every name\n"));
    }

    /** Returns the Java column by Python name. */
    private static Map<String, String> rows() {
        return ROW.matcher(section())
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (first, second) -> {
                    throw new AssertionError("two rows for one name: " + first + ", " + second);
                }));
    }

    private static Map<String, Class<?>> ours() throws IOException {
        Map<String, Class<?>> types = new HashMap<>();
        for (Class<?> type : PublicApi.visibleTypes()) {
            types.put(type.getSimpleName(), type);
        }
        return types;
    }

    @Test
    void counterpart_exists_orAReasonIsGiven() throws IOException {
        Map<String, Class<?>> ours = ours();
        List<String> missing = new ArrayList<>();
        rows().forEach((python, java) -> {
            if (java.startsWith("none: ") || ours.containsKey(python)) {
                return; // in the second table, the left column names a class of this library
            }
            List<String> names =
                    CODE.matcher(java).results().map(code -> code.group(1)).toList();
            assertThat(names).as("counterparts of " + python).isNotEmpty();
            names.stream().filter(name -> !exists(name, ours)).forEach(name -> missing.add(python + ": " + name));
        });
        assertThat(missing).as("names in the table that do not exist").isEmpty();
        assertThat(rows()).hasSizeGreaterThan(200);
    }

    @Test
    void noCounterpartSection_namesExistingMembers() throws IOException {
        var text = reference();
        var section = text.substring(text.indexOf("\n## No counterpart\n"), text.indexOf("\n## Every name\n"));
        Map<String, Class<?>> ours = ours();
        assertThat(MEMBER.matcher(section).results().map(member -> member.group(1)))
                .filteredOn(member -> ours.containsKey(member.split("\\.")[0]))
                .hasSizeGreaterThan(10)
                .allMatch(member -> exists(member, ours));
    }

    private static boolean exists(String name, Map<String, Class<?>> ours) {
        if (name.startsWith("java.")) {
            try {
                return Class.forName(name) != null;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
        String[] parts = name.split("\\.");
        Class<?> type = ours.get(parts[0]);
        return type != null && (parts.length == 1 || hasMember(type, parts[1]));
    }

    private static boolean hasMember(Class<?> type, String name) {
        return publicNames(type).anyMatch(name::equals);
    }

    @Test
    void table_hasAllPublicTypes() throws IOException {
        Set<String> named = CODE.matcher(section())
                .results()
                .map(code -> code.group(1).split("\\.")[0])
                .collect(Collectors.toSet());
        assertThat(ours().keySet()).filteredOn(type -> !named.contains(type)).isEmpty();
    }

    @Test
    void guideOrReference_hasAllMembers() throws IOException {
        Set<String> named = ANY_CODE.matcher(guide() + reference())
                .results()
                .flatMap(code -> Stream.of(code.group().split("\\W+")))
                .collect(Collectors.toSet());
        assertThat(PublicApi.visibleTypes())
                // Users write lambdas, so they need not know the method of a functional interface.
                .filteredOn(type -> !type.isAnnotationPresent(FunctionalInterface.class))
                .flatExtracting(PythonNamesTest::namesOfMembers)
                .filteredOn(name -> !named.contains(name.substring(name.indexOf('.') + 1)))
                .isEmpty();
    }

    /** Returns the names of a type's members, without those inherited from a JDK type. */
    private static List<String> namesOfMembers(Class<?> type) {
        Set<String> names = publicNames(type).collect(Collectors.toCollection(TreeSet::new));
        namesOfJava(type).forEach(names::remove);
        return names.stream().map(name -> type.getSimpleName() + "." + name).toList();
    }

    private static Stream<String> namesOfJava(Class<?> type) {
        Stream<String> above = TypeText.directSupertypes(type).stream().flatMap(PythonNamesTest::namesOfJava);
        boolean ofJava = type.getName().startsWith("java.");
        return Stream.concat(publicNames(ofJava ? type : Object.class), above);
    }

    private static Stream<String> publicNames(Class<?> type) {
        return Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getFields()))
                .map(Member::getName);
    }

    @Test
    @Tag(Needs.PYTHON)
    void table_hasAllPublicNamesOfPython() throws Exception {
        var names = Python.run("-c", PROGRAM);
        Set<String> rows = rows().keySet();
        assertThat(names).filteredOn(name -> !rows.contains(name)).isEmpty();
    }
}

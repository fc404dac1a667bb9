package io.github.threading4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.internal.JavaThreads;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * No exception is reachable from a static field. An exception in a static field refers to the classes that were on the
 * stack when it was created. These classes and their class loaders would stay reachable as long as the library is
 * loaded.
 */
class StaticThrowablesTest {
    private static final Path CLASSES = Repository.ROOT.resolve("core/target/classes");
    private static final String OURS = "io.github.threading4j.";

    /** An object reachable from a static field, and the path of fields to it. */
    private record Found(String path, Object value) {}

    static List<Class<?>> classes() throws IOException {
        try (var files = Files.walk(CLASSES)) {
            var classes = new ArrayList<Class<?>>();
            for (var file : files.map(CLASSES::relativize).map(Path::toString).toList()) {
                if (file.endsWith(".class") && !file.endsWith("-info.class")) {
                    var name =
                            file.substring(0, file.length() - ".class".length()).replace('/', '.');
                    if (canBeInitialized(name)) {
                        classes.add(load(name));
                    }
                }
            }
            return classes;
        }
    }

    /** Returns false for a nested class of JavaThreads if this Java version lacks the methods that it looks up. */
    private static boolean canBeInitialized(String name) {
        return JavaThreads.supportsVirtual() || !name.startsWith(JavaThreads.class.getName() + "$");
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void staticFields_reachNoThrowable() throws Exception {
        var seen = Collections.<Object>newSetFromMap(new IdentityHashMap<>());
        var open = new ArrayDeque<Found>();
        for (var type : classes()) {
            addFields(open, type.getSimpleName(), type, null);
        }
        assertThat(open).as("the static fields").hasSizeGreaterThan(50);
        var throwables = new ArrayList<String>();
        while (!open.isEmpty()) {
            var next = open.remove();
            if (next.value instanceof Throwable) {
                throwables.add(next.path + ": " + next.value);
            } else if (seen.add(next.value)) {
                addContents(open, next);
            }
        }
        assertThat(throwables).isEmpty();
    }

    /** Adds the contents of collections, arrays and objects of this library. The library uses no other containers. */
    private static void addContents(ArrayDeque<Found> open, Found found) throws IllegalAccessException {
        if (found.value instanceof Collection<?> items
                && !found.value.getClass().getName().startsWith(OURS)) {
            items.forEach(item -> add(open, found.path + "[]", item));
        } else if (found.value instanceof Object[] items) {
            Arrays.asList(items).forEach(item -> add(open, found.path + "[]", item));
        }
        for (Class<?> type = found.value.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith(OURS)) {
                addFields(open, found.path, type, found.value);
            }
        }
    }

    private static void addFields(ArrayDeque<Found> open, String path, Class<?> type, Object of)
            throws IllegalAccessException {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) == (of == null) && isReadable(field)) {
                add(open, path + "." + field.getName(), field.get(of));
            }
        }
    }

    /**
     * Returns whether a field can refer to an object and can be read. The fields of a lambda cannot always be read, but
     * a lambda in a static field captures only static values.
     */
    private static boolean isReadable(Field field) {
        return !Set.of("boolean", "byte", "int", "long", "double")
                        .contains(field.getType().getName())
                && field.trySetAccessible();
    }

    private static void add(ArrayDeque<Found> open, String path, Object value) {
        if (value != null) {
            open.add(new Found(path, value));
        }
    }
}

package io.github.threading4j.faults.injection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** All sites of the classes under test, numbered in the order of classes, methods and instructions. */
final class Sites {
    private final Hierarchy hierarchy = new Hierarchy();
    private final Map<String, Integer> firstIds = new HashMap<>();
    private final List<Site> all = new ArrayList<>();

    private Sites(List<byte[]> classes) {
        classes.forEach(hierarchy::add);
        for (var code : classes) {
            var visitor = new SiteVisitor(null, hierarchy, all.size());
            var reader = new ClassReader(code);
            reader.accept(visitor, 0);
            firstIds.put(reader.getClassName(), all.size());
            all.addAll(visitor.sites());
        }
    }

    /** Returns the sites of the library. */
    static Sites ofLibrary() {
        var sample = Objects.requireNonNull(Sites.class.getResource("/io/github/threading4j/Lock.class"));
        try (var files = Files.walk(Path.of(sample.toURI()).getParent())) {
            return new Sites(files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .map(Sites::read)
                    .toList());
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the sites of the given classes. */
    static Sites of(List<String> names) {
        var codes = new ArrayList<byte[]>();
        for (var name : names) {
            try (var in = Sites.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                codes.add(Objects.requireNonNull(in, name).readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Sites(codes);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Site> all() {
        return Collections.unmodifiableList(all);
    }

    /** Returns the class with a call at each site, or null if the class is not under test. */
    byte[] instrument(String name, byte[] code) {
        var first = firstIds.get(name);
        if (first == null) {
            return null;
        }
        var reader = new ClassReader(code);
        var writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new SiteVisitor(writer, hierarchy, first), 0);
        return writer.toByteArray();
    }
}

package io.github.threading4j.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of this repository, for tests that check them. */
final class Repository {
    static final Path ROOT = root();
    static final List<String> MODULES = List.of("core", "examples", "stress-tests", "benchmarks");

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", "node_modules");

    private Repository() {}

    /** Returns the Java files below a folder of the repository, sorted; none if the folder does not exist. */
    static List<Path> javaFiles(String folder) {
        return files(folder, file -> file.toString().endsWith(".java"));
    }

    /** Returns the files below a folder of the repository that match, sorted; none if the folder does not exist. */
    static List<Path> files(String folder, Predicate<Path> interest) {
        Path start = ROOT.resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(start)) {
            return all.filter(file -> isOurs(ROOT.relativize(file)) && Files.isRegularFile(file))
                    .filter(interest)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the files of " + start, e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Returns a place for use in messages: the path from the root, and the line of the offset. */
    static String place(Path file, String text, int offset) {
        long line = 1 + text.substring(0, offset).chars().filter(c -> c == '\n').count();
        return ROOT.relativize(file) + ":" + line;
    }

    private static boolean isOurs(Path path) {
        for (Path part : path) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "not inside the repository: " + Path.of("").toAbsolutePath());
        }
        return folder;
    }
}

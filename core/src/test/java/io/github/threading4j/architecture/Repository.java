package io.github.threading4j.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of this repository, as these tests see them. */
final class Repository {
    static final Path ROOT = root();
    static final List<String> MODULES = List.of("core", "examples", "stress-tests", "benchmarks");

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", "node_modules");

    private Repository() {}

    /** The Java files below this folder of the repository, in order; none if there is no such folder. */
    static List<Path> javaFiles(String folder) {
        return files(folder, file -> file.toString().endsWith(".java"));
    }

    /**
     * The files below this folder of the repository that are of interest, in order; none if there is no such folder.
     */
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

    /** How a failure names a place: the path from the root, and the line of that offset. */
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

package io.github.threading4j.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one Java, or CPython, measured on one machine: a file of these is kept for each, and a new run replaces only the
 * rows that it ran.
 *
 * @param machine in words
 * @param processors how many
 * @param runtime with its version, as it calls itself
 * @param rows ratios, empty for CPython
 * @param latencies how long single operations took, empty for CPython
 * @param python operations per microsecond of CPython, empty for Java
 */
record Results(
        String machine,
        int processors,
        String runtime,
        List<Row> rows,
        List<Latency> latencies,
        List<PythonRow> python) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    /** One subject's part of it. */
    interface Entry {
        /** The label of the subject. */
        String subject();

        /** When it was measured: an ISO date. */
        String date();
    }

    /** Operations per microsecond of the same work in CPython: the median over rounds, and the quartiles. */
    record PythonRow(String subject, String date, int rounds, double throughput, double low, double high)
            implements Entry {}

    /** What a file without one of the lists has, is none. */
    Results {
        rows = rows == null ? List.of() : List.copyOf(rows);
        latencies = latencies == null ? List.of() : List.copyOf(latencies);
        python = python == null ? List.of() : List.copyOf(python);
    }

    /** Nothing yet, for this machine and this Java. */
    static Results here() {
        return forRuntime("Java " + Runtime.version());
    }

    static Results forRuntime(String runtime) {
        var processors = Runtime.getRuntime().availableProcessors();
        return new Results(Machine.describe(), processors, runtime, List.of(), List.of(), List.of());
    }

    static Results parse(String json) {
        return GSON.fromJson(json, Results.class);
    }

    /** What is in this file; empty if there is none. */
    static Optional<Results> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(parse(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (JsonParseException e) {
            throw new IllegalStateException("not results of benchmarks: " + file, e);
        }
    }

    /** All that is kept below this folder, in the order of the files' names. */
    static List<Results> readAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /**
     * Puts these into a file, or into one with the usual name if it is a folder, and leaves its other rows as they are.
     */
    void mergeInto(Path place) throws IOException {
        var file = Files.isDirectory(place) ? place.resolve(fileName()) : place;
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        var merged = read(file).map(this::over).orElse(this);
        Files.writeString(file, GSON.toJson(merged) + "\n");
    }

    /** These, with what is only in the others. */
    Results over(Results others) {
        return new Results(
                machine,
                processors,
                runtime,
                over(others.rows, rows),
                over(others.latencies, latencies),
                over(others.python, python));
    }

    private static <T extends Entry> List<T> over(List<T> old, List<T> fresh) {
        Map<String, T> bySubject = new LinkedHashMap<>();
        old.forEach(entry -> bySubject.put(entry.subject(), entry));
        fresh.forEach(entry -> bySubject.put(entry.subject(), entry));
        return List.copyOf(bySubject.values());
    }

    Results with(Row row) {
        return new Results(machine, processors, runtime, List.of(row), List.of(), List.of()).over(this);
    }

    Results with(Latency latency) {
        return new Results(machine, processors, runtime, List.of(), List.of(latency), List.of()).over(this);
    }

    Results with(List<PythonRow> more) {
        return new Results(machine, processors, runtime, List.of(), List.of(), more).over(this);
    }

    /** The version's first number of a Java: {@code Java 17.0.15+6} is 17. CPython has 0. */
    int feature() {
        return isPython() ? 0 : Integer.parseInt(runtime.replaceAll("Java (\\d+).*", "$1"));
    }

    boolean isPython() {
        return runtime.startsWith("CPython");
    }

    /** {@code 2-processors/java-17.json}. */
    String fileName() {
        var name = isPython() ? "cpython" : "java-" + feature();
        return processors + "-processors/" + name + ".json";
    }

    Optional<Row> row(String subject) {
        return find(rows, subject);
    }

    Optional<PythonRow> pythonRow(String subject) {
        return find(python, subject);
    }

    Optional<Latency> latency(String subject) {
        return find(latencies, subject);
    }

    List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        Stream.<Collection<? extends Entry>>of(rows, latencies, python).forEach(all::addAll);
        return all;
    }

    private static <T extends Entry> Optional<T> find(List<T> entries, String subject) {
        return entries.stream().filter(entry -> entry.subject().equals(subject)).findFirst();
    }
}

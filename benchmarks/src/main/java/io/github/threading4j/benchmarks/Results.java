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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The results of one JDK, or of CPython, on one machine. They are stored in one file, in which a new run replaces only
 * the rows that it measures.
 *
 * @param machine a description of the machine: up to its first comma, the number and the kind of its processors
 * @param runtime the name and version of the JDK or CPython
 * @param rows the ratios; empty for CPython
 * @param latencies the latencies of single operations; empty for CPython
 * @param python the throughput of CPython, in operations per microsecond; empty for Java
 */
record Results(String machine, String runtime, List<Row> rows, List<Latency> latencies, List<PythonRow> python) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    /** The result of one subject. */
    interface Entry {
        /** {@return the label of the subject} */
        String subject();

        /** {@return the date of the measurement, in ISO format} */
        String date();
    }

    /**
     * The throughput of the same work in CPython, in operations per microsecond: the median over rounds, and the
     * quartiles.
     */
    record PythonRow(String subject, String date, int rounds, double throughput, double low, double high)
            implements Entry {}

    /** A list that is missing in a file is empty. */
    Results {
        rows = rows == null ? List.of() : List.copyOf(rows);
        latencies = latencies == null ? List.of() : List.copyOf(latencies);
        python = python == null ? List.of() : List.copyOf(python);
    }

    /** Returns empty results for this machine and this JDK. */
    static Results here() {
        return forRuntime("Java " + Runtime.version());
    }

    static Results forRuntime(String runtime) {
        return new Results(Machine.describe(), runtime, List.of(), List.of(), List.of());
    }

    static Results parse(String json) {
        return GSON.fromJson(json, Results.class);
    }

    /** Returns the results in a file; empty if the file does not exist. */
    static Optional<Results> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(parse(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (JsonParseException e) {
            throw new IllegalStateException("not results of benchmarks: " + file, e);
        }
    }

    /** Returns all results stored below a folder, in the order of the files' names. */
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
     * Merges these results into a file, or into the file with the default name in a folder; keeps the other rows of the
     * file.
     */
    void mergeInto(Path place) throws IOException {
        var file = Files.isDirectory(place) ? place.resolve(fileName()) : place;
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        var merged = read(file).map(this::over).orElse(this);
        Files.writeString(file, GSON.toJson(merged) + "\n");
    }

    /** Returns these results, plus the rows that only the other results contain. */
    Results over(Results others) {
        return new Results(
                machine,
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
        return new Results(machine, runtime, List.of(row), List.of(), List.of()).over(this);
    }

    Results with(Latency latency) {
        return new Results(machine, runtime, List.of(), List.of(latency), List.of()).over(this);
    }

    Results with(List<PythonRow> more) {
        return new Results(machine, runtime, List.of(), List.of(), more).over(this);
    }

    /** Returns the feature version of a JDK: 17 for {@code Java 17.0.15+6}. Returns 0 for CPython. */
    int feature() {
        return isPython() ? 0 : Integer.parseInt(runtime.replaceAll("Java (\\d+).*", "$1"));
    }

    boolean isPython() {
        return runtime.startsWith("CPython");
    }

    /** Returns the number and the kind of the processors, such as {@code 2 processors (AMD EPYC)}. */
    String processors() {
        return machine.split(",", 2)[0];
    }

    /**
     * Returns the name of the file, such as {@code 2-processors-amd-epyc/java-17.json}. The kind of the processors is
     * part of it, since the ratio of two locks differs from one kind to another.
     */
    String fileName() {
        var name = processors().toLowerCase(Locale.ROOT);
        var folder = name.replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
        return folder + "/" + (isPython() ? "cpython" : "java-" + feature()) + ".json";
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

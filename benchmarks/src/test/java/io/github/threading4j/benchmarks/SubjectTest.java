package io.github.threading4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class SubjectTest {
    @Test
    void labels_areUnique() {
        assertThat(Subject.declared()).extracting(Subject::label).isNotEmpty().doesNotHaveDuplicates();
        assertThat(Subject.declaredLatencies())
                .extracting(Subject::label)
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void labels_showWhatDiffers() {
        assertThat(Subject.declared())
                .extracting(Subject::label)
                .contains(
                        "Lock.acquire",
                        "Lock.acquire 16 threads",
                        "RLock.acquire vs guavaMonitor 4 threads",
                        "Barrier.barrier parties=4",
                        "CurrentThread.InVirtualThread.currentThread");
    }

    @Test
    void bothSides_areBenchmarks() {
        var all = Stream.concat(Subject.declared().stream(), Subject.declaredLatencies().stream());
        assertThat(all).allSatisfy(subject -> {
            for (var method : List.of(subject.ours(), subject.theirs())) {
                assertThat(subject.type().getMethods())
                        .as("benchmarks named %s in %s", method, subject.type())
                        .filteredOn(candidate ->
                                candidate.getName().equals(method) && candidate.isAnnotationPresent(Benchmark.class))
                        .hasSize(1);
            }
        });
    }

    @Test
    void targets_matchTheAnnotations() {
        assertThat(Subject.declared().stream().filter(Subject::hasTarget)).hasSizeGreaterThan(50);
        assertThat(target("Lock.acquire 4 threads")).isEqualTo(1.15);
        assertThat(target("Map.many")).isEqualTo(10);
        assertThat(target("Local.get")).isZero();
    }

    private static double target(String label) {
        return Subject.declared().stream()
                .filter(subject -> subject.label().equals(label))
                .findFirst()
                .orElseThrow()
                .against()
                .atLeast();
    }
}

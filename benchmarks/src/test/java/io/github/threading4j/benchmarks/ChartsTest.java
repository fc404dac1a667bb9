package io.github.threading4j.benchmarks;

import static io.github.threading4j.benchmarks.ResultsTest.results;
import static io.github.threading4j.benchmarks.ResultsTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.benchmarks.BarChart.Bar;
import io.github.threading4j.benchmarks.BarChart.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
    @Test
    void shownLabels_areSubjects() {
        assertThat(Subject.declared()).extracting(Subject::label).containsAll(Charts.SHOWN.keySet());
    }

    @Test
    void chart_hasABarForEachJdkWithTheRow() {
        var chart = Charts.chart(List.of(
                        results("Java 25", row("Lock.acquire", 2)),
                        results("Java 17.0.1", row("Lock.acquire", 1), row("Semaphore.acquire", 3), row("other", 9))))
                .orElseThrow();

        assertThat(chart.series()).containsExactly("Java 17", "Java 25");
        assertThat(chart.groups())
                .containsExactly(
                        new Group("Lock, one thread", List.of(new Bar(0, 1, 0.9, 1.1), new Bar(1, 2, 1.8, 2.2))),
                        new Group("Semaphore", List.of(new Bar(0, 3, 3 * 0.9, 3 * 1.1))));
    }

    @Test
    void chart_noShownSubject_isEmpty(@TempDir Path root) throws IOException {
        assertThat(Charts.chart(List.of(results("Java 25", row("other", 1))))).isEmpty();
        assertThat(Charts.write(root, List.of())).isFalse();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void write_drawsLightAndDarkCharts(@TempDir Path root) throws IOException {
        assertThat(Charts.write(root, List.of(results("Java 25", row("Lock.acquire", 2)))))
                .isTrue();
        var readme = Charts.intoReadme("# Title\n\n<!-- charts -->\n\nEnd.\n");
        assertThat(root.resolve(Charts.FOLDER).resolve("ratios-dark.svg")).isNotEmptyFile();
        for (var name : List.of("ratios-light.svg", "ratios-dark.svg")) {
            assertThat(Files.readString(root.resolve(Charts.FOLDER).resolve(name)))
                    .startsWith("<svg ");
            assertThat(readme).contains(Charts.FOLDER + "/" + name);
        }
    }

    @Test
    void intoReadme_repeated_writesOneLine() {
        var once = Charts.intoReadme("# Title\n\n<!-- charts -->\n\nEnd.\n");
        assertThat(once.lines()).hasSize(5);
        assertThat(Charts.intoReadme(once)).isEqualTo(once);
    }
}

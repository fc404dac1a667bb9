package io.github.threading4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.threading4j.benchmarks.BarChart.Bar;
import io.github.threading4j.benchmarks.BarChart.Group;
import io.github.threading4j.benchmarks.BarChart.Theme;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class BarChartTest {
    private static final BarChart CHART = new BarChart(
            "Fast & <slow>",
            List.of("Java 17", "Java 25"),
            List.of(
                    new Group("up", List.of(new Bar(0, 1.5, 1.4, 1.6), new Bar(1, 13, 12, 14))),
                    new Group("down", List.of(new Bar(1, 0.3, 0.2, 0.4)))));

    private static BarChart of(double ratio) {
        return new BarChart("one", List.of("a"), List.of(new Group("g", List.of(new Bar(0, ratio, ratio, ratio)))));
    }

    @Test
    void scale_coversAllBarsInPowersOfTwo() {
        assertThat(CHART.scaleBegin()).isEqualTo(0.125);
        assertThat(CHART.scaleEnd()).isEqualTo(16);
    }

    @Test
    void scale_coversAtLeastHalfToTwo() {
        assertThat(of(1).scaleBegin()).isEqualTo(0.5);
        assertThat(of(1).scaleEnd()).isEqualTo(2);
    }

    @Test
    void x_halfAndTwo_areEquallyFarFromOne() {
        assertThat(CHART.x(2) - CHART.x(1)).isCloseTo(CHART.x(1) - CHART.x(0.5), within(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void svg_isXmlWithAllBarsInside(Theme theme) throws Exception {
        var svg = parse(CHART.svg(theme));
        var width = Double.parseDouble(svg.getAttribute("width"));
        var height = Double.parseDouble(svg.getAttribute("height"));
        var bars = elements(svg, "rect");
        assertThat(bars).hasSize(2 + 3).allSatisfy(bar -> {
            assertThat(number(bar, "width")).isPositive();
            assertThat(number(bar, "x")).isBetween(0.0, width - number(bar, "width"));
            assertThat(number(bar, "y")).isBetween(0.0, height - number(bar, "height"));
        });
        assertThat(elements(svg, "text"))
                .allSatisfy(text -> assertThat(number(text, "x")).isBetween(0.0, width));
    }

    @Test
    void svg_containsATextDescription() throws Exception {
        var svg = parse(CHART.svg(Theme.LIGHT));
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("title desc");
        assertThat(elements(svg, "title").get(0).getTextContent()).isEqualTo("Fast & <slow>");
        assertThat(elements(svg, "desc").get(0).getTextContent())
                .isEqualTo("up: Java 17 1.50×; Java 25 13.0×; down: Java 25 0.30×;");
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static Element parse(String svg) throws Exception {
        var in = new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(in)
                .getDocumentElement();
    }

    private static List<Element> elements(Element root, String name) {
        var found = root.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}

package io.github.threading4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void subheading_withRowNames_givesTheirAnchors() {
        var limits = Limits.in("# Title\n\n### Not yet\n\n" + Limits.SECTION
                + "\n\n### Lock.acquire 16 threads\n\nWords.\n\n### Queue.simple crew=4:1, Map.many\n\nMore.\n");

        assertThat(limits.labels()).containsExactly("Lock.acquire 16 threads", "Queue.simple crew=4:1", "Map.many");
        assertThat(limits.anchors())
                .containsEntry("Lock.acquire 16 threads", "#lockacquire-16-threads")
                .containsEntry("Map.many", "#queuesimple-crew41-mapmany");
        assertThat(limits.explains("Not yet")).isFalse();
    }

    @Test
    void rowsParagraph_namesRows_givesTheAnchorOfItsSubheading() {
        var limits = Limits.in("# Title\n\n" + Limits.SECTION
                + "\n\n### Two\n\nRows: `Lock.acquire 16\nthreads`, `Map.many`\n\nWords, words.\n\n### Local.get\n");

        assertThat(limits.labels()).containsExactly("Lock.acquire 16 threads", "Map.many", "Local.get");
        assertThat(limits.anchors())
                .containsEntry("Lock.acquire 16 threads", "#two")
                .containsEntry("Map.many", "#two")
                .containsEntry("Local.get", "#localget");
    }

    @Test
    void documentWithoutTheSection_hasNoExplanations() {
        assertThat(Limits.in("# Title\n\n### Lock.acquire\n").labels()).isEmpty();
    }
}

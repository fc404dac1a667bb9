package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Acquirable;
import io.github.threading4j.function.Target;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Threads that acquire locks while the order is recorded, and the inversions that are then reported. */
abstract class LockOrderScene {
    final List<Finding> findings = new ArrayList<>();
    Search search;
    Recording recording;

    @BeforeEach
    void record() {
        search = new Search(Timeout.FOREVER, () -> false);
        recording = Insight.record(RecordOptions.defaults().lockOrder());
    }

    @AfterEach
    void stop() {
        recording.close();
        search.close();
    }

    void recordByName() {
        recording.close();
        recording = Insight.record(RecordOptions.defaults().lockOrderByName());
    }

    /** Runs a body in a thread of its own, and waits for its end. */
    static void in(String thread, Target body) throws Exception {
        in(ThreadKind.PLATFORM, thread, body);
    }

    static void in(ThreadKind kind, String thread, Target body) throws Exception {
        kind.builder().name(thread).start(body).join();
    }

    /** Acquires locks one after the other and releases them. */
    static void nest(Acquirable... locks) throws Exception {
        nest(List.of(locks));
    }

    static void nest(List<? extends Acquirable> locks) throws Exception {
        if (!locks.isEmpty()) {
            locks.get(0).acquire();
            try {
                nest(locks.subList(1, locks.size()));
            } finally {
                locks.get(0).release();
            }
        }
    }

    List<LockOrderInversion> inversions() {
        findings.clear();
        search.next(findings::add);
        return findings.stream()
                .filter(LockOrderInversion.class::isInstance)
                .map(LockOrderInversion.class::cast)
                .toList();
    }

    void assertIsReported() {
        assertThat(inversions()).hasSize(1);
    }

    void assertIsNotReported() {
        assertThat(inversions()).isEmpty();
    }
}

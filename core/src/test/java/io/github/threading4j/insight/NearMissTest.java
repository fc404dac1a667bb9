package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.internal.Timeout;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No deadlock is reported in programs that only appear to deadlock; see {@link NearMissProgram}. */
class NearMissTest {
    private static final int SCANS = 100;
    private static final long PAUSE_NANOS = 1_000_000;

    static List<Arguments> programs() {
        return Stream.of(NearMissProgram.values())
                .flatMap(program -> Kinds.available().stream()
                        .flatMap(kinds -> Stream.of(false, true).map(records -> Arguments.of(program, kinds, records))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("programs")
    @RaceHunt
    void programThatOnlyLooksLikeADeadlock_isNeverReported(NearMissProgram program, Kinds kinds, boolean records)
            throws Exception {
        var options = RecordOptions.defaults();
        try (var recording = records ? Insight.record(options.lockOrder()) : null;
                var search = new Search(Timeout.FOREVER, () -> false);
                var running = NearMisses.of(program, kinds)) {
            Rounds.run(SCANS, scan -> {
                assertThat(Insight.findDeadlocks()).isEmpty();
                LockSupport.parkNanos(PAUSE_NANOS);
            });
            var findings = new ArrayList<Finding>();
            search.next(findings::add);
            if (!program.hasOppositeOrders()) {
                assertThat(findings).isEmpty();
            }
        }
    }
}

package io.github.threading4j.benchmarks;

import io.github.threading4j.RLock;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.insight.RecordOptions;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Acquires an uncontended lock in a thread that already holds three locks; all of them record, or none. */
@State(Scope.Thread)
public class RecordingBenchmark {
    private static final int HELD = 3;

    @Param({"holders", "order"})
    public String records;

    private RLock recorded;
    private RLock plain;
    private long counter;

    @Setup
    public void holdThreeLocks() {
        plain = lastOfFour();
        var options = RecordOptions.defaults();
        try (var recording = Insight.record(records.equals("order") ? options.lockOrder() : options)) {
            recorded = lastOfFour();
        }
    }

    private static RLock lastOfFour() {
        var locks = List.of(new RLock(), new RLock(), new RLock(), new RLock());
        locks.subList(0, HELD).forEach(RLock::acquire);
        return locks.get(HELD);
    }

    @Benchmark
    @Against(
            value = "plain",
            params = {"holders", "order"})
    public void recorded() {
        recorded.acquire();
        try {
            counter++;
        } finally {
            recorded.release();
        }
    }

    @Benchmark
    public void plain() {
        plain.acquire();
        try {
            counter++;
        } finally {
            plain.release();
        }
    }
}

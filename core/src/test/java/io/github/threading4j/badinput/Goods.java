package io.github.threading4j.badinput;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

/** Good values for parameters that do not accept the usual good value of their type. */
final class Goods {
    private static final Map<String, Value> OTHERS = Map.ofEntries(
            Map.entry("BlockingQueueView.drainTo(Collection target)", Value.of("good", ArrayList::new)),
            Map.entry("Barrier.new(int parties)", Value.of("1", 1)),
            Map.entry("Future.get(long timeout)", Value.of("0", 0L)),
            Map.entry("RepeatingTimer.fixedDelay(double interval)", Value.of("1ms", 0.001)),
            Map.entry("RepeatingTimer.fixedRate(double interval)", Value.of("1ms", 0.001)),
            Map.entry("RepeatingTimer.fixedDelay(Duration interval)", Value.of("1ms", Duration.ofMillis(1))),
            Map.entry("RepeatingTimer.fixedRate(Duration interval)", Value.of("1ms", Duration.ofMillis(1))),
            Map.entry("FaultHandler.dumpTracebackLater(double seconds)", Value.of("1e8", 1e8)),
            Map.entry("Threading.stackSize(long bytes)", Value.of("1MiB", 1L << 20)),
            Map.entry("LowLevelThreading.stackSize(long bytes)", Value.of("1MiB", 1L << 20)),
            Map.entry("NamedThreadBuilder.stackSize(long bytes)", Value.of("1MiB", 1L << 20)),
            Map.entry("ReturnWhen.valueOf(String name)", Value.of("good", "ALL_COMPLETED")),
            Map.entry("Kind.valueOf(String name)", Value.of("good", "CYCLE")),
            Map.entry("Certainty.valueOf(String name)", Value.of("good", "ONLY_THEY")));

    private Goods() {}

    static Value of(String where, Value otherwise) {
        return OTHERS.getOrDefault(where, otherwise);
    }
}

package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder costs a program that does not record, and that a program needs no change to record. */
class FlightRecordingTest {
    /** Each of its waits lasts until the thread is seen waiting. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            var lock = new Lock("accounts");
            lock.acquire();
            wait(lock, () -> lock.with(() -> {}), lock::release);
            var ready = new Event();
            wait(ready, ready::await, ready::set);
            var queue = new Queue<Integer>();
            wait(queue, queue::get, () -> queue.put(1));
            try (var executor = new ThreadPoolExecutor(1);
                    var pool = new ThreadPool(1)) {
                System.out.println(executor.submit(() -> 1).result() + pool.apply(() -> 1));
            }
        }

        private static void wait(Object awaited, Target wait, ThrowingRunnable<? extends Exception> end)
                throws Exception {
            var waiter = NamedThread.builder().name("waiter").start(wait);
            Await.waiting(waiter, awaited);
            end.run();
            waiter.join();
        }
    }

    private static ChildJvm program(String... flags) {
        return ChildJvm.of(Program.class).withoutLogProvider().flags(flags);
    }

    @Test
    void withoutARecording_noEventIsLoaded() {
        var result = program("-Xlog:class+load").run();
        assertThat(result.lines()).anyMatch(line -> line.contains("threading4j.internal.Latch "));
        assertThat(result.lines())
                .filteredOn(line ->
                        line.contains("jdk.jfr") || line.matches(".*threading4j.*(Event|Trace|RecordedWait) .*"))
                .filteredOn(line -> !line.contains("FlightRecordingTest") && !line.contains("threading4j.Event "))
                .extracting(line -> line.replaceAll(".*\\] | source:.*", ""))
                .containsExactlyInAnyOrder("jdk.jfr.FlightRecorder", "io.github.threading4j.internal.WaitTrace");
    }

    @Test
    void withoutTheModule_programRuns() {
        var result = program("--limit-modules", "java.base").run();
        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).containsExactly("2");
    }

    @Test
    void recordingFromTheCommandLine_hasTheEvents(@TempDir Path folder) throws Exception {
        var file = folder.resolve("waits.jfr");
        var result = program(
                        "-XX:StartFlightRecording:filename=" + file
                                + ",+threading4j.Wait#threshold=0ms,+threading4j.Task#threshold=0ms",
                        "-Xlog:jfr+startup=off")
                .run();
        assertThat(result.lines()).endsWith("2"); // Java 17 prints the settings before
        assertThat(Files.size(file)).isPositive();
        var events = RecordingFile.readAllEvents(file);
        assertThat(ofKind(events, "threading4j.Wait"))
                .extracting(event -> event.getString("kind"))
                .contains("ACQUIRE", "EVENT", "ITEM", "JOIN");
        assertThat(ofKind(events, "threading4j.Task")).hasSize(2);
    }

    private static List<RecordedEvent> ofKind(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }
}

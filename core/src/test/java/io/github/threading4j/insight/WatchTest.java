package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.RLock;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.Uncaught;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {
    private static final WatchOptions OFTEN = WatchOptions.defaults().every(0.001);

    private final ConcurrentLinkedQueue<Finding> findings = new ConcurrentLinkedQueue<>();

    /** Starts a thread that waits for a lock whose owner has ended. */
    private static Scene deadlock(String name) throws InterruptedException {
        var scene = new Scene(Kinds.PLATFORM, 0);
        var lock = new RLock();
        scene.start("owner", lock::acquire).join();
        scene.start(name, lock::acquireInterruptibly);
        return scene;
    }

    private void awaitFindings(int count) {
        Await.until(count + " findings", () -> findings.size() == count);
    }

    @Test
    void handler_isCalledWithEachDeadlockUntilTheWatchIsClosed() throws Exception {
        try (var watch = Insight.watch(OFTEN, findings::add)) {
            try (var first = deadlock("first")) {
                awaitFindings(1);
                try (var second = deadlock("second")) {
                    awaitFindings(2);
                }
            }
        }
        assertThat(findings)
                .extracting(finding -> ((Deadlock) finding).waiters().get(0).name())
                .containsExactly("first", "second");
    }

    @Test
    void handler_throws_isReportedAndCalledWithTheNextDeadlock(Uncaught uncaught) throws Exception {
        try (var watch = Insight.watch(OFTEN, finding -> {
            findings.add(finding);
            throw new IllegalStateException("handler");
        })) {
            try (var first = deadlock("first")) {
                awaitFindings(1);
                try (var second = deadlock("second")) {
                    awaitFindings(2);
                }
            }
        }
        for (var call = 0; call < 2; call++) {
            assertThat(uncaught.take().exception()).hasMessage("handler");
        }
    }

    @Test
    void handler_closesTheWatch_isNotCalledAgain() throws Exception {
        var watch = new AtomicReference<Watch>();
        var calls = new AtomicInteger();
        try (var first = deadlock("first");
                var second = deadlock("second")) {
            first.deadlocks(2, 0);
            watch.set(Insight.watch(OFTEN, finding -> {
                Await.until("the watch is known", () -> watch.get() != null);
                watch.get().close();
                calls.incrementAndGet();
            }));
            Await.until("the handler was called", () -> calls.get() == 1);
            awaitEnd("threading4j-watch");
        }
        assertThat(calls).hasValue(1);
        assertThat(watch.get().toString()).startsWith("Watch[closed, ");
    }

    @Test
    void once_endsTheWatchAfterItsFirstFinding() throws Exception {
        try (var first = deadlock("first");
                var second = deadlock("second")) {
            first.deadlocks(2, 0);
            Insight.watch(OFTEN.once(), findings::add);
            awaitEnd("threading4j-watch");
        }
        assertThat(findings).hasSize(1);
    }

    private static void awaitEnd(String name) {
        Await.until(
                "no thread " + name + " is left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals(name)));
    }

    /** With an argument, ends once its deadlock was reported. Prints the number of watches. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            var a = new RLock("A");
            if (args.length > 0) {
                var err = new ByteArrayOutputStream();
                System.setErr(new PrintStream(err, true));
                var scene = deadlock(args[0]);
                Await.until("the deadlock is reported", () -> err.toString().contains(args[0]));
                var snapshot = System.getProperty("threading4j.snapshot");
                Await.until("the snapshot is complete", () -> snapshot == null || endsWithBrace(Path.of(snapshot)));
                System.out.print(err);
            }
            System.out.println("watches: "
                    + Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("threading4j-watch"))
                            .count());
        }
    }

    private static boolean endsWithBrace(Path file) {
        try {
            return Files.exists(file) && Files.readString(file).endsWith("}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChildJvm program(String... flags) {
        return ChildJvm.of(Program.class).withoutLogProvider().flags(flags);
    }

    @Test
    void propertyReport_noLogProvider_writesDeadlocksToStandardError() {
        var result = program("-Dthreading4j.deadlocks=report").run("stuck");
        assertThat(result.lines())
                .containsSequence("Found a deadlock: 1 thread, waiting for a thread that has ended")
                .anyMatch(line -> line.startsWith("  \"stuck\" (ident="))
                .last()
                .isEqualTo("watches: 1");
    }

    @ParameterizedTest
    @CsvSource({
        "-Dthreading4j.deadlocks=reprot,Ignored threading4j.deadlocks=reprot (expected off or report or throw)",
        "-Dthreading4j.longWait=soon,'Ignored threading4j.longWait=soon (expected a number of seconds, more than 0)'",
        "-Dthreading4j.longWait=0,'Ignored threading4j.longWait=0 (expected a number of seconds, more than 0)'",
        "-Dthreading4j.snapshot=,Ignored threading4j.snapshot= (expected the path of a file)",
        "-Dthreading4j.longWait=NaN,'Ignored threading4j.longWait=NaN (expected a number of seconds, more than 0)'"
    })
    void propertyWithAWrongValue_isIgnoredWithAMessage(String flag, String message) {
        var result = program(flag).run();
        assertThat(result.err()).contains(message);
        assertThat(result.lines()).containsExactly("watches: 0");
    }

    @Test
    void propertyOff_startsNoWatch() {
        assertThat(program("-Dthreading4j.deadlocks=off").run().lines()).containsExactly("watches: 0");
    }

    @Test
    void propertySnapshot_writesASnapshotForTheDeadlock(@TempDir Path folder) throws Exception {
        var file = folder.resolve("hang.json");
        var result = program("-Dthreading4j.snapshot=" + file).run("stuck");
        assertThat(result.lines()).last().isEqualTo("watches: 1");
        assertThat(Files.readString(file))
                .startsWith("{\"threading4jDump\":1,")
                .contains("\"name\":\"stuck\"")
                .contains("\"kind\":\"OWNER_ENDED\"");
    }

    @Test
    void withoutProperty_noClassOfThePackageIsLoaded() {
        var result = program("-Xlog:class+load:stdout").run();
        assertThat(result.out()).contains("threading4j.RLock ").contains("watches: 0");
        assertThat(result.lines())
                .filteredOn(line -> line.contains("threading4j.insight.") && !line.contains("WatchTest"))
                .isEmpty();
    }

    @Test
    void propertyLongWait_startsAWatch() {
        assertThat(program("-Dthreading4j.longWait=0.5").run().lines()).containsExactly("watches: 1");
    }
}

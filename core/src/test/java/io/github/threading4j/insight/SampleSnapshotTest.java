package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The format of a snapshot is recorded in {@code tools/golden/snapshot.json}, which the tests of the page
 * {@code tools/who-waits.html} read, so that the page and the library can't drift apart. Whatever differs from run to
 * run is replaced: ids, hash codes, times and calls outside of this class.
 *
 * <p>To accept a change: {@code mvn test -pl core -Dtest=SampleSnapshotTest -DacceptSnapshot=true}.
 */
class SampleSnapshotTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("basedir", "."), "..", "tools", "golden", "snapshot.json");

    private static final Duration TIME = Duration.ofMillis(1500);
    private static final Pattern ID = Pattern.compile("(\"(?:id|holder|thread)\":|ident=)(\\d+)");
    private static final Pattern IDS = Pattern.compile("(\"(?:enders|threads)\":\\[)([\\d,]+)]");
    private static final Pattern HASH = Pattern.compile("@[0-9a-f]+");

    private RLock alice;
    private RLock bob;
    private final Event start = new Event("start");

    @Test
    void snapshot_matchesTheRecordedFormat() throws IOException {
        String actual;
        try (var recording = Insight.record(RecordOptions.defaults().sites(1))) {
            alice = new RLock("alice"); // records its holders
            bob = new RLock("bob");
            actual = sample();
        }
        if (Boolean.getBoolean("acceptSnapshot")) {
            Files.writeString(GOLDEN, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(GOLDEN));
    }

    private String sample() {
        try (var scene = new Scene(Kinds.PLATFORM, 2)) {
            scene.start("to-bob", () -> transfer(scene, alice, bob));
            scene.start("to-alice", () -> transfer(scene, bob, alice));
            scene.deadlock();
            startOthers(scene);
            scene.threads().forEach(thread -> Await.parked(thread.toJavaThread()));
            var names = scene.threads().stream().map(NamedThread::getName).toList();
            return text(plain(Insight.snapshot(), names));
        }
    }

    private static void transfer(Scene scene, RLock source, RLock target) throws InterruptedException {
        try (var hold = source.hold()) {
            scene.meet();
            target.acquireInterruptibly();
            target.release();
        }
    }

    private void startOthers(Scene scene) {
        for (var i = 1; i <= 2; i++) {
            Await.waiting(scene.start("report-" + i, this::report), alice);
        }
        for (var i = 1; i <= 3; i++) {
            Await.waiting(scene.start("worker-" + i, start::await), start);
        }
        Await.waiting(scene.start("timed", () -> start.await(1000)), start);
        var first = scene.threads().get(0);
        Await.waiting(scene.start("joins", first::join), first);
        var bad = new Event("<b>\"bold\"</b>");
        Await.waiting(scene.start("</script><img src=x onerror=\"document.title='hurt'\">\n\0\ud800", bad::await), bad);
    }

    private void report() throws InterruptedException {
        alice.acquireInterruptibly();
        alice.release();
    }

    /** Returns the snapshot with the given threads only, and without what differs from run to run. */
    private static Snapshot plain(Snapshot snapshot, List<String> names) {
        var threads = snapshot.threads().stream()
                .filter(thread -> names.contains(thread.name()))
                .map(SampleSnapshotTest::plain)
                .toList();
        var crowd = threads.stream()
                .filter(thread -> thread.name().equals("worker-1"))
                .map(ThreadSnapshot::waitsFor)
                .map(wait -> new Snapshot.Unlisted(990, wait))
                .toList();
        var deadlocks = snapshot.deadlocks().stream()
                .map(each -> new Deadlock(
                        each.kind(), each.certainty(), plainWaiters(each), each.behind(), sorted(each.behindSome())))
                .toList();
        var waiter = deadlocks.get(0).waiters().get(0);
        return new Snapshot(Instant.EPOCH, 1000, threads, crowd, deadlocks, List.of())
                .with(new LongWait(waiter, TIME, 2, List.of()));
    }

    private static List<Thread> sorted(List<Thread> threads) {
        return threads.stream().sorted(Comparator.comparing(Thread::getName)).toList();
    }

    private static List<Waiter> plainWaiters(Deadlock deadlock) {
        return deadlock.waiters().stream()
                .sorted((left, right) -> right.name().compareTo(left.name()))
                .map(waiter -> new Waiter(
                        waiter.thread(),
                        waiter.name(),
                        waiter.waitsFor(),
                        waiter.holder(),
                        plainHolds(waiter.holds()),
                        plainStack(waiter.stack())))
                .toList();
    }

    private static ThreadSnapshot plain(ThreadSnapshot thread) {
        var wait = thread.waitsFor();
        return new ThreadSnapshot(
                thread.id(),
                thread.name(),
                thread.virtual(),
                thread.daemon(),
                thread.state(),
                wait != null && thread.name().startsWith("report") ? wait.lasting(TIME) : wait,
                plainHolds(thread.holds()),
                plainStack(thread.stack()));
    }

    private static List<Held> plainHolds(List<Held> holds) {
        return holds.stream()
                .map(held -> new Held(held.what(), TIME, plainStack(held.acquiredAt())))
                .toList();
    }

    private static List<StackTraceElement> plainStack(List<StackTraceElement> stack) {
        return stack.stream()
                .filter(call -> call.getClassName().equals(SampleSnapshotTest.class.getName())
                        && !call.getMethodName().contains("lambda"))
                .map(call -> new StackTraceElement(call.getClassName(), call.getMethodName(), call.getFileName(), -1))
                .toList();
    }

    /** Returns the JSON text in several lines, with small ids and hash codes. */
    private static String text(Snapshot snapshot) {
        var ids = new HashMap<String, Integer>();
        var json = ID.matcher(snapshot.toJson()).replaceAll(found -> found.group(1) + number(ids, found.group(2)));
        json = IDS.matcher(json).replaceAll(found -> {
            var numbers = List.of(found.group(2).split(",")).stream()
                    .map(id -> "" + number(ids, id))
                    .toList();
            return found.group(1) + String.join(",", numbers) + "]";
        });
        var hashes = new HashMap<String, Integer>();
        json = HASH.matcher(json).replaceAll(found -> "@" + Integer.toHexString(number(hashes, found.group())));
        return json.replaceAll("\"pid\":\\d+", "\"pid\":1")
                        .replaceAll("\"runtime\":\"[^\"]*\"", "\"runtime\":\"a JVM\"")
                        .replaceAll(",(?=\\{\"(id|kind|threads)\")|,(?=\"\\w+\":\\[\\{)", ",\n")
                + "\n";
    }

    private static int number(HashMap<String, Integer> numbers, String key) {
        return numbers.computeIfAbsent(key, added -> numbers.size() + 1);
    }
}

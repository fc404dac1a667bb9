package io.github.threading4j.examples;

import io.github.threading4j.Barrier;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Threading;
import io.github.threading4j.insight.Insight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two transfers lock two accounts in opposite order: a deadlock, which is found, explained and written to a file. */
public final class WhoWaitsForWhom {
    private static final RLock alice = new RLock("alice");
    private static final RLock bob = new RLock("bob");
    private static final Barrier both = new Barrier(2);

    static void transfer(RLock source, RLock target) throws Exception {
        source.with(() -> {
            both.await();
            target.with(() -> System.out.println("transferred"));
        });
    }

    public static void main(String[] args) throws InterruptedException, IOException {
        var builder = NamedThread.builder().daemon(true);
        var transfers = List.of(
                builder.name("to-bob").unstarted(() -> transfer(alice, bob)),
                builder.name("to-alice").unstarted(() -> transfer(bob, alice)));
        for (var thread : transfers) {
            thread.start();
        }
        for (var thread : transfers) {
            thread.join(0.1);
            if (thread.isAlive()) {
                System.out.println(thread.getName() + " hangs");
            }
        }
        while (Threading.findDeadlocks().isEmpty()) {
            Threading.sleep(0.01); // on a busy machine, the threads may not have blocked yet
        }
        var snapshot = Insight.snapshot();
        for (var waiter : snapshot.deadlocks().get(0).waiters()) {
            System.out.println(waiter.name() + " waits " + waiter.waitsFor());
        }
        // tools/who-waits.html draws this file.
        var file = Path.of(System.getProperty("java.io.tmpdir"), "who-waits-for-whom.json");
        try (var out = Files.newBufferedWriter(file)) {
            snapshot.writeJson(out);
        }
        System.out.println("wrote " + file.getFileName());
    }
}

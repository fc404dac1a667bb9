package io.github.threading4j.examples;

import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Threading;
import io.github.threading4j.insight.Finding;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.insight.LockOrderInversion;
import io.github.threading4j.insight.RecordOptions;
import io.github.threading4j.insight.WatchOptions;
import io.github.threading4j.queue.SimpleQueue;

/** Two transfers lock two accounts in opposite order, one after the other: no deadlock yet, but a warning. */
public final class LockOrder {
    private static final SimpleQueue<LockOrderInversion> found = new SimpleQueue<>();

    static void transfer(RLock source, RLock target) {
        source.with(() ->
                target.with(() -> System.out.println(Threading.currentThread().getName() + " is done")));
    }

    static void run(String name, RLock source, RLock target) throws InterruptedException {
        NamedThread.builder().name(name).start(() -> transfer(source, target)).join();
    }

    static void report(Finding finding) {
        if (finding instanceof LockOrderInversion inversion) {
            found.put(inversion);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try (var recording = Insight.record(RecordOptions.defaults().lockOrder());
                var watch = Insight.watch(WatchOptions.defaults().every(0.01), LockOrder::report)) {
            var alice = new RLock("alice");
            var bob = new RLock("bob");
            run("to-bob", alice, bob);
            run("to-alice", bob, alice);
            for (var edge : found.get().cycle()) {
                System.out.println(edge.thread() + " holds " + edge.held() + " and acquires " + edge.acquired());
            }
        }
    }
}

package io.github.threading4j.faults.injection;

import io.github.threading4j.Event;
import io.github.threading4j.RLock;
import io.github.threading4j.insight.Deadlock;
import io.github.threading4j.insight.Held;
import io.github.threading4j.insight.HeldAtEnd;
import io.github.threading4j.insight.Insight;
import io.github.threading4j.insight.LongWait;
import io.github.threading4j.insight.Snapshot;
import io.github.threading4j.insight.SnapshotOptions;
import io.github.threading4j.insight.ThreadSnapshot;
import io.github.threading4j.insight.Waiter;
import io.github.threading4j.insight.WatchOptions;
import io.github.threading4j.internal.Census;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A snapshot, which either is taken or fails without side effects. */
final class SnapshotScenarios {
    private SnapshotScenarios() {}

    static boolean isOfASnapshot(Site site) {
        return Stream.of("Snapshot", "Awaited", "JsonWriter", "Census", "Search.lasted")
                .anyMatch(site.toString()::contains);
    }

    static void snapshot(Trial trial) throws Throwable {
        var ended = new RLock("ended");
        trial.ends(trial.fork(ended::acquire));
        var stuck = trial.fork(() -> trial.attempt(ended::acquireInterruptibly, InterruptedException.class));
        var event = new Event("event");
        var waiting = trial.fork(() -> event.await());
        var foreign = new ReentrantLock();
        foreign.lock();
        var blocked = trial.fork(() -> trial.attempt(foreign::lockInterruptibly, InterruptedException.class));
        Trial.parks(stuck);
        Trial.parks(waiting);
        Trial.parks(blocked);
        var options = WatchOptions.defaults().every(0.001).longerThan(Duration.ofDays(1));
        trial.tryGet(() -> {
            var watch = Insight.watch(options, finding -> {});
            trial.closing(watch);
            return watch;
        });
        trial.attempt(() -> look(SnapshotOptions.defaults()));
        trial.attempt(() -> look(SnapshotOptions.defaults().threads(0)));
        trial.attempt(() -> look(SnapshotOptions.defaults().stackDepth(0)));
        trial.attempt(() -> Census.take().toString());
        trial.calm();
        trial.equal("deadlocks", Insight.snapshot().deadlocks().size(), 1);
        foreign.unlock();
        event.set();
        stuck.interrupt();
        trial.ends(stuck);
        trial.ends(waiting);
        trial.ends(blocked);
    }

    private static void look(SnapshotOptions options) {
        var me = Thread.currentThread();
        var waiter = new Waiter(me, "name", "for", null, List.of(), List.of());
        var snapshot = Insight.snapshot(options)
                .with(new HeldAtEnd(HeldAtEnd.End.TASK, me, "name", List.of()))
                .with(new LongWait(waiter, Duration.ZERO, 0, List.of()))
                .with(new Deadlock(Deadlock.Kind.CYCLE, Deadlock.Certainty.ONLY_THEY, List.of(), 0, List.of()));
        snapshot.toJson();
        options.toString();
        snapshot.toString();
        snapshot.threads().forEach(thread -> thread.toString());
        snapshot.unlisted().forEach(unlisted -> unlisted.toString());
        var held = List.of(new Held("\"held\"\n\t", Duration.ZERO, List.of()));
        var thread = new ThreadSnapshot(1, "name", false, false, null, null, held, List.of());
        new Snapshot(Instant.EPOCH, 1, List.of(thread), List.of(), List.of(), List.of()).toJson();
    }
}

package io.github.threading4j.badinput;

import io.github.threading4j.insight.Snapshot;
import io.github.threading4j.insight.SnapshotOptions;
import io.github.threading4j.insight.ThreadSnapshot;
import io.github.threading4j.insight.WaitSnapshot;
import java.time.Instant;
import java.util.List;

/** Snapshots of threads and waits. */
final class SnapshotStates {
    static final WaitSnapshot WAIT =
            new WaitSnapshot("EVENT", "for", "Event[unset]", "Event", null, "Latch@1", null, List.of(), null);
    static final Snapshot SNAPSHOT = new Snapshot(Instant.EPOCH, 1, List.of(), List.of(), List.of(), List.of());

    private SnapshotStates() {}

    static void addTo(List<States.State> states) {
        states.add(new States.State(SnapshotOptions.class, "default", scene -> SnapshotOptions.defaults()));
        states.add(new States.State(Snapshot.class, "new", scene -> SNAPSHOT));
        states.add(new States.State(Snapshot.Unlisted.class, "new", scene -> new Snapshot.Unlisted(1, WAIT)));
        states.add(new States.State(WaitSnapshot.class, "new", scene -> WAIT));
        states.add(new States.State(
                ThreadSnapshot.class,
                "new",
                scene -> new ThreadSnapshot(1, "name", true, true, null, WAIT, List.of(), List.of())));
    }
}

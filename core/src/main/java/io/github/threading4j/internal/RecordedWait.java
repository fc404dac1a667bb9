package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/** A wait that goes into the flight recording as a {@link WaitEvent}. */
final class RecordedWait implements WaitTrace {
    private static final WaitEvent PROBE = new WaitEvent();

    private final WaitEvent event = new WaitEvent();

    private RecordedWait() {}

    /** Begins the event of a wait; returns null if no recording wants it, or if an idle thread waits for work. */
    static @Nullable RecordedWait begin(Blocker blocker) {
        if (!PROBE.isEnabled() || isIdle(blocker)) {
            return null;
        }
        var wait = new RecordedWait();
        wait.event.holder = blocker.holder();
        wait.event.begin();
        return wait;
    }

    private static boolean isIdle(Blocker blocker) {
        return blocker.kind() == Blocker.Kind.TASK || blocker.awaited() instanceof Spectator;
    }

    @Override
    public boolean stop() {
        try {
            event.end();
            return event.shouldCommit();
        } catch (Throwable e) {
            return false;
        }
    }

    /** Describes everything before the event is committed, so that an event is complete or left out. */
    @Override
    public void record(Blocker blocker, Outcome outcome) {
        try {
            var access = ThreadingAccess.get();
            event.kind = blocker.kind().name();
            event.what = WaitTarget.describe(blocker.awaited());
            event.holderName = access.nameOrNull(event.holder);
            event.name = blocker.kind() == Blocker.Kind.JOIN ? event.holderName : Labels.nameIn(event.what);
            event.outcome = outcome.name();
            event.commit();
        } catch (Throwable e) {
            // Left out, such as for lack of memory: the wait itself has ended, and the thread must continue.
        }
    }
}

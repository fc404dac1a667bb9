package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ThreadingAccess;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Adds the findings of a watch to the flight recordings. Loaded only if the flight recorder was started. */
final class FindingEvents {
    /** The kinds of findings; a test fails if one is missing. */
    static final Map<Class<? extends Finding>, Consumer<Finding>> RECORDERS = Map.of(
            Deadlock.class, finding -> record((Deadlock) finding),
            HeldAtEnd.class, finding -> record((HeldAtEnd) finding),
            LockOrderInversion.class, finding -> record((LockOrderInversion) finding),
            LongWait.class, finding -> record((LongWait) finding));

    /** The number of deadlocks that were recorded. */
    private static final AtomicLong DEADLOCKS = new AtomicLong();

    /** The number of cycles of locks that were recorded. */
    private static final AtomicLong CYCLES = new AtomicLong();

    private FindingEvents() {}

    /** Records a finding in each flight recording that wants it. Never fails. */
    static void record(Finding finding) {
        try {
            Checks.notNull(RECORDERS.get(finding.getClass()), "recorder").accept(finding);
        } catch (Throwable e) {
            // Left out, such as for lack of memory: the handler must get the finding nevertheless.
        }
    }

    private static void record(Deadlock found) {
        if (!new DeadlockEvent().isEnabled()) {
            return;
        }
        var number = DEADLOCKS.incrementAndGet();
        for (var member : found.waiters()) {
            var event = new DeadlockEvent();
            event.deadlock = number;
            event.kind = found.kind().name();
            event.certainty = found.certainty().name();
            event.waiter = member.thread();
            event.waiterName = member.name();
            event.waitsFor = member.waitsFor();
            event.at = ProgramCalls.innermost(member.stack());
            event.holder = member.holder();
            event.holderName = ThreadingAccess.get().nameOrNull(member.holder());
            event.commit();
        }
    }

    private static void record(HeldAtEnd found) {
        for (var held : found.locks()) {
            var event = new HeldAtEndEvent();
            event.end = found.end().name();
            event.holder = found.thread();
            event.holderName = found.name();
            event.lock = held.what();
            event.heldFor = held.heldFor() == null ? 0 : held.heldFor().toNanos();
            event.acquiredAt = ProgramCalls.innermost(held.acquiredAt());
            event.commit();
        }
    }

    private static void record(LockOrderInversion found) {
        var number = CYCLES.incrementAndGet();
        for (var edge : found.cycle()) {
            var event = new LockOrderEvent();
            event.cycle = number;
            event.threadName = edge.thread();
            event.held = edge.held();
            event.acquired = edge.acquired();
            event.at = ProgramCalls.innermost(edge.at());
            event.commit();
        }
    }

    private static void record(LongWait found) {
        var event = new LongWaitEvent();
        event.waiter = found.waiter().thread();
        event.waiterName = found.waiter().name();
        event.waitsFor = found.waiter().waitsFor();
        event.at = ProgramCalls.innermost(found.waiter().stack());
        event.atLeast = found.atLeast().toNanos();
        event.others = found.others();
        event.holder = found.waiter().holder();
        event.holderName = ThreadingAccess.get().nameOrNull(found.waiter().holder());
        event.commit();
    }
}

package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A wait is cancelled, and its thread is interrupted by another one at about the same time. The results are the outcome
 * of the wait, and the interrupt status after both.
 */
@Outcome(
        id = "cancelled, interrupted",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The cancellation ended the wait; the interrupt is still to be seen.")
@Outcome(id = "interrupted, clear", expect = Expect.ACCEPTABLE, desc = "The interrupt ended the wait.")
@Outcome(id = "cancelled, clear", expect = Expect.FORBIDDEN, desc = "The interrupt is lost.")
@Outcome(
        id = "interrupted, interrupted",
        expect = Expect.FORBIDDEN,
        desc = "The interrupt of the cancellation is left.")
public abstract class CancelMeetsInterrupt {
    private final ScopeApi scope = ScopeApi.create();
    private final Event never = new Event();
    private final Consumer<NamedThread> interrupt;
    private volatile @Nullable NamedThread waiting;
    private volatile boolean cancelled;
    private volatile boolean interrupted;

    /**
     * Creates a meeting.
     *
     * @param interrupt interrupts a thread
     */
    protected CancelMeetsInterrupt(Consumer<NamedThread> interrupt) {
        this.interrupt = interrupt;
    }

    protected final void await(LL_Result r) {
        waiting = Threading.currentThread();
        try {
            r.r1 = scope.with(() -> never.await()) ? "returned" : "cancelled";
        } catch (InterruptedException e) {
            r.r1 = "interrupted";
        }
        Rendezvous.until(() -> cancelled && interrupted);
        r.r2 = Thread.interrupted() ? "interrupted" : "clear";
    }

    protected final void cancel() {
        Rendezvous.untilSet(() -> waiting);
        Rendezvous.untilParkedPerhaps();
        scope.cancel();
        cancelled = true;
    }

    protected final void interrupt() {
        NamedThread target = Rendezvous.untilSet(() -> waiting);
        Rendezvous.until(() -> cancelled);
        Rendezvous.jitter(400);
        interrupt.accept(target);
        interrupted = true;
    }
}

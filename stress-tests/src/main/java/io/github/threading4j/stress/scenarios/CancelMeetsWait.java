package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Event;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A thread enters a scope and begins to wait as the scope is cancelled. At the same time, a scope that it does not see,
 * since it is shielded from it, is cancelled as well. The result says whether the wait ended.
 */
@Outcome(id = "cancelled", expect = Expect.ACCEPTABLE, desc = "The wait was cancelled.")
@Outcome(
        id = "cancelled while parked",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The wait was cancelled after the thread had begun to wait.")
@Outcome(id = "slept on", expect = Expect.FORBIDDEN, desc = "The wait went on in a cancelled scope.")
public abstract class CancelMeetsWait {
    private final ScopeApi scope;
    private final ScopeApi hidden;
    private final Guard never;
    private volatile boolean entered;
    private volatile boolean cancelled;

    /**
     * Creates a meeting.
     *
     * @param scope the scope of the thread
     * @param hidden a scope outside of it, which it does not see
     */
    protected CancelMeetsWait(ScopeApi scope, ScopeApi hidden) {
        this.scope = scope;
        this.hidden = hidden;
        this.never = scope.cancellable(new EventGuard(new Event(), false));
    }

    protected final void await(L_Result r) {
        try {
            boolean unused = hidden.with(() -> hidden.shield(() -> awaitInside(r)));
        } catch (InterruptedException e) {
            r.r1 = "interrupted";
        }
    }

    private void awaitInside(L_Result r) throws InterruptedException {
        boolean[] before = new boolean[1];
        entered = true;
        boolean ended = !scope.with(() -> {
            before[0] = cancelled;
            boolean none = never.acquire(WakeUpTimeout.nanos());
        });
        if (!ended) {
            WakeUpTimeout.end();
        }
        r.r1 = !ended ? "slept on" : before[0] ? "cancelled" : "cancelled while parked";
    }

    protected final void cancel() {
        Rendezvous.until(() -> entered);
        Rendezvous.jitter(200);
        cancelled = true;
        scope.cancel();
    }

    protected final void cancelHidden() {
        Rendezvous.until(() -> entered);
        Rendezvous.jitter(200);
        hidden.cancel();
    }
}

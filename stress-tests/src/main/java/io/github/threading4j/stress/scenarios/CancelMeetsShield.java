package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Event;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A thread leaves a wait in a scope and waits in a shield, as the scope is cancelled. The result says which of the
 * waits was cancelled.
 */
@Outcome(id = "none", expect = Expect.ACCEPTABLE, desc = "The scope was cancelled later, or during the shielded wait.")
@Outcome(id = "first", expect = Expect.ACCEPTABLE_INTERESTING, desc = "The wait before the shield was cancelled.")
@Outcome(id = "shielded", expect = Expect.FORBIDDEN, desc = "The shielded wait was cancelled.")
public abstract class CancelMeetsShield {
    private static final long FIRST_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long SHIELDED_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final ScopeApi scope;
    private final Guard never;
    private volatile boolean entered;

    /**
     * Creates a meeting.
     *
     * @param scope the scope of the thread
     */
    protected CancelMeetsShield(ScopeApi scope) {
        this.scope = scope;
        this.never = scope.cancellable(new EventGuard(new Event(), false));
    }

    protected final void await(L_Result r) {
        r.r1 = "first";
        try {
            boolean unused = scope.with(() -> {
                entered = true;
                boolean none = never.acquire(FIRST_NANOS);
                r.r1 = "shielded";
                scope.shield(() -> {
                    boolean again = never.acquire(SHIELDED_NANOS);
                });
                r.r1 = "none";
            });
        } catch (InterruptedException e) {
            r.r1 = "interrupted";
        }
    }

    protected final void cancel() {
        Rendezvous.until(() -> entered);
        Rendezvous.jitter(2_000);
        scope.cancel();
    }
}

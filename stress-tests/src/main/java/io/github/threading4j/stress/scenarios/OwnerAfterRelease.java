package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Who acquired a lock holds it, even if the thread that released it is not quite through with that: the first actor
 * releases a lock that was acquired elsewhere, the second acquires it and asks whether it is the one who holds it.
 *
 * <p>The results are whether it is, and whether it came before the release.
 */
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "The lock had been unlocked before.")
@Outcome(
        id = "true, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The lock was handed on while it was being released.")
@Outcome(id = "false, .*", expect = Expect.FORBIDDEN, desc = "The release took away what its successor had acquired.")
public abstract class OwnerAfterRelease {
    private final Guard guard;
    private volatile boolean successorCame;

    protected OwnerAfterRelease(Guard guard) {
        this.guard = guard;
        guard.enter();
    }

    /** Tells whether the lock takes the calling thread for the one that holds it. */
    protected abstract boolean isMine();

    protected final void releaser() {
        Rendezvous.until(() -> successorCame);
        Rendezvous.jitter(40);
        guard.release();
    }

    protected final void successor(ZZ_Result r) {
        successorCame = true;
        r.r2 = guard.locked();
        guard.enter();
        boolean mine = isMine();
        Rendezvous.jitter(10);
        r.r1 = mine & isMine();
    }
}

package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A thread that has acquired a lock is its owner, even if the previous release is still in progress: the first actor
 * releases a lock that another thread acquired; the second acquires it and checks that it is the owner.
 *
 * <p>The results are whether the second actor is the owner, and whether it arrived before the release.
 */
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "The lock had been released before the acquire.")
@Outcome(
        id = "true, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The lock was acquired while the release was in progress.")
@Outcome(id = "false, .*", expect = Expect.FORBIDDEN, desc = "The release took the lock away from its next owner.")
public abstract class OwnerAfterRelease {
    private final Guard guard;
    private volatile boolean successorCame;

    protected OwnerAfterRelease(Guard guard) {
        this.guard = guard;
        guard.enter();
    }

    /** Returns whether the lock regards the calling thread as its owner. */
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

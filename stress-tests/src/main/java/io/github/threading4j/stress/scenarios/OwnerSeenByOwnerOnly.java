package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * Only the owner of a lock is treated as its owner: the first actor acquires and releases the lock, while the second
 * queries the owner and tries to release the lock, too.
 *
 * <p>The results are whether the owner was treated as the owner, whether the second actor was rejected, and whether the
 * second actor arrived while the lock was held.
 */
@Outcome(id = "true, true, false", expect = Expect.ACCEPTABLE, desc = "The other thread found the lock unlocked.")
@Outcome(
        id = "true, true, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The other thread tried to release the held lock, and was rejected.")
@Outcome(id = "false, .*", expect = Expect.FORBIDDEN, desc = "The owner lost the lock that it held.")
@Outcome(
        id = ".*, false, .*",
        expect = Expect.FORBIDDEN,
        desc = "A thread that is not the owner was treated as the owner.")
public abstract class OwnerSeenByOwnerOnly {
    private final Guard guard;
    private volatile boolean strangerCame;

    protected OwnerSeenByOwnerOnly(Guard guard) {
        this.guard = guard;
    }

    /** Returns whether the lock regards the calling thread as its owner. */
    protected abstract boolean isMine();

    protected final void owner(ZZZ_Result r) {
        guard.enter();
        boolean mine = isMine();
        Rendezvous.until(() -> strangerCame);
        Rendezvous.jitter(100);
        r.r1 = mine & isMine() & guard.tryRelease();
    }

    protected final void stranger(ZZZ_Result r) {
        strangerCame = true;
        Rendezvous.jitter(100);
        r.r3 = guard.locked();
        r.r2 = !isMine() & !guard.tryRelease() & !isMine();
    }
}

package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * A lock with an owner knows him, and only him: the first actor acquires and releases while the second, a stranger,
 * looks and tries to release as well.
 *
 * <p>The results are whether the owner saw himself as such, whether the stranger was refused, and whether he came while
 * the lock was held.
 */
@Outcome(id = "true, true, false", expect = Expect.ACCEPTABLE, desc = "The stranger came to an unlocked lock.")
@Outcome(
        id = "true, true, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The stranger came while the lock was held, and was refused.")
@Outcome(id = "false, .*", expect = Expect.FORBIDDEN, desc = "The owner lost what he held.")
@Outcome(id = ".*, false, .*", expect = Expect.FORBIDDEN, desc = "A stranger passed for the owner.")
public abstract class OwnerSeenByOwnerOnly {
    private final Guard guard;
    private volatile boolean strangerCame;

    protected OwnerSeenByOwnerOnly(Guard guard) {
        this.guard = guard;
    }

    /** Tells whether the lock takes the calling thread for its owner. */
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

package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/**
 * An {@link InterruptMeetsAcquire} of a thread that waits uninterruptibly: the wait continues, and the interrupt stays
 * pending.
 */
@Outcome(
        id = "release first, acquired, pending, unlocked",
        expect = Expect.ACCEPTABLE,
        desc = "Acquired, and the interrupt stays pending.")
@Outcome(
        id = "interrupt first, acquired, pending, unlocked",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The interrupt arrived during the wait, which continued; the interrupt stays pending.")
@Outcome(id = ".*, acquired, consumed, .*", expect = Expect.FORBIDDEN, desc = "The interrupt is lost.")
@Outcome(id = ".*, interrupted, .*", expect = Expect.FORBIDDEN, desc = "The interrupt ended the wait.")
@Outcome(id = ".*, locked", expect = Expect.FORBIDDEN, desc = "No thread holds the lock, but it is locked.")
public abstract class InterruptOfUninterruptibleAcquire extends InterruptMeetsAcquire {
    protected InterruptOfUninterruptibleAcquire(Guard holder, Guard waiter) {
        super(holder, waiter);
    }
}

package io.github.threading4j.stress.twins.wakeup;

import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.WakeUpOfOne;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Twin of LockWakeUp and RLockWakeUp: a lock whose waiter enqueues itself and parks without checking the state again,
 * so that a release in between finds no waiter to wake.
 */
@JCStressTest
@State
@Description("Twin of LockWakeUp and RLockWakeUp: a release between the check and the enqueuing wakes no thread.")
public class ParkWithoutLooking extends WakeUpOfOne {
    public ParkWithoutLooking() {
        this(new BrokenLock());
    }

    private ParkWithoutLooking(Guard guard) {
        super(guard, guard);
    }

    @Actor
    public void actor1() {
        await();
    }

    @Actor
    public void actor2(LL_Result r) {
        wake(r);
    }

    private static final class BrokenLock implements Guard {
        private final AtomicBoolean locked = new AtomicBoolean();
        private volatile @Nullable Thread waiter;

        @Override
        public boolean acquire(long nanos) {
            while (!locked.compareAndSet(false, true)) {
                waiter = Thread.currentThread();
                LockSupport.park(this);
            }
            waiter = null; // otherwise, this thread would unpark itself in release, and its next park would not block
            return true;
        }

        @Override
        public void release() {
            locked.set(false);
            LockSupport.unpark(waiter);
        }

        @Override
        public boolean locked() {
            return locked.get();
        }
    }
}

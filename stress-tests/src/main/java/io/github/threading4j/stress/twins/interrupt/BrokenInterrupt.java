package io.github.threading4j.stress.twins.interrupt;

import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.InterruptMeetsAcquire;
import io.github.threading4j.stress.scenarios.InterruptOfUninterruptibleAcquire;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/** Twins: locks that handle an interrupt incorrectly, each in a different way. */
public final class BrokenInterrupt {
    private BrokenInterrupt() {}

    /** A spin lock; subclasses break its wait. */
    private abstract static class SpinLock implements Guard {
        private final AtomicBoolean locked = new AtomicBoolean();

        final boolean tryLock() {
            return locked.compareAndSet(false, true);
        }

        @Override
        public void release() {
            locked.set(false);
        }

        @Override
        public boolean locked() {
            return locked.get();
        }
    }

    /** Throws after acquiring the lock, which stays locked. */
    private static final class KeepsLock extends SpinLock {
        @Override
        public boolean acquire(long nanos) throws InterruptedException {
            while (!tryLock()) {
                Thread.onSpinWait();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting");
            }
            return true;
        }
    }

    /** Throws without clearing the interrupt status. */
    private static final class KeepsFlag extends SpinLock {
        @Override
        public boolean acquire(long nanos) throws InterruptedException {
            while (!tryLock()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException("interrupted while waiting");
                }
            }
            return true;
        }
    }

    /** Loses the interrupt and continues to wait. */
    private static final class LosesFlag extends SpinLock {
        @Override
        public boolean acquire(long nanos) {
            while (!tryLock()) {
                Thread.interrupted();
            }
            return true;
        }
    }

    @JCStressTest
    @State
    @Description("Twin of Interruptible: the wait ends with an exception, but the lock was acquired.")
    public static class LockKept extends InterruptMeetsAcquire {
        public LockKept() {
            this(new KeepsLock());
        }

        private LockKept(Guard guard) {
            super(guard, guard);
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            interrupt(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of Interruptible: the wait ends with an exception, but the interrupt is still pending.")
    public static class FlagKept extends InterruptMeetsAcquire {
        public FlagKept() {
            this(new KeepsFlag());
        }

        private FlagKept(Guard guard) {
            super(guard, guard);
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            interrupt(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of Uninterruptible: the interrupt is lost.")
    public static class FlagLost extends InterruptOfUninterruptibleAcquire {
        public FlagLost() {
            this(new LosesFlag());
        }

        private FlagLost(Guard guard) {
            super(guard, guard);
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            interrupt(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }
}

package io.github.threading4j.stress.twins.timeout;

import io.github.threading4j.Condition;
import io.github.threading4j.RLock;
import io.github.threading4j.stress.scenarios.ConditionReacquiresDepth;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LJI_Result;

/** Twin of ConditionTimeout.Depth. */
public final class ShallowCondition {
    private ShallowCondition() {}

    /** Holds the lock only once after a wait that ended without a signal. */
    private static final class BrokenMonitor implements ConditionReacquiresDepth.Monitor {
        private final RLock lock = new RLock();
        private final Condition condition = new Condition(lock);

        @Override
        public void enter() {
            lock.acquire();
        }

        @Override
        public void exit() {
            lock.release();
        }

        @Override
        public long depth() {
            return lock.getHoldCount();
        }

        @Override
        public boolean await(long nanos) throws InterruptedException {
            boolean signalled = condition.await(Duration.ofNanos(nanos));
            while (!signalled && lock.getHoldCount() > 1) {
                lock.release();
            }
            return signalled;
        }

        @Override
        public void signal() {
            condition.signal();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ConditionTimeout.Depth: the lock is held only once after a timeout.")
    public static class Depth extends ConditionReacquiresDepth {
        public Depth() {
            super(new BrokenMonitor());
        }

        @Actor
        public void actor1(LJI_Result r) {
            await(r);
        }

        @Actor
        public void actor2() {
            disturb();
        }

        @Arbiter
        public void arbiter(LJI_Result r) {
            look(r);
        }
    }
}

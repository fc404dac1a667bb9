package io.github.threading4j.stress.twins.lifecycle;

import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.WakeUpByChange;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Twins of SchedulerRun: an event that is found and removed in two steps, and a wait that misses an earlier change. */
public final class BrokenScheduler {
    private BrokenScheduler() {}

    @JCStressTest
    @State
    @Description("Twin of SchedulerRun.Cancel: both threads find the event in the queue, and remove it.")
    public static class Cancel extends ExactlyOneSucceeds {
        private final AtomicInteger looked = new AtomicInteger();
        private volatile boolean queued = true;

        private boolean take() {
            if (!queued) {
                return false;
            }
            looked.incrementAndGet();
            Rendezvous.whileNot(() -> looked.get() == 2, 3_000);
            queued = false;
            return true;
        }

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = take();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = take();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of the SchedulerRun.Woken tests: a change between the check and the wait is missed.")
    public static class Woken extends WakeUpByChange {
        private volatile boolean changed;
        private volatile boolean rescued;
        private volatile @Nullable Thread waiting;

        @Override
        protected void waitForChange() {
            if (changed) {
                return;
            }
            Rendezvous.whileNot(() -> changed, 20_000);
            waiting = Thread.currentThread();
            while (!rescued) {
                LockSupport.park(this);
            }
        }

        @Override
        protected void change() {
            changed = true;
            if (waiting != null) {
                rescue();
            }
        }

        @Override
        protected void rescue() {
            rescued = true;
            LockSupport.unpark(waiting);
        }

        @Actor
        public void actor1() {
            first();
        }

        @Actor
        public void actor2(Z_Result r) {
            second(r);
        }
    }
}

package io.github.threading4j.stress.twins.wakeup;

import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.HeldFromStart;
import io.github.threading4j.stress.scenarios.WakeUpOfAll;
import io.github.threading4j.stress.scenarios.WakeUpOfOne;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Twins of EventWakeUp: the naive implementation of an event, a flag guarded by a monitor. */
public final class FlagAndMonitor {
    private FlagAndMonitor() {}

    /** A thread that was woken checks the flag again, and can find it cleared. */
    private static final class BrokenEvent implements Guard {
        private boolean flag;
        private boolean rescue;

        @Override
        public synchronized boolean acquire(long nanos) throws InterruptedException {
            while (!flag && !rescue) {
                wait();
            }
            return true;
        }

        @Override
        public synchronized void release() {
            flag = true;
            notifyAll();
            flag = false;
        }

        @Override
        public synchronized boolean locked() {
            return !flag;
        }

        @Override
        public synchronized void rescue(Thread waiter) {
            rescue = true;
            notifyAll();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of EventWakeUp.SetAndClear: the waiter finds the event cleared, and continues to wait.")
    public static class SetAndClear extends WakeUpOfOne {
        public SetAndClear() {
            this(new BrokenEvent());
        }

        private SetAndClear(Guard guard) {
            super(new HeldFromStart(guard), guard, true);
        }

        @Actor
        public void actor1() {
            await();
        }

        @Actor
        public void actor2(LL_Result r) {
            wake(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of EventWakeUp.SetAndClearForTwo: the waiters find the event cleared, and continue to wait.")
    public static class SetAndClearForTwo extends WakeUpOfAll {
        public SetAndClearForTwo() {
            super(new BrokenEvent(), true);
        }

        @Actor
        public void actor1() {
            awaitFirst();
        }

        @Actor
        public void actor2() {
            awaitSecond();
        }

        @Actor
        public void actor3(LL_Result r) {
            wake(r);
        }
    }
}

package io.github.threading4j.stress.twins.timeout;

import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.WaiterLeavesOthersStay;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Twins of EventTimeout.AnotherStays and EventInterrupt.AnotherStays: a thread that gives up writes back its old copy
 * of the list of waiters, without itself. A waiter that arrived in between is no longer in the list, and is not woken.
 */
public final class TakenAlong {
    private TakenAlong() {}

    private static final class BrokenEvent implements Guard {
        private static final int HESITATION = 200;

        private volatile List<Thread> waiters = List.of();
        private volatile boolean set;

        @Override
        public boolean acquire(long nanos) throws InterruptedException {
            Thread me = Thread.currentThread();
            enter(me);
            long start = System.nanoTime();
            while (!set) {
                long left = nanos - (System.nanoTime() - start);
                if (Thread.interrupted()) {
                    leave(me);
                    throw new InterruptedException("interrupted while waiting");
                }
                if (left <= 0) {
                    leave(me);
                    return false;
                }
                LockSupport.parkNanos(this, left);
            }
            return true;
        }

        private synchronized void enter(Thread me) {
            waiters = Stream.concat(waiters.stream(), Stream.of(me)).toList();
        }

        private void leave(Thread me) {
            List<Thread> found = waiters;
            Rendezvous.jitter(HESITATION); // widens the race window
            waiters = found.stream().filter(each -> each != me).toList();
        }

        @Override
        public void release() {
            set = true;
            waiters.forEach(LockSupport::unpark);
        }

        @Override
        public boolean locked() {
            return !set;
        }
    }

    @JCStressTest
    @State
    @Description("Twin of EventTimeout.AnotherStays: the thread that times out removes another waiter.")
    public static class TimeOver extends WaiterLeavesOthersStay {
        public TimeOver() {
            super(new BrokenEvent(), false);
        }

        @Actor
        public void actor1() {
            leave();
        }

        @Actor
        public void actor2() {
            stay();
        }

        @Actor
        public void actor3(LL_Result r) {
            end(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of EventInterrupt.AnotherStays: the interrupted thread removes another waiter.")
    public static class Interrupted extends WaiterLeavesOthersStay {
        public Interrupted() {
            super(new BrokenEvent(), true);
        }

        @Actor
        public void actor1() {
            leave();
        }

        @Actor
        public void actor2() {
            stay();
        }

        @Actor
        public void actor3(LL_Result r) {
            end(r);
        }
    }
}

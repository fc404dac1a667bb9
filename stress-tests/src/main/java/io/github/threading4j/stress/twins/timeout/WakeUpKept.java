package io.github.threading4j.stress.twins.timeout;

import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.WakeUpPassedOn;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Twins of NextInLine: a lock whose release removes one waiter from the queue and wakes it. If that waiter gives up at
 * the same moment, it does not wake the next one.
 */
public final class WakeUpKept {
    private WakeUpKept() {}

    private static final class BrokenLock implements Guard {
        private final AtomicBoolean locked = new AtomicBoolean();
        private final ConcurrentLinkedQueue<Thread> waiters = new ConcurrentLinkedQueue<>();

        @Override
        public boolean acquire(long nanos) throws InterruptedException {
            long start = System.nanoTime();
            while (!tryLock()) {
                waiters.add(Thread.currentThread());
                if (tryLock()) {
                    waiters.remove(Thread.currentThread());
                    return true;
                }
                LockSupport.parkNanos(this, nanos);
                waiters.remove(Thread.currentThread());
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting");
                }
                if (System.nanoTime() - start >= nanos) {
                    return false;
                }
            }
            return true;
        }

        private boolean tryLock() {
            return locked.compareAndSet(false, true);
        }

        @Override
        public void release() {
            locked.set(false);
            LockSupport.unpark(waiters.poll());
        }

        @Override
        public boolean locked() {
            return locked.get();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of NextInLine with a timeout: the thread that times out does not pass the wake-up on.")
    public static class TimeOver extends WakeUpPassedOn {
        public TimeOver() {
            this(new BrokenLock());
        }

        private TimeOver(Guard guard) {
            super(guard, guard, guard, false);
        }

        @Actor
        public void actor1(LL_Result r) {
            giveUp(r);
        }

        @Actor
        public void actor2() {
            await();
        }

        @Actor
        public void actor3(LL_Result r) {
            release(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of NextInLine with an interrupt: the interrupted thread does not pass the wake-up on.")
    public static class Interrupted extends WakeUpPassedOn {
        public Interrupted() {
            this(new BrokenLock());
        }

        private Interrupted(Guard guard) {
            super(guard, guard, guard, true);
        }

        @Actor
        public void actor1(LL_Result r) {
            giveUp(r);
        }

        @Actor
        public void actor2() {
            await();
        }

        @Actor
        public void actor3(LL_Result r) {
            release(r);
        }
    }
}

package io.github.threading4j.stress.twins.timeout;

import io.github.threading4j.stress.bodies.Guard;
import io.github.threading4j.stress.bodies.Held;
import io.github.threading4j.stress.bodies.Pace;
import io.github.threading4j.stress.bodies.PassOn;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Twins of an event's NextInLine: a thread that leaves writes back the list of those who wait as it found it, without itself; whoever
 * came meanwhile is no longer in it, and is not woken.
 */
public final class TakenAlong {
    private TakenAlong() {}

    private static final class BrokenEvent implements Guard {
        private static final int HESITATION = 2_000;

        private final AtomicReference<List<Thread>> waiters = new AtomicReference<>(List.of());
        private volatile boolean set;

        @Override
        public boolean acquire(long nanos) throws InterruptedException {
            Thread me = Thread.currentThread();
            waiters.updateAndGet(
                    before -> Stream.concat(before.stream(), Stream.of(me)).toList());
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

        private void leave(Thread me) {
            List<Thread> found = waiters.get();
            Pace.jitter(HESITATION); // the wider the window, the surer it is hit
            waiters.set(found.stream().filter(each -> each != me).toList());
        }

        @Override
        public void release() {
            set = true;
            waiters.getAndSet(List.of()).forEach(LockSupport::unpark);
        }

        @Override
        public boolean locked() {
            return !set;
        }
    }

    @JCStressTest
    @State
    @Description("Twin of EventTimeout.NextInLine: the thread whose time is over takes another along.")
    public static class TimeOver extends PassOn {
        public TimeOver() {
            this(new BrokenEvent());
        }

        private TimeOver(Guard guard) {
            super(new Held(guard), guard, guard, false);
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
    @Description("Twin of EventInterrupt.NextInLine: the thread that was interrupted takes another along.")
    public static class Interrupted extends PassOn {
        public Interrupted() {
            this(new BrokenEvent());
        }

        private Interrupted(Guard guard) {
            super(new Held(guard), guard, guard, true);
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

package io.github.threading4j.stress.twins.timeout;

import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.TimeoutMeetsRelease;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** Twins: locks that handle a timeout incorrectly, each in a different way. */
public final class BrokenTimeout {
    private BrokenTimeout() {}

    /** Its {@code acquire} returns whether time is left, even if the lock was acquired at the last moment. */
    private static class ByTheClock implements Guard {
        private final AtomicBoolean locked = new AtomicBoolean();

        @Override
        public boolean acquire(long nanos) {
            long start = System.nanoTime();
            boolean inTime = true;
            while (inTime && !locked.compareAndSet(false, true)) {
                inTime = System.nanoTime() - start < nanos;
            }
            return System.nanoTime() - start < nanos;
        }

        @Override
        public void release() {
            if (!locked.compareAndSet(true, false)) {
                throw new IllegalMonitorStateException("release unlocked lock");
            }
        }

        @Override
        public boolean locked() {
            return locked.get();
        }
    }

    /** Rounds the timeout down to milliseconds. */
    private static final class RoundsDown extends ByTheClock {
        @Override
        public boolean acquire(long nanos) {
            return super.acquire(TimeUnit.MILLISECONDS.toNanos(TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
    }

    @JCStressTest
    @State
    @Description("Twin of Timed: the acquire succeeds at the last moment but returns false.")
    public static class LockLost extends TimeoutMeetsRelease {
        public LockLost() {
            this(new ByTheClock());
        }

        private LockLost(Guard guard) {
            super(guard, guard);
        }

        @Actor
        public void actor1(LZ_Result r) {
            await(r);
        }

        @Actor
        public void actor2() {
            release();
        }

        @Arbiter
        public void arbiter(LZ_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of Timed: the wait ends before its timeout.")
    public static class Early extends TimeoutMeetsRelease {
        public Early() {
            this(new RoundsDown());
        }

        private Early(Guard guard) {
            super(guard, guard);
        }

        @Actor
        public void actor1(LZ_Result r) {
            await(r);
        }

        @Actor
        public void actor2() {
            release();
        }

        @Arbiter
        public void arbiter(LZ_Result r) {
            look(r);
        }
    }
}

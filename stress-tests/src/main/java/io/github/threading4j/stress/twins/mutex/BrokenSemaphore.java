package io.github.threading4j.stress.twins.mutex;

import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.PermitsConserved;
import io.github.threading4j.stress.scenarios.SeveralPermitsAtOnce;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Twins of SemaphorePermits: semaphores that count in two steps, or release permits one by one. */
public final class BrokenSemaphore {
    private BrokenSemaphore() {}

    /** Checks and changes the count in two steps. */
    private static final class Miscounts implements Guard {
        private volatile long value = 1;

        @Override
        public boolean acquire(long nanos) {
            long there = value;
            if (there == 0) {
                return false;
            }
            value = there - 1;
            return true;
        }

        @Override
        public void release() {
            value = value + 1;
        }

        @Override
        public boolean locked() {
            return value == 0;
        }
    }

    @JCStressTest
    @State
    @Description("Twin of SemaphorePermits.TakeAndGive: a permit is lost, or taken twice.")
    public static class TakeAndGive extends PermitsConserved {
        private final Miscounts semaphore;

        public TakeAndGive() {
            this(new Miscounts());
        }

        private TakeAndGive(Miscounts semaphore) {
            super(semaphore);
            this.semaphore = semaphore;
        }

        @Override
        protected long value() {
            return semaphore.value;
        }

        @Actor
        public void actor1() {
            takeTwo();
        }

        @Actor
        public void actor2() {
            giveAndTake();
        }

        @Arbiter
        public void arbiter(JJJ_Result r) {
            count(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of SemaphorePermits.BoundedReleaseOfSeveral: releases some permits, and is then rejected.")
    public static class BoundedReleaseOfSeveral extends SeveralPermitsAtOnce {
        private static final long BOUND = 2;

        private final AtomicLong value = new AtomicLong();

        @Override
        protected boolean tryRelease(long permits) {
            for (long i = permits; i > 0; i--) {
                if (value.getAndUpdate(there -> Math.min(BOUND, there + 1)) == BOUND) {
                    return false;
                }
            }
            return true;
        }

        @Override
        protected long value() {
            return value.get();
        }

        @Actor
        public void actor1() {
            giveBackTwo();
        }

        @Actor
        public void actor2() {
            giveBackOne();
        }

        @Arbiter
        public void arbiter(LL_Result r) {
            count(r);
        }
    }
}

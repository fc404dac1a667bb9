package io.github.threading4j.stress.mutex;

import io.github.threading4j.RLock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.MutualExclusion;
import io.github.threading4j.stress.scenarios.ReenteredGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * Critical sections guarded by an {@link RLock} never overlap, however the lock is acquired and whatever its hold
 * count.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.RLockExclusion}
 */
public final class RLockExclusion {
    private RLockExclusion() {}

    @JCStressTest
    @State
    @Description("acquire() of an RLock excludes other threads until release().")
    public static class Acquire extends MutualExclusion {
        private final Guard guard = AcquireForm.ACQUIRE.of(new RLock());

        @Actor
        public void actor1(IIZ_Result r) {
            first(guard, r);
        }

        @Actor
        public void actor2(IIZ_Result r) {
            second(guard, r);
        }
    }

    @JCStressTest
    @State
    @Description("An RLock excludes other threads, whichever method acquires it.")
    public static class AnyForm extends MutualExclusion {
        private final RLock lock = new RLock();
        private final Guard one = AcquireForm.any().of(lock);
        private final Guard other = AcquireForm.any().of(lock);

        @Actor
        public void actor1(IIZ_Result r) {
            first(one, r);
        }

        @Actor
        public void actor2(IIZ_Result r) {
            second(other, r);
        }
    }

    @JCStressTest
    @State
    @Description("hold() of an RLock excludes other threads until the hold is closed, and so does with().")
    public static class HoldAndWith extends MutualExclusion {
        private final RLock lock = new RLock();

        @Actor
        public void actor1(IIZ_Result r) {
            arrive(lock.locked(), r);
            try (var hold = lock.hold()) {
                r.r1 = increment();
            }
        }

        @Actor
        public void actor2(IIZ_Result r) {
            arrive(lock.locked(), r);
            r.r2 = lock.with(this::increment);
        }
    }

    @JCStressTest
    @State
    @Description("An RLock that was acquired twice and released once still excludes other threads.")
    public static class AfterInnerRelease extends MutualExclusion {
        private final RLock lock = new RLock();
        private final Guard guard = new ReenteredGuard(AcquireForm.ACQUIRE.of(lock));

        @Actor
        public void actor1(IIZ_Result r) {
            first(guard, r);
        }

        @Actor
        public void actor2(IIZ_Result r) {
            second(guard, r);
        }
    }
}

package io.github.threading4j.stress.mutex;

import io.github.threading4j.Lock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.MutualExclusion;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * Critical sections guarded by a {@link Lock} never overlap, however the lock is acquired.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.LockExclusion}
 */
public final class LockExclusion {
    private LockExclusion() {}

    @JCStressTest
    @State
    @Description("acquire() of a Lock excludes other threads until release().")
    public static class Acquire extends MutualExclusion {
        private final Guard guard = AcquireForm.ACQUIRE.of(new Lock());

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
    @Description("A Lock excludes other threads, whichever method acquires it.")
    public static class AnyForm extends MutualExclusion {
        private final Lock lock = new Lock();
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
    @Description("hold() of a Lock excludes other threads until the hold is closed, and so does with().")
    public static class HoldAndWith extends MutualExclusion {
        private final Lock lock = new Lock();

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
}

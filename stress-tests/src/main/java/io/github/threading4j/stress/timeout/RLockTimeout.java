package io.github.threading4j.stress.timeout;

import io.github.threading4j.RLock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.TimeoutMeetsRelease;
import io.github.threading4j.stress.scenarios.WakeUpPassedOn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * A timed acquire of an {@link RLock} that races with a release.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=timeout.RLockTimeout}
 */
public final class RLockTimeout {
    private RLockTimeout() {}

    @JCStressTest
    @State
    @Description("If an RLock is released at about the timeout of a timed acquire, the acquire succeeds or gives up.")
    public static class Timed extends TimeoutMeetsRelease {
        public Timed() {
            this(new RLock());
        }

        private Timed(RLock lock) {
            super(AcquireForm.ACQUIRE.of(lock), AcquireForm.anyTimed().of(lock));
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
    @Description("A thread that times out as an RLock becomes free either acquires it or passes the wake-up on.")
    public static class NextInLine extends WakeUpPassedOn {
        public NextInLine() {
            this(new RLock());
        }

        private NextInLine(RLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock),
                    AcquireForm.anyTimed().of(lock),
                    AcquireForm.anyUninterruptible().of(lock),
                    false);
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

package io.github.threading4j.stress.mutex;

import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.Semaphore;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.PermitsConserved;
import io.github.threading4j.stress.scenarios.SemaphoreGuard;
import io.github.threading4j.stress.scenarios.SeveralPermitsAtOnce;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A {@link Semaphore} neither loses nor duplicates permits.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.SemaphorePermits}
 */
public final class SemaphorePermits {
    private SemaphorePermits() {}

    @JCStressTest
    @State
    @Description("A Semaphore grants exactly the permits that it has and those that are released.")
    public static class TakeAndGive extends PermitsConserved {
        private final Semaphore semaphore;

        public TakeAndGive() {
            this(new Semaphore(1));
        }

        private TakeAndGive(Semaphore semaphore) {
            super(SemaphoreGuard.anyForm(semaphore));
            this.semaphore = semaphore;
        }

        @Override
        protected long value() {
            return semaphore.getValue();
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
    @Description("Of two releases of a BoundedSemaphore with one permit taken, exactly one is accepted.")
    public static class BoundedRelease extends ExactlyOneSucceeds {
        private final Guard guard = SemaphoreGuard.anyForm(new BoundedSemaphore(1));

        public BoundedRelease() {
            guard.enter();
        }

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = guard.tryRelease();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = guard.tryRelease();
        }
    }

    @JCStressTest
    @State
    @Description("release(n) of a BoundedSemaphore releases all n permits or none.")
    public static class BoundedReleaseOfSeveral extends SeveralPermitsAtOnce {
        private final BoundedSemaphore semaphore = new BoundedSemaphore(2);

        public BoundedReleaseOfSeveral() {
            Guard guard = SemaphoreGuard.anyForm(semaphore);
            guard.enter();
            guard.enter();
        }

        @Override
        protected boolean tryRelease(long permits) {
            return new SemaphoreGuard(semaphore, false, permits).tryRelease();
        }

        @Override
        protected long value() {
            return semaphore.getValue();
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

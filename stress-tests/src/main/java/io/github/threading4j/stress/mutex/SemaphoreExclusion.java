package io.github.threading4j.stress.mutex;

import io.github.threading4j.Semaphore;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.MutualExclusion;
import io.github.threading4j.stress.scenarios.SemaphoreGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * A {@link Semaphore} with one permit provides mutual exclusion.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.SemaphoreExclusion}
 */
public final class SemaphoreExclusion {
    private SemaphoreExclusion() {}

    @JCStressTest
    @State
    @Description("A Semaphore with one permit excludes other threads, whichever method acquires the permit.")
    public static class AnyForm extends MutualExclusion {
        private final Guard guard = SemaphoreGuard.anyForm(new Semaphore(1));

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

package io.github.threading4j.stress.visibility;

import io.github.threading4j.Semaphore;
import io.github.threading4j.stress.scenarios.PublicationByLock;
import io.github.threading4j.stress.scenarios.SemaphoreGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The actions of a thread before it releases a {@link Semaphore} are visible to the thread that takes the permit.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=visibility.SemaphoreHandOff}
 */
public final class SemaphoreHandOff {
    private SemaphoreHandOff() {}

    @JCStressTest
    @State
    @Description("release() of a Semaphore happens-before an acquire that takes the permit, by any method.")
    public static class AnyForm extends PublicationByLock {
        public AnyForm() {
            this(new Semaphore(1));
        }

        private AnyForm(Semaphore semaphore) {
            super(SemaphoreGuard.anyForm(semaphore), SemaphoreGuard.anyForm(semaphore), true);
        }

        @Actor
        public void actor1() {
            write();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }
}

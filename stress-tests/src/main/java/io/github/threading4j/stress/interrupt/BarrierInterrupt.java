package io.github.threading4j.stress.interrupt;

import io.github.threading4j.Barrier;
import io.github.threading4j.stress.scenarios.BarrierMeeting;
import io.github.threading4j.stress.scenarios.Guard;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * An interrupt of a thread that waits at a {@link Barrier}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=interrupt.BarrierInterrupt}
 */
public final class BarrierInterrupt {
    private BarrierInterrupt() {}

    @JCStressTest
    @State
    @Description("An interrupt breaks a Barrier for both threads, or comes too late and stays pending.")
    public static class Interruptible extends BarrierMeeting {
        public Interruptible() {
            this(new Barrier(2));
        }

        private Interruptible(Barrier barrier) {
            super(nanos -> barrier.await(Duration.ofNanos(nanos)), Guard.LONG_NANOS);
        }

        @Actor
        public void actor1(LLL_Result r) {
            firstInterrupted(r);
        }

        @Actor
        public void actor2(LLL_Result r) {
            secondInterrupts(r);
        }
    }
}

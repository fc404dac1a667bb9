package io.github.threading4j.stress.timeout;

import io.github.threading4j.Barrier;
import io.github.threading4j.stress.scenarios.BarrierMeeting;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A timed await of a {@link Barrier} that races with the arrival of the last party.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=timeout.BarrierTimeout}
 */
public final class BarrierTimeout {
    private BarrierTimeout() {}

    @JCStressTest
    @State
    @Description("A timeout breaks a Barrier for both threads, or comes too late.")
    public static class Timed extends BarrierMeeting {
        public Timed() {
            this(new Barrier(2));
        }

        private Timed(Barrier barrier) {
            super(nanos -> barrier.await(Duration.ofNanos(nanos)), SHORT_NANOS);
        }

        @Actor
        public void actor1(LLL_Result r) {
            first(r);
        }

        @Actor
        public void actor2(LLL_Result r) {
            second(r);
        }
    }
}

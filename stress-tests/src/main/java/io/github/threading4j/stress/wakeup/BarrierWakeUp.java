package io.github.threading4j.stress.wakeup;

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
 * Threads that wait at a {@link Barrier} go on when all have come, or when it is broken.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=wakeup.BarrierWakeUp}
 */
public final class BarrierWakeUp {
    private BarrierWakeUp() {}

    @JCStressTest
    @State
    @Description("Two threads that come to a Barrier both go on, with the places 0 and 1.")
    public static class Trip extends BarrierMeeting {
        public Trip() {
            this(new Barrier(2));
        }

        private Trip(Barrier barrier) {
            super(nanos -> barrier.await(Duration.ofNanos(nanos)), Guard.LONG_NANOS);
        }

        @Actor
        public void actor1(LLL_Result r) {
            first(r);
        }

        @Actor
        public void actor2(LLL_Result r) {
            secondAfter(() -> {}, r);
        }
    }

    @JCStressTest
    @State
    @Description("abort() of a Barrier sends home who waits and who comes later.")
    public static class Abort extends BarrierMeeting {
        private final Barrier barrier;

        public Abort() {
            this(new Barrier(2));
        }

        private Abort(Barrier barrier) {
            super(nanos -> barrier.await(Duration.ofNanos(nanos)), Guard.LONG_NANOS);
            this.barrier = barrier;
        }

        @Actor
        public void actor1(LLL_Result r) {
            first(r);
        }

        @Actor
        public void actor2(LLL_Result r) {
            secondAfter(barrier::abort, r);
        }
    }

    @JCStressTest
    @State
    @Description("reset() of a Barrier sends home who waits; two who come later meet.")
    public static class Reset extends BarrierMeeting {
        private final Barrier barrier;

        public Reset() {
            this(new Barrier(2));
        }

        private Reset(Barrier barrier) {
            super(nanos -> barrier.await(Duration.ofNanos(nanos)), SHORT_NANOS);
            this.barrier = barrier;
        }

        @Actor
        public void actor1(LLL_Result r) {
            first(r);
        }

        @Actor
        public void actor2(LLL_Result r) {
            secondAfter(barrier::reset, r);
        }
    }
}

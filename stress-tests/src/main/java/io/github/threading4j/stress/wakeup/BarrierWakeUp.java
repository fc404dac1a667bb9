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
 * Threads that wait at a {@link Barrier} are released when all parties have arrived, or when the barrier is broken.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=wakeup.BarrierWakeUp}
 */
public final class BarrierWakeUp {
    private BarrierWakeUp() {}

    @JCStressTest
    @State
    @Description("Two threads that meet at a Barrier both return, with the indices 0 and 1.")
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
    @Description("abort() breaks a Barrier for waiting threads and for later ones.")
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
    @Description("reset() breaks a Barrier for waiting threads; two later threads meet.")
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

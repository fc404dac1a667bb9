package io.github.threading4j.stress.twins.mutex;

import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Twin: an order of two locks that checks whether the opposite edge is there, and then adds an edge, in two steps. */
public final class CheckThenPut {
    private CheckThenPut() {}

    @JCStressTest
    @State
    @Description("Twin of LockOrderEdges.Opposite: neither thread sees the edge of the other one.")
    public static class Opposite extends ExactlyOneSucceeds {
        private volatile boolean fromAToB;
        private volatile boolean fromBToA;

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = fromBToA;
            fromAToB = true;
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = fromAToB;
            fromBToA = true;
        }
    }
}

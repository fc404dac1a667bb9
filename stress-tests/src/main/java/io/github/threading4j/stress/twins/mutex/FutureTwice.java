package io.github.threading4j.stress.twins.mutex;

import io.github.threading4j.stress.scenarios.CallbackCalledOnce;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.FutureApi;
import io.github.threading4j.stress.twins.BrokenPromise;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Twins of FutureOnce: a future that checks and then acts, in two steps. */
public final class FutureTwice {
    private FutureTwice() {}

    @JCStressTest
    @State
    @Description("Twin of FutureOnce.CancelMeetsStart: the task runs, and is cancelled.")
    public static class CancelMeetsStart extends ExactlyOneSucceeds {
        private final FutureApi promise = new BrokenPromise();

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = promise.cancel();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = promise.start();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of FutureOnce.SetTwice: both threads set the result.")
    public static class SetTwice extends ExactlyOneSucceeds {
        private final FutureApi promise = new BrokenPromise();

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = promise.set();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = promise.set();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of FutureOnce.Callback: the callback is never called.")
    public static class Callback extends CallbackCalledOnce {
        public Callback() {
            super(new BrokenPromise());
        }

        @Actor
        public void actor1() {
            end();
        }

        @Actor
        public void actor2() {
            leave();
        }

        @Arbiter
        public void arbiter(IL_Result r) {
            look(r);
        }
    }
}

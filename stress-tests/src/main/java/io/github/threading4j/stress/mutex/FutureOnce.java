package io.github.threading4j.stress.mutex;

import io.github.threading4j.futures.Future;
import io.github.threading4j.stress.scenarios.CallbackCalledOnce;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.FutureApi;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Operations of a {@link Future} that can succeed only once.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.FutureOnce}
 */
public final class FutureOnce {
    private FutureOnce() {}

    @JCStressTest
    @State
    @Description("cancel() racing with the start of the task: the task either runs or is cancelled.")
    public static class CancelMeetsStart extends ExactlyOneSucceeds {
        private final FutureApi promise = FutureApi.pending();

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
    @Description("Of two threads that set the result of a Future, exactly one succeeds.")
    public static class SetTwice extends ExactlyOneSucceeds {
        private final FutureApi promise = FutureApi.pending();

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
    @Description("addDoneCallback() racing with setResult(): the callback is called once.")
    public static class Callback extends CallbackCalledOnce {
        public Callback() {
            super(FutureApi.pending());
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

package io.github.threading4j.stress.twins.lifecycle;

import io.github.threading4j.stress.scenarios.PublicationByMessage;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.TaskMeetsTerminate;
import io.github.threading4j.stress.scenarios.WakeUpTimeout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Twins of ThreadPoolEnd: a result that is ready before its callback returns, and a result that terminate() cannot find
 * yet.
 */
public final class BrokenPool {
    private BrokenPool() {}

    @JCStressTest
    @State
    @Description("Twin of ThreadPoolEnd.Get: the result is ready when the callback is called.")
    public static class Get extends PublicationByMessage {
        private volatile boolean ready;

        @Override
        protected void say() {}

        @Override
        protected boolean isSaid() {
            return ready;
        }

        @Override
        protected boolean hear() {
            Rendezvous.until(() -> ready);
            return true;
        }

        @Actor
        public void actor1() {
            ready = true;
            Rendezvous.jitter(2_000);
            write();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ThreadPoolEnd.Terminate: a task is queued before its result is registered.")
    public static class Terminate extends TaskMeetsTerminate {
        private volatile boolean terminated;
        private volatile boolean registered;
        private volatile boolean ended;

        @Override
        protected String handOver() {
            if (terminated) {
                return "refused";
            }
            Rendezvous.whileNot(() -> terminated, 20_000);
            registered = true;
            long start = System.nanoTime();
            while (!ended) {
                if (System.nanoTime() - start > WakeUpTimeout.nanos()) {
                    return "lost";
                }
                Thread.onSpinWait();
            }
            return "dropped";
        }

        @Override
        protected void terminate() {
            terminated = true;
            if (registered) {
                ended = true;
            }
        }

        @Actor
        public void actor1(L_Result r) {
            first(r);
        }

        @Actor
        public void actor2() {
            second();
        }
    }
}

package io.github.threading4j.stress.twins.lifecycle;

import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.TaskAcceptor;
import io.github.threading4j.stress.scenarios.TaskRunsOrIsCancelled;
import io.github.threading4j.stress.scenarios.TaskRunsOrIsRejected;
import io.github.threading4j.stress.twins.BrokenPromise;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Twins of PoolTasks that check and then act, in two steps. */
public final class CarelessCrew {
    private CarelessCrew() {}

    /**
     * Checks for the shutdown, and then queues the task. The shutdown runs only the tasks that were queued before it.
     */
    private static final class LooksTooEarly implements TaskAcceptor {
        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        private volatile boolean shutDown;

        @Override
        public boolean submit(Runnable task) {
            if (shutDown) {
                return false;
            }
            Rendezvous.jitter(100);
            tasks.add(task);
            return true;
        }

        @Override
        public void shutdown() {
            shutDown = true;
            tasks.forEach(Runnable::run);
        }

        @Override
        public void join() {
            // The tasks queued so far have run; later ones never run.
        }
    }

    @JCStressTest
    @State
    @Description("Twin of PoolTasks.SubmitMeetsShutdown: an accepted task never runs.")
    public static class SubmitMeetsShutdown extends TaskRunsOrIsRejected {
        public SubmitMeetsShutdown() {
            super(new LooksTooEarly());
        }

        @Actor
        public void actor1(ZI_Result r) {
            submit(r);
        }

        @Actor
        public void actor2() {
            shutdown();
        }

        @Arbiter
        public void arbiter(ZI_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of PoolTasks.CancelMeetsRun: a cancelled task runs.")
    public static class CancelMeetsRun extends TaskRunsOrIsCancelled {
        private final BrokenPromise promise = new BrokenPromise();

        @Actor
        public void actor1() {
            if (promise.start()) {
                task();
            }
        }

        @Actor
        public void actor2(ZI_Result r) {
            r.r1 = promise.cancel();
        }

        @Arbiter
        public void arbiter(ZI_Result r) {
            r.r2 = runs();
        }
    }
}

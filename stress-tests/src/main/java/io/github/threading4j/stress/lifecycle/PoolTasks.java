package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.TaskAcceptor;
import io.github.threading4j.stress.scenarios.TaskRunsOrIsCancelled;
import io.github.threading4j.stress.scenarios.TaskRunsOrIsRejected;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * No task of a {@link ThreadPoolExecutor} is lost, and no rejected or cancelled task runs.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.PoolTasks}
 */
public final class PoolTasks {
    private PoolTasks() {}

    @JCStressTest
    @State
    @Description("submit() racing with shutdown(): the task is rejected, or it runs.")
    public static class SubmitMeetsShutdown extends TaskRunsOrIsRejected {
        public SubmitMeetsShutdown() {
            super(TaskAcceptor.pool());
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
    @Description("submit() to an idle worker, racing with shutdown(): the task is rejected, or it runs.")
    public static class SubmitToIdleMeetsShutdown extends TaskRunsOrIsRejected {
        public SubmitToIdleMeetsShutdown() {
            super(TaskAcceptor.idlePool());
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
    @Description("cancel() racing with a worker that is about to run the task: the task is cancelled, or it runs.")
    public static class CancelMeetsRun extends TaskRunsOrIsCancelled {
        private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(1);

        private volatile @Nullable Future<?> future;

        @Actor
        public void actor1() {
            future = POOL.submit(this::task);
        }

        @Actor
        public void actor2(ZI_Result r) {
            Future<?> task = Rendezvous.untilSet(() -> future);
            Rendezvous.jitter(400);
            r.r1 = task.cancel();
        }

        @Arbiter
        public void arbiter(ZI_Result r) {
            Future<?> marker = POOL.submit(() -> {}); // the only worker runs it after all earlier tasks
            Rendezvous.until(marker::done);
            r.r2 = runs();
        }
    }
}

package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.pool.AsyncOptions;
import io.github.threading4j.pool.AsyncResult;
import io.github.threading4j.pool.ImapResults;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.stress.scenarios.PublicationByMessage;
import io.github.threading4j.stress.scenarios.PublicationToTask;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.TaskMeetsTerminate;
import io.github.threading4j.stress.scenarios.WakeUpTimeout;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * The results of a {@link ThreadPool}: each comes, with all that its task did.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.ThreadPoolEnd}
 */
public final class ThreadPoolEnd {
    private ThreadPoolEnd() {}

    @JCStressTest
    @State
    @Description("A task and its callback happen-before the return of get().")
    public static class Get extends PublicationByMessage {
        private static final ThreadPool POOL = new ThreadPool(1);

        /** Written before there is anything to see of the task. */
        private volatile @Nullable AsyncResult<Integer> result;

        /** That the callback has returned says it. */
        @Override
        protected void say() {}

        @Override
        protected boolean isSaid() {
            AsyncResult<Integer> known = result;
            return known != null && known.ready();
        }

        @Override
        protected boolean hear() {
            try {
                Rendezvous.untilSet(() -> result).get();
                return true;
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts here", e);
            }
        }

        @Actor
        public void actor1() {
            result = POOL.applyAsync(() -> 0, AsyncOptions.defaults().callback(value -> write()));
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }

    @JCStressTest
    @State
    @Description("What a thread did before it handed over a task happens-before the task.")
    public static class Task extends PublicationToTask {
        private static final ThreadPool POOL = new ThreadPool(1);

        @Override
        protected void handOver(Runnable task) {
            POOL.applyAsync(task::run);
        }

        @Actor
        public void actor1(IIZ_Result r) {
            send(r);
        }

        @Actor
        public void actor2() {
            awaitEnd();
        }
    }

    @JCStressTest
    @State
    @Description("What was done for an item of an imap happens-before what follows the next() that gives its result.")
    public static class Next extends PublicationByMessage {
        private static final ThreadPool POOL = new ThreadPool(1);

        private volatile @Nullable ImapResults<Boolean> results;

        /** That the task has ended says it. */
        @Override
        protected void say() {}

        @Override
        protected boolean isSaid() {
            return results != null;
        }

        @Override
        protected boolean hear() {
            try {
                return Rendezvous.untilSet(() -> results).next(Duration.ofNanos(WakeUpTimeout.nanos()));
            } catch (TimeoutException e) {
                WakeUpTimeout.end();
                return false;
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts here", e);
            }
        }

        @Actor
        public void actor1() {
            results = POOL.imap(
                    item -> {
                        write();
                        return true;
                    },
                    List.of(1));
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }

    @JCStressTest
    @State
    @Description("A task that is handed over as the pool is terminated has a result, or is refused.")
    public static class Terminate extends TaskMeetsTerminate {
        private final ThreadPool pool = new ThreadPool(1);

        @Override
        protected String handOver() {
            try {
                return pool.applyAsync(() -> "value").get(Duration.ofNanos(WakeUpTimeout.nanos()));
            } catch (RejectedExecutionException e) {
                return "refused";
            } catch (CancellationException e) {
                return "dropped";
            } catch (TimeoutException e) {
                return "lost";
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts here", e);
            }
        }

        @Override
        protected void terminate() {
            pool.terminate();
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

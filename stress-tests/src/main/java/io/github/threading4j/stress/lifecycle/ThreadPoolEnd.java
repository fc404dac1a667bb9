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
 * Every result of a {@link ThreadPool} becomes ready, and the actions of the task are visible to a thread that reads
 * the result.
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

        /** Written before the task does anything visible. */
        private volatile @Nullable AsyncResult<Integer> result;

        /** Empty: the return of the callback sends the message. */
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
                throw new AssertionError("unexpected interrupt", e);
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
    @Description("Actions before the submission of a task happen-before the task.")
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
    @Description(
            "The actions for an item of an imap happen-before the actions after the next() that returns its result.")
    public static class Next extends PublicationByMessage {
        private static final ThreadPool POOL = new ThreadPool(1);

        private volatile @Nullable ImapResults<Boolean> results;

        /** Empty: the end of the task sends the message. */
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
                throw new AssertionError("unexpected interrupt", e);
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
    @Description("A task that is submitted while the pool is being terminated has a result or is rejected.")
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
                throw new AssertionError("unexpected interrupt", e);
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

package io.github.threading4j.stress.visibility;

import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.MapOptions;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.stress.scenarios.FutureApi;
import io.github.threading4j.stress.scenarios.PublicationByMessage;
import io.github.threading4j.stress.scenarios.PublicationToTask;
import io.github.threading4j.stress.scenarios.Rendezvous;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The actions of a task, or of the thread that sets the result, are visible to a thread that retrieves the result of
 * the {@link Future} or of a map.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=visibility.FutureDelivery}
 */
public final class FutureDelivery {
    private FutureDelivery() {}

    private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(2);

    @JCStressTest
    @State
    @Description("setResult() happens-before the actions after result(), and the waiting result() is woken.")
    public static class Result extends PublicationByMessage {
        private final FutureApi promise = FutureApi.pending();

        @Override
        protected void say() {
            promise.set();
        }

        @Override
        protected boolean isSaid() {
            return promise.done();
        }

        @Override
        protected boolean hear() {
            return promise.await();
        }

        @Actor
        public void actor1() {
            write();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }

    @JCStressTest
    @State
    @Description("setResult() happens-before the actions after a done() that returns true.")
    public static class Done extends PublicationByMessage {
        private final FutureApi promise = FutureApi.pending();

        @Override
        protected void say() {
            promise.set();
        }

        @Override
        protected boolean isSaid() {
            return promise.done();
        }

        @Override
        protected boolean hear() {
            Rendezvous.until(promise::done);
            return true;
        }

        @Actor
        public void actor1() {
            write();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }

    @JCStressTest
    @State
    @Description("setResult() happens-before the callbacks.")
    public static class Callback extends PublicationByMessage {
        private final FutureApi promise = FutureApi.pending();
        private boolean called;

        @Override
        protected void say() {
            promise.set();
        }

        @Override
        protected boolean isSaid() {
            return promise.done();
        }

        @Override
        protected boolean hear() {
            // The callback runs in this thread, once the result is available.
            Rendezvous.until(promise::done);
            promise.onDone(() -> called = true);
            return called;
        }

        @Actor
        public void actor1() {
            write();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }

    @JCStressTest
    @State
    @Description("The actions of a task happen-before the actions after result().")
    public static class Task extends PublicationByMessage {
        private volatile @Nullable FutureApi promise;

        @Override
        protected void say() {
            // Empty: the end of the task sends the message.
        }

        @Override
        protected boolean isSaid() {
            return Rendezvous.untilSet(() -> promise).done();
        }

        @Override
        protected boolean hear() {
            return Rendezvous.untilSet(() -> promise).await();
        }

        @Actor
        public void actor1() {
            promise = FutureApi.of(POOL.submit(() -> {
                write();
                return 1;
            }));
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }

    @JCStressTest
    @State
    @Description("Actions before submit() happen-before the task.")
    public static class Submit extends PublicationToTask {
        @Override
        protected void handOver(Runnable task) {
            POOL.submit(task::run);
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
    @Description("The actions for an item of a map happen-before the actions after the item's result is returned.")
    public static class Map extends PublicationByMessage {
        private static final double LIMIT_SECONDS = 5;
        private static final VarHandle RAN;

        static {
            try {
                RAN = MethodHandles.lookup().findVarHandle(Map.class, "ran", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private boolean ran;
        private volatile @Nullable Iterator<Boolean> results;

        @Override
        protected void say() {
            RAN.setOpaque(this, true); // opaque, so that only the end of the item's task can order the writes
        }

        @Override
        protected boolean isSaid() {
            return (boolean) RAN.getOpaque(this);
        }

        @Override
        protected boolean hear() {
            return Rendezvous.untilSet(() -> results).next();
        }

        @Actor
        public void actor1() {
            results = POOL.map(
                            item -> {
                                write();
                                return true;
                            },
                            List.of(1),
                            MapOptions.defaults().timeout(LIMIT_SECONDS))
                    .iterator();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }
}

package io.github.threading4j.stress.visibility;

import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.futures.Future;
import io.github.threading4j.select.Select;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.PublicationByMessage;
import io.github.threading4j.stress.scenarios.QueueApi;
import io.github.threading4j.stress.scenarios.SelectGuard;
import io.github.threading4j.stress.scenarios.SelectOfQueues;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The actions of a thread before it makes something ready are visible to the thread whose {@link Select} takes it.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=visibility.SelectDelivery}
 */
public final class SelectDelivery {
    private SelectDelivery() {}

    @JCStressTest
    @State
    @Description("put() into a Queue happens-before the actions after a select that takes the item.")
    public static class OfItem extends PublicationByMessage {
        private final QueueApi channel = new SelectOfQueues(2, false);

        @Override
        protected void say() {
            channel.put(1);
        }

        @Override
        protected boolean isSaid() {
            return channel.size() > 0;
        }

        @Override
        protected boolean hear() {
            return channel.takeUninterrupted(Long.MAX_VALUE) == 1;
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
    @Description("set() of an Event happens-before the actions after a select that returns because of it.")
    public static class OfEvent extends PublicationByMessage {
        private final Event event = new Event();
        private final Guard guard = SelectGuard.of(event);

        @Override
        protected void say() {
            event.set();
        }

        @Override
        protected boolean isSaid() {
            return event.isSet();
        }

        @Override
        protected boolean hear() {
            return guard.acquireUninterrupted(Guard.LONG_NANOS);
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
    @Description("release() of a Lock happens-before the actions after a select that acquires it.")
    public static class OfLock extends PublicationByMessage {
        private final Lock lock = heldLock();
        private final Guard guard = SelectGuard.of(lock);

        private static Lock heldLock() {
            Lock lock = new Lock();
            lock.acquire();
            return lock;
        }

        @Override
        protected void say() {
            lock.release();
        }

        @Override
        protected boolean isSaid() {
            return !lock.locked();
        }

        @Override
        protected boolean hear() {
            return guard.acquireUninterrupted(Guard.LONG_NANOS);
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
    @Description("setResult() of a Future happens-before the actions after a select that returns because of it.")
    public static class OfFuture extends PublicationByMessage {
        private final Future<Boolean> future = new Future<>();

        private static boolean await(Future<Boolean> future) {
            try {
                return new Select<Boolean>().on(future, Future::resultNow).await();
            } catch (InterruptedException e) {
                throw new AssertionError("unexpected interrupt", e);
            }
        }

        @Override
        protected void say() {
            future.setResult(true);
        }

        @Override
        protected boolean isSaid() {
            return future.done();
        }

        @Override
        protected boolean hear() {
            return await(future);
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
}

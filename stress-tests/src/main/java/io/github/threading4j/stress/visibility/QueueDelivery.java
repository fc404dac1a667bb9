package io.github.threading4j.stress.visibility;

import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueShutDownException;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.stress.scenarios.PublicationByMessage;
import io.github.threading4j.stress.scenarios.QueueApi;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The actions of a thread before it puts an item, calls {@code taskDone}, or shuts a {@link Queue} down are visible to
 * the thread that takes the item, returns from {@code join}, or sees the shutdown. A {@link SimpleQueue} supports only
 * putting and taking items.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=visibility.QueueDelivery}
 */
public final class QueueDelivery {
    private QueueDelivery() {}

    @JCStressTest
    @State
    @Description("put() into a Queue happens-before the actions after get() of the item.")
    public static class OfQueue extends PublicationByMessage {
        private final QueueApi channel = QueueApi.of(new Queue<>());

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
    @Description("put() into a LifoQueue happens-before the actions after get() of the item.")
    public static class OfLifoQueue extends PublicationByMessage {
        private final QueueApi channel = QueueApi.of(new LifoQueue<>());

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
    @Description("put() into a PriorityQueue happens-before the actions after get() of the item.")
    public static class OfPriorityQueue extends PublicationByMessage {
        private final QueueApi channel = QueueApi.of(new PriorityQueue<>());

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
    @Description("put() into a Queue with a QueueStore happens-before the actions after get() of the item.")
    public static class OfQueueWithStore extends PublicationByMessage {
        private final QueueApi channel = QueueApi.withStore(0);

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
    @Description("put() into a SimpleQueue happens-before the actions after get() of the item.")
    public static class OfSimpleQueue extends PublicationByMessage {
        private final QueueApi channel = QueueApi.of(new SimpleQueue<>());

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
    @Description("put() by any method into a bounded Queue happens-before the actions after get() of the item.")
    public static class PutInAnyForm extends PublicationByMessage {
        private final QueueApi channel = QueueApi.any(1);

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
            return channel.takeAwaited() == 1;
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
    @Description("taskDone() happens-before the actions after a join() that it releases.")
    public static class Join extends PublicationByMessage {
        private final QueueApi channel = QueueApi.any(0);

        public Join() {
            channel.put(1);
        }

        @Override
        protected void say() {
            channel.taskDone();
        }

        @Override
        protected boolean isSaid() {
            return channel.unfinished() == 0;
        }

        @Override
        protected boolean hear() {
            return channel.joinAwaited();
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
    @Description("shutdown() happens-before the actions after a QueueShutDownException.")
    public static class Shutdown extends PublicationByMessage {
        private final Queue<Integer> queue = new Queue<>();

        @Override
        protected void say() {
            queue.shutdown();
        }

        @Override
        protected boolean isSaid() {
            return queue.isShutdown();
        }

        @Override
        protected boolean hear() {
            try {
                queue.get();
                return false;
            } catch (QueueShutDownException end) {
                return true;
            } catch (InterruptedException e) {
                throw new AssertionError("unexpected interrupt", e);
            }
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

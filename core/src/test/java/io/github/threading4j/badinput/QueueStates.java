package io.github.threading4j.badinput;

import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueStore;
import io.github.threading4j.queue.SimpleQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** Queues in all their states. */
final class QueueStates {
    private QueueStates() {}

    static void addTo(List<States.State> states) {
        states.add(new States.State(Queue.class, "empty", scene -> new Queue<>()));
        states.add(new States.State(Queue.class, "full", scene -> filled(scene, new Queue<>(1))));
        states.add(new States.State(LifoQueue.class, "full", scene -> filled(scene, new LifoQueue<>(1))));
        states.add(new States.State(
                PriorityQueue.class,
                "with capacity",
                scene -> filled(
                        scene,
                        new PriorityQueue<Object>(2, Comparator.nullsFirst(Comparator.comparing(Object::toString))))));
        states.add(new States.State(Queue.class, "over a Java queue, empty", scene -> Queue.of(foreign())));
        states.add(
                new States.State(Queue.class, "over a Java queue, full", scene -> filled(scene, Queue.of(foreign()))));
        states.add(new States.State(Queue.class, "empty with a store", scene -> Queue.withStore(0, new AnyStore(0))));
        states.add(new States.State(
                Queue.class, "full with a store", scene -> filled(scene, Queue.withStore(1, new AnyStore(0)))));
        states.add(new States.State(Queue.class, "shut down", scene -> {
            var queue = new Queue<Object>(1);
            queue.shutdown();
            return queue;
        }));
        states.add(new States.State(Queue.class, "shut down, full", scene -> {
            var queue = filled(scene, new Queue<Object>(1));
            queue.shutdown();
            return queue;
        }));
        states.add(new States.State(SimpleQueue.class, "empty", scene -> new SimpleQueue<>()));
        states.add(new States.State(SimpleQueue.class, "with an item", scene -> {
            var queue = new SimpleQueue<Object>();
            queue.put("item");
            return queue;
        }));
    }

    /** A LIFO store that reports a wrong size. */
    static final class AnyStore implements QueueStore<Object> {
        private final List<Object> items = new ArrayList<>();
        private final int more;

        AnyStore(int more) {
            this.more = more;
        }

        @Override
        public boolean add(Object item) {
            return items.add(item);
        }

        @Override
        public Object remove() {
            return items.remove(items.size() - 1);
        }

        @Override
        public int size() {
            return items.size() + more;
        }
    }

    private static LinkedBlockingQueue<Object> foreign() {
        return new LinkedBlockingQueue<>(1);
    }

    static <Q extends Queue<Object>> Q filled(Scene scene, Q queue) {
        queue.putNowait("item");
        scene.atRelease(queue::clear);
        return queue;
    }
}

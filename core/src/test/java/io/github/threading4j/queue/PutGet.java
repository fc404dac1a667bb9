package io.github.threading4j.queue;

import io.github.threading4j.NamedThread;
import io.github.threading4j.testing.Await;
import java.time.Duration;

/** The operations that {@link Queue} and {@link SimpleQueue} share. */
interface PutGet {
    /** A call of {@code get} or {@code getNowait}. */
    interface Get {
        Integer from(PutGet queue) throws Exception;
    }

    void put(Integer item) throws InterruptedException;

    void putNowait(Integer item);

    Integer get() throws InterruptedException;

    Integer get(boolean blocking) throws InterruptedException;

    Integer get(double seconds) throws InterruptedException;

    Integer get(Duration timeout) throws InterruptedException;

    Integer getNowait();

    int qsize();

    boolean empty();

    /** Returns the queue itself. */
    Object api();

    /** Waits until a thread is blocked on this queue. */
    default void awaitBlocked(NamedThread thread) {
        Await.waiting(thread, api());
    }

    static PutGet of(SimpleQueue<Integer> queue) {
        return new OfSimpleQueue(queue);
    }

    static PutGet of(Queue<Integer> queue) {
        return new OfQueue(queue);
    }

    /**
     * Returns the operations of a queue over a Java queue. Tests can detect that its waiters are parked, but not which
     * queue they wait for.
     */
    static PutGet ofForeign(Queue<Integer> queue) {
        return new OfQueue(queue) {
            @Override
            public void awaitBlocked(NamedThread thread) {
                Await.parked(thread.toJavaThread());
            }
        };
    }

    /** The operations of a {@link SimpleQueue}. */
    record OfSimpleQueue(SimpleQueue<Integer> api) implements PutGet {
        @Override
        public void put(Integer item) {
            api.put(item);
        }

        @Override
        public void putNowait(Integer item) {
            api.putNowait(item);
        }

        @Override
        public Integer get() throws InterruptedException {
            return api.get();
        }

        @Override
        public Integer get(boolean blocking) throws InterruptedException {
            return api.get(blocking);
        }

        @Override
        public Integer get(double seconds) throws InterruptedException {
            return api.get(seconds);
        }

        @Override
        public Integer get(Duration timeout) throws InterruptedException {
            return api.get(timeout);
        }

        @Override
        public Integer getNowait() {
            return api.getNowait();
        }

        @Override
        public int qsize() {
            return api.qsize();
        }

        @Override
        public boolean empty() {
            return api.empty();
        }
    }

    /** The operations of a {@link Queue}. */
    class OfQueue implements PutGet {
        private final Queue<Integer> api;

        OfQueue(Queue<Integer> api) {
            this.api = api;
        }

        @Override
        public void put(Integer item) throws InterruptedException {
            api.put(item);
        }

        @Override
        public void putNowait(Integer item) {
            api.putNowait(item);
        }

        @Override
        public Integer get() throws InterruptedException {
            return api.get();
        }

        @Override
        public Integer get(boolean blocking) throws InterruptedException {
            return api.get(blocking);
        }

        @Override
        public Integer get(double seconds) throws InterruptedException {
            return api.get(seconds);
        }

        @Override
        public Integer get(Duration timeout) throws InterruptedException {
            return api.get(timeout);
        }

        @Override
        public Integer getNowait() {
            return api.getNowait();
        }

        @Override
        public int qsize() {
            return api.qsize();
        }

        @Override
        public boolean empty() {
            return api.empty();
        }

        @Override
        public Queue<Integer> api() {
            return api;
        }
    }
}

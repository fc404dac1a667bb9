package io.github.threading4j.queue;

import io.github.threading4j.NamedThread;
import io.github.threading4j.testing.Await;
import java.time.Duration;

/** What every queue can do, {@link SimpleQueue} too. */
interface PutGet {
    /** A form of {@code get}. */
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

    /** The queue itself. */
    Object face();

    /** Waits until a thread is blocked on this queue. */
    default void awaitBlocked(NamedThread thread) {
        Await.waiting(thread, face());
    }

    static PutGet of(SimpleQueue<Integer> queue) {
        return new OfSimpleQueue(queue);
    }

    static PutGet of(Queue<Integer> queue) {
        return new OfQueue(queue);
    }

    /** A queue over one of Java, which does not tell who waits for it. */
    static PutGet ofForeign(Queue<Integer> queue) {
        return new OfQueue(queue) {
            @Override
            public void awaitBlocked(NamedThread thread) {
                Await.parked(thread.toJavaThread());
            }
        };
    }

    /** As a {@link SimpleQueue}. */
    record OfSimpleQueue(SimpleQueue<Integer> face) implements PutGet {
        @Override
        public void put(Integer item) {
            face.put(item);
        }

        @Override
        public void putNowait(Integer item) {
            face.putNowait(item);
        }

        @Override
        public Integer get() throws InterruptedException {
            return face.get();
        }

        @Override
        public Integer get(boolean blocking) throws InterruptedException {
            return face.get(blocking);
        }

        @Override
        public Integer get(double seconds) throws InterruptedException {
            return face.get(seconds);
        }

        @Override
        public Integer get(Duration timeout) throws InterruptedException {
            return face.get(timeout);
        }

        @Override
        public Integer getNowait() {
            return face.getNowait();
        }

        @Override
        public int qsize() {
            return face.qsize();
        }

        @Override
        public boolean empty() {
            return face.empty();
        }
    }

    /** As a {@link Queue}. */
    class OfQueue implements PutGet {
        private final Queue<Integer> face;

        OfQueue(Queue<Integer> face) {
            this.face = face;
        }

        @Override
        public void put(Integer item) throws InterruptedException {
            face.put(item);
        }

        @Override
        public void putNowait(Integer item) {
            face.putNowait(item);
        }

        @Override
        public Integer get() throws InterruptedException {
            return face.get();
        }

        @Override
        public Integer get(boolean blocking) throws InterruptedException {
            return face.get(blocking);
        }

        @Override
        public Integer get(double seconds) throws InterruptedException {
            return face.get(seconds);
        }

        @Override
        public Integer get(Duration timeout) throws InterruptedException {
            return face.get(timeout);
        }

        @Override
        public Integer getNowait() {
            return face.getNowait();
        }

        @Override
        public int qsize() {
            return face.qsize();
        }

        @Override
        public boolean empty() {
            return face.empty();
        }

        @Override
        public Queue<Integer> face() {
            return face;
        }
    }
}

package io.github.threading4j.select;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.futures.Future;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.testing.ThreadKind;

/** The things that a select can wait for. */
final class SelectThings {
    private SelectThings() {}

    record OfEvent(Event event) implements SelectContract.Thing {
        @Override
        public Select<String> addTo(Select<String> select, ThrowingSupplier<String, ?> function) {
            return select.on(event, function);
        }

        @Override
        public void makeReady() {
            event.set();
        }

        @Override
        public boolean isReady() {
            return event.isSet();
        }
    }

    record OfFuture(Future<String> future) implements SelectContract.Thing {
        @Override
        public Select<String> addTo(Select<String> select, ThrowingSupplier<String, ?> function) {
            return select.on(future, done -> {
                if (done != future || !done.done()) {
                    throw new AssertionError("not done: " + done);
                }
                return SelectThings.call(function);
            });
        }

        @Override
        public void makeReady() {
            future.setResult("done");
        }

        @Override
        public boolean isReady() {
            return future.done();
        }
    }

    /** A thread that runs until an event is set. */
    record OfThread(NamedThread thread, Event end) implements SelectContract.Thing {
        static OfThread start() {
            var end = new Event();
            return new OfThread(ThreadKind.PLATFORM.start(end::await), end);
        }

        @Override
        public Select<String> addTo(Select<String> select, ThrowingSupplier<String, ?> function) {
            return select.on(thread, function);
        }

        @Override
        public void makeReady() throws InterruptedException {
            end.set();
            thread.join();
        }

        @Override
        public boolean isReady() {
            return !thread.isAlive();
        }
    }

    record OfQueue(Queue<Integer> queue) implements SelectContract.Thing {
        @Override
        public Select<String> addTo(Select<String> select, ThrowingSupplier<String, ?> function) {
            return select.on(queue, item -> SelectThings.call(function));
        }

        @Override
        public void makeReady() throws InterruptedException {
            queue.put(1);
        }

        @Override
        public boolean isReady() {
            return queue.getNowait() == 1;
        }
    }

    record OfSimpleQueue(SimpleQueue<Integer> queue) implements SelectContract.Thing {
        @Override
        public Select<String> addTo(Select<String> select, ThrowingSupplier<String, ?> function) {
            return select.on(queue, item -> SelectThings.call(function));
        }

        @Override
        public void makeReady() {
            queue.put(1);
        }

        @Override
        public boolean isReady() {
            return queue.getNowait() == 1;
        }
    }

    /** Capacity in a queue for one item; the queue is full at first. */
    record OfRoom(Queue<Integer> queue) implements SelectContract.Thing {
        OfRoom {
            queue.putNowait(0);
        }

        @Override
        public Select<String> addTo(Select<String> select, ThrowingSupplier<String, ?> function) {
            return select.onRoom(queue, 1, function);
        }

        @Override
        public void makeReady() {
            queue.getNowait();
        }

        @Override
        public boolean isReady() {
            return !queue.full();
        }
    }

    /** Something that can be acquired; it is held at first. */
    record OfAcquirable(Acquirable acquirable) implements SelectContract.Thing {
        static OfAcquirable held(Acquirable acquirable) throws InterruptedException {
            acquirable.acquire();
            return new OfAcquirable(acquirable);
        }

        @Override
        public Select<String> addTo(Select<String> select, ThrowingSupplier<String, ?> function) {
            return select.on(acquirable, hold -> SelectThings.call(function));
        }

        @Override
        public void makeReady() {
            acquirable.release();
        }

        @Override
        public boolean isReady() throws InterruptedException {
            return acquirable.acquire(false);
        }
    }

    /** A lock that a thread holds until an event is set. */
    record OfHeld(Acquirable lock, NamedThread holder, Event end) implements SelectContract.Thing {
        /** Starts a thread that acquires a lock. */
        static OfHeld by(Acquirable held, Acquirable lock) throws InterruptedException {
            var acquired = new Event();
            var end = new Event();
            var holder = ThreadKind.PLATFORM.start(() -> held.with(() -> {
                acquired.set();
                end.await();
            }));
            acquired.await();
            return new OfHeld(lock, holder, end);
        }

        @Override
        public Select<String> addTo(Select<String> select, ThrowingSupplier<String, ?> function) {
            return select.on(lock, hold -> SelectThings.call(function));
        }

        @Override
        public void makeReady() throws InterruptedException {
            end.set();
            holder.join();
        }

        @Override
        public boolean isReady() throws InterruptedException {
            return lock.acquire(false);
        }
    }

    /** Throws what the function throws, although a ThrowingFunction may not throw every Throwable. */
    private static String call(ThrowingSupplier<String, ?> function) throws Exception {
        try {
            return function.get();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}

package io.github.threading4j.select;

import io.github.threading4j.Acquirable;
import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.futures.Future;
import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueStore;
import io.github.threading4j.queue.SimpleQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Binds the contracts to everything that a select can wait for. */
class SelectContractTest {
    @Nested
    class OfEvent implements SelectContract {
        @Override
        public Thing create() {
            return new SelectThings.OfEvent(new Event());
        }
    }

    @Nested
    class OfThread implements SelectContract {
        private final List<SelectThings.OfThread> created = new ArrayList<>();

        @Override
        public Thing create() {
            var thing = SelectThings.OfThread.start();
            created.add(thing);
            return thing;
        }

        @AfterEach
        void endThreads() throws Exception {
            for (var thing : created) {
                thing.makeReady();
            }
        }
    }

    @Nested
    class OfFuture implements SelectContract {
        @Override
        public Thing create() {
            return new SelectThings.OfFuture(new Future<>());
        }
    }

    @Nested
    class OfQueue implements SelectOneTakerContract {
        @Override
        public Thing create() {
            return new SelectThings.OfQueue(new Queue<>());
        }
    }

    @Nested
    class OfLifoQueue implements SelectOneTakerContract {
        @Override
        public Thing create() {
            return new SelectThings.OfQueue(new LifoQueue<>(2));
        }
    }

    @Nested
    class OfPriorityQueue implements SelectOneTakerContract {
        @Override
        public Thing create() {
            return new SelectThings.OfQueue(new PriorityQueue<>());
        }
    }

    @Nested
    class OfQueueWithStore implements SelectOneTakerContract {
        @Override
        public Thing create() {
            return new SelectThings.OfQueue(withStore(2));
        }
    }

    @Nested
    class OfSimpleQueue implements SelectOneTakerContract {
        @Override
        public Thing create() {
            return new SelectThings.OfSimpleQueue(new SimpleQueue<>());
        }
    }

    @Nested
    class OfRoom implements SelectOneTakerContract {
        @Override
        public Thing create() {
            return new SelectThings.OfRoom(new Queue<>(1));
        }
    }

    @Nested
    class OfRoomWithStore implements SelectOneTakerContract {
        @Override
        public Thing create() {
            return new SelectThings.OfRoom(withStore(1));
        }
    }

    @Nested
    class OfLock implements SelectOneTakerContract {
        @Override
        public Thing create() throws InterruptedException {
            return SelectThings.OfAcquirable.held(new Lock());
        }
    }

    /** The contracts of a lock that is released by the thread that holds it. */
    abstract static class OfReentrantLock implements SelectContract {
        private final List<SelectThings.OfHeld> created = new ArrayList<>();

        /** Creates a lock, or a pair of locks that exclude each other: one to be held and one to wait for. */
        abstract List<Acquirable> locks();

        @Override
        public Thing create() throws InterruptedException {
            var locks = locks();
            var thing = SelectThings.OfHeld.by(locks.get(0), locks.get(locks.size() - 1));
            created.add(thing);
            return thing;
        }

        @AfterEach
        void endThreads() throws Exception {
            for (var thing : created) {
                thing.makeReady();
            }
        }
    }

    @Nested
    class OfRLock extends OfReentrantLock {
        @Override
        List<Acquirable> locks() {
            return List.of(new RLock());
        }
    }

    @Nested
    class OfReadLock extends OfReentrantLock {
        @Override
        List<Acquirable> locks() {
            var lock = new ReadWriteLock();
            return List.of(lock.write(), lock.read());
        }
    }

    @Nested
    class OfWriteLock extends OfReentrantLock {
        @Override
        List<Acquirable> locks() {
            var lock = new ReadWriteLock();
            return List.of(lock.read(), lock.write());
        }
    }

    @Nested
    class OfFairReadLock extends OfReentrantLock {
        @Override
        List<Acquirable> locks() {
            var lock = ReadWriteLock.fair();
            return List.of(lock.write(), lock.read());
        }
    }

    @Nested
    class OfFairWriteLock extends OfReentrantLock {
        @Override
        List<Acquirable> locks() {
            return List.of(ReadWriteLock.fair().write());
        }
    }

    @Nested
    class OfSemaphore implements SelectOneTakerContract {
        @Override
        public Thing create() throws InterruptedException {
            return SelectThings.OfAcquirable.held(new Semaphore());
        }
    }

    @Nested
    class OfFairSemaphore implements SelectOneTakerContract {
        @Override
        public Thing create() throws InterruptedException {
            return SelectThings.OfAcquirable.held(Semaphore.fair(1));
        }
    }

    @Nested
    class OfBoundedSemaphore implements SelectOneTakerContract {
        @Override
        public Thing create() throws InterruptedException {
            return SelectThings.OfAcquirable.held(new BoundedSemaphore(1));
        }
    }

    private static Queue<Integer> withStore(int maxsize) {
        var items = new ArrayDeque<Integer>();
        return Queue.withStore(maxsize, new QueueStore<>() {
            @Override
            public boolean add(Integer item) {
                return items.add(item);
            }

            @Override
            public Integer remove() {
                return items.remove();
            }

            @Override
            public int size() {
                return items.size();
            }
        });
    }
}

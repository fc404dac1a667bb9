package io.github.threading4j.stress.wakeup;

import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.WakeUpOfAll;
import io.github.threading4j.stress.scenarios.WakeUpOfOne;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A thread that waits for a lock of a {@link ReadWriteLock} is woken when it can acquire the lock.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify
 * -Djcstress.test=wakeup.ReadWriteLockWakeUp}
 */
public final class ReadWriteLockWakeUp {
    private ReadWriteLockWakeUp() {}

    @JCStressTest
    @State
    @Description("An acquire of the write lock returns after release() of the read lock.")
    public static class Writer extends WakeUpOfOne {
        public Writer() {
            this(new ReadWriteLock());
        }

        private Writer(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock.read()),
                    AcquireForm.anyInterruptible().of(lock.write()));
        }

        @Actor
        public void actor1() {
            await();
        }

        @Actor
        public void actor2(LL_Result r) {
            wake(r);
        }
    }

    @JCStressTest
    @State
    @Description("An acquire of the write lock returns after release() by another writer.")
    public static class NextWriter extends WakeUpOfOne {
        public NextWriter() {
            this(new ReadWriteLock());
        }

        private NextWriter(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock.write()),
                    AcquireForm.anyInterruptible().of(lock.write()));
        }

        @Actor
        public void actor1() {
            await();
        }

        @Actor
        public void actor2(LL_Result r) {
            wake(r);
        }
    }

    @JCStressTest
    @State
    @Description("An acquire of the read lock returns after release() of the write lock.")
    public static class Reader extends WakeUpOfOne {
        public Reader() {
            this(new ReadWriteLock());
        }

        private Reader(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock.write()),
                    AcquireForm.anyInterruptible().of(lock.read()));
        }

        @Actor
        public void actor1() {
            await();
        }

        @Actor
        public void actor2(LL_Result r) {
            wake(r);
        }
    }

    @JCStressTest
    @State
    @Description("release() of the write lock lets all waiting readers in together.")
    public static class TwoReaders extends WakeUpOfAll {
        private final ReadWriteLock lock;
        private volatile boolean held;

        public TwoReaders() {
            this(new ReadWriteLock());
        }

        private TwoReaders(ReadWriteLock lock) {
            super(readersOf(lock), true);
            this.lock = lock;
        }

        /** Acquires the read lock, and releases the write lock. */
        private static Guard readersOf(ReadWriteLock lock) {
            Guard reader = AcquireForm.ACQUIRE.of(lock.read());
            return new Guard() {
                @Override
                public boolean acquire(long nanos) throws InterruptedException {
                    return reader.acquire(nanos);
                }

                @Override
                public void release() {
                    lock.write().release();
                }

                @Override
                public boolean locked() {
                    return lock.write().locked();
                }
            };
        }

        @Actor
        public void actor1() {
            Rendezvous.until(() -> held);
            awaitFirst();
        }

        @Actor
        public void actor2() {
            Rendezvous.until(() -> held);
            awaitSecond();
        }

        @Actor
        public void actor3(LL_Result r) {
            lock.write().acquire();
            held = true;
            wake(r);
        }
    }
}

package io.github.threading4j.stress.visibility;

import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.PublicationByLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The actions of a thread before it releases a lock of a {@link ReadWriteLock} are visible after an acquire.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify
 * -Djcstress.test=visibility.ReadWriteLockHandOff}
 */
public final class ReadWriteLockHandOff {
    private ReadWriteLockHandOff() {}

    @JCStressTest
    @State
    @Description("release() of the write lock happens-before a later acquire of the read lock, by any method.")
    public static class WriteToRead extends PublicationByLock {
        public WriteToRead() {
            this(new ReadWriteLock());
        }

        private WriteToRead(ReadWriteLock lock) {
            super(AcquireForm.any().of(lock.write()), AcquireForm.any().of(lock.read()), false);
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
    @Description("release() of the write lock happens-before the next acquire of it, by any method.")
    public static class WriteToWrite extends PublicationByLock {
        public WriteToWrite() {
            this(new ReadWriteLock());
        }

        private WriteToWrite(ReadWriteLock lock) {
            super(AcquireForm.any().of(lock.write()), AcquireForm.any().of(lock.write()), false);
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
    @Description("release() of the read lock happens-before a later acquire of the write lock, by any method.")
    public static class ReadToWrite extends PublicationByLock {
        public ReadToWrite() {
            this(new ReadWriteLock());
        }

        private ReadToWrite(ReadWriteLock lock) {
            super(AcquireForm.any().of(lock.read()), AcquireForm.any().of(lock.write()), false);
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
    @Description("A writer that becomes a reader publishes what it wrote to the other readers.")
    public static class Downgrade extends PublicationByLock {
        /** Releases the write lock while it holds the read lock, and then the read lock. */
        private static Guard downgrading(ReadWriteLock lock) {
            Guard writer = AcquireForm.any().of(lock.write());
            return new Guard() {
                @Override
                public boolean acquire(long nanos) throws InterruptedException {
                    return writer.acquire(nanos);
                }

                @Override
                public void release() {
                    lock.read().acquire();
                    writer.release();
                    lock.read().release();
                }

                @Override
                public boolean locked() {
                    return writer.locked();
                }
            };
        }

        public Downgrade() {
            this(new ReadWriteLock());
        }

        private Downgrade(ReadWriteLock lock) {
            super(downgrading(lock), AcquireForm.any().of(lock.read()), false);
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

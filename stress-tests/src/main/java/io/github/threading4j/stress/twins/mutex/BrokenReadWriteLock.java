package io.github.threading4j.stress.twins.mutex;

import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.ReaderSeesWholeWrite;
import io.github.threading4j.stress.scenarios.ReadersMeetWriter;
import io.github.threading4j.stress.scenarios.TwoUpgrades;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LLZ_Result;

/** Twins: readers-writer locks, each of which lacks one property. */
public final class BrokenReadWriteLock {
    private BrokenReadWriteLock() {}

    /** Acquires a lock of Java; a timeout of 0 overtakes queued threads or does not, depending on the lock. */
    private record JavaGuard(Lock lock, boolean overtakes) implements Guard {
        @Override
        public boolean acquire(long nanos) throws InterruptedException {
            return overtakes && nanos == 0 ? lock.tryLock() : lock.tryLock(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void release() {
            lock.unlock();
        }

        @Override
        public boolean locked() {
            return false;
        }
    }

    /** Counts the readers, but the writer checks the count before it locks. */
    private static final class CountedReaders {
        private final AtomicInteger readers = new AtomicInteger();
        private volatile boolean written;

        Guard reader() {
            return guard(
                    () -> {
                        if (written) {
                            return false;
                        }
                        readers.incrementAndGet();
                        return true;
                    },
                    readers::decrementAndGet);
        }

        Guard writer() {
            return guard(
                    () -> {
                        if (readers.get() > 0) {
                            return false;
                        }
                        written = true;
                        return true;
                    },
                    () -> written = false);
        }

        private Guard guard(BooleanSupplier acquire, Runnable release) {
            return new Guard() {
                @Override
                public boolean acquire(long nanos) {
                    return acquire.getAsBoolean();
                }

                @Override
                public void release() {
                    release.run();
                }

                @Override
                public boolean locked() {
                    return written || readers.get() > 0;
                }
            };
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ReadWriteLockExclusion.WriterAndReader: a reader enters between check and lock.")
    public static class WriterAndReader extends ReaderSeesWholeWrite {
        public WriterAndReader() {
            this(new CountedReaders());
        }

        private WriterAndReader(CountedReaders lock) {
            super(lock.writer(), lock.reader());
        }

        @Actor
        public void actor1(IIZ_Result r) {
            write(r);
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ReadWriteLockExclusion.ReadersAndWriter: a new reader ignores waiting writers.")
    public static class IgnoredWriter extends ReadersMeetWriter {
        public IgnoredWriter() {
            this(new ReentrantReadWriteLock());
        }

        private IgnoredWriter(ReentrantReadWriteLock lock) {
            super(new JavaGuard(lock.readLock(), true), new JavaGuard(lock.writeLock(), false));
        }

        @Actor
        public void actor1(LLL_Result r) {
            read(r);
        }

        @Actor
        public void actor2() {
            write();
        }

        @Actor
        public void actor3(LLL_Result r) {
            readLate(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ReadWriteLockExclusion.ReadersAndWriter: a reader that reads again waits behind the writer.")
    public static class ForgottenReader extends ReadersMeetWriter {
        public ForgottenReader() {
            this(new StampedLock());
        }

        private ForgottenReader(StampedLock lock) {
            super(new JavaGuard(lock.asReadLock(), false), new JavaGuard(lock.asWriteLock(), false));
        }

        @Actor
        public void actor1(LLL_Result r) {
            read(r);
        }

        @Actor
        public void actor2() {
            write();
        }

        @Actor
        public void actor3(LLL_Result r) {
            readLate(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ReadWriteLockExclusion.Upgrades: a reader that tries to write waits for itself.")
    public static class Upgrades extends TwoUpgrades {
        public Upgrades() {
            this(new ReentrantReadWriteLock());
        }

        private Upgrades(ReentrantReadWriteLock lock) {
            super(new JavaGuard(lock.readLock(), true), new JavaGuard(lock.writeLock(), false));
        }

        @Actor
        public void actor1(LLZ_Result r) {
            first(r);
        }

        @Actor
        public void actor2(LLZ_Result r) {
            second(r);
        }
    }
}

package io.github.threading4j.stress.interrupt;

import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.InterruptMeetsAcquire;
import io.github.threading4j.stress.scenarios.InterruptOfUninterruptibleAcquire;
import io.github.threading4j.stress.scenarios.WakeUpPassedOn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An interrupt of a thread that waits for a lock of a {@link ReadWriteLock}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify
 * -Djcstress.test=interrupt.ReadWriteLockInterrupt}
 */
public final class ReadWriteLockInterrupt {
    private ReadWriteLockInterrupt() {}

    @JCStressTest
    @State
    @Description("If an interruptible acquire of the write lock is interrupted, it either acquires or throws.")
    public static class Writer extends InterruptMeetsAcquire {
        public Writer() {
            this(new ReadWriteLock());
        }

        private Writer(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock.read()),
                    AcquireForm.anyInterruptible().of(lock.write()));
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            interrupt(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("If an interruptible acquire of the read lock is interrupted, it either acquires or throws.")
    public static class Reader extends InterruptMeetsAcquire {
        public Reader() {
            this(new ReadWriteLock());
        }

        private Reader(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock.write()),
                    AcquireForm.anyInterruptible().of(lock.read()));
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            interrupt(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("If acquire() of the read lock is interrupted, it acquires and the interrupt stays pending.")
    public static class Uninterruptible extends InterruptOfUninterruptibleAcquire {
        public Uninterruptible() {
            this(new ReadWriteLock());
        }

        private Uninterruptible(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock.write()),
                    AcquireForm.anyUninterruptible().of(lock.read()));
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            interrupt(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("A writer that is interrupted in the queue lets the reader behind it in.")
    public static class ReaderBehindWriter extends WakeUpPassedOn {
        public ReaderBehindWriter() {
            this(new ReadWriteLock());
        }

        private ReaderBehindWriter(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock.read()),
                    AcquireForm.anyInterruptible().of(lock.write()),
                    AcquireForm.anyUninterruptible().of(lock.read()),
                    true);
        }

        @Actor
        public void actor1(LL_Result r) {
            giveUp(r);
        }

        @Actor
        public void actor2() {
            await();
        }

        @Actor
        public void actor3(LL_Result r) {
            release(r);
        }
    }

    @JCStressTest
    @State
    @Description("A reader that is interrupted in the queue lets the writer behind it in.")
    public static class WriterBehindReader extends WakeUpPassedOn {
        public WriterBehindReader() {
            this(new ReadWriteLock());
        }

        private WriterBehindReader(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock.write()),
                    AcquireForm.anyInterruptible().of(lock.read()),
                    AcquireForm.anyUninterruptible().of(lock.write()),
                    true);
        }

        @Actor
        public void actor1(LL_Result r) {
            giveUp(r);
        }

        @Actor
        public void actor2() {
            await();
        }

        @Actor
        public void actor3(LL_Result r) {
            release(r);
        }
    }
}

package io.github.threading4j.stress.timeout;

import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.TimeoutMeetsRelease;
import io.github.threading4j.stress.scenarios.WakeUpPassedOn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * A timed acquire of a lock of a {@link ReadWriteLock} that races with a release.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify
 * -Djcstress.test=timeout.ReadWriteLockTimeout}
 */
public final class ReadWriteLockTimeout {
    private ReadWriteLockTimeout() {}

    @JCStressTest
    @State
    @Description("If readers leave at about the timeout of a timed acquire of the write lock, it succeeds or gives up.")
    public static class Writer extends TimeoutMeetsRelease {
        public Writer() {
            this(new ReadWriteLock());
        }

        private Writer(ReadWriteLock lock) {
            super(AcquireForm.ACQUIRE.of(lock.read()), AcquireForm.anyTimed().of(lock.write()));
        }

        @Actor
        public void actor1(LZ_Result r) {
            await(r);
        }

        @Actor
        public void actor2() {
            release();
        }

        @Arbiter
        public void arbiter(LZ_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description(
            "If the writer leaves at about the timeout of a timed acquire of the read lock, it succeeds or gives up.")
    public static class Reader extends TimeoutMeetsRelease {
        public Reader() {
            this(new ReadWriteLock());
        }

        private Reader(ReadWriteLock lock) {
            super(AcquireForm.ACQUIRE.of(lock.write()), AcquireForm.anyTimed().of(lock.read()));
        }

        @Actor
        public void actor1(LZ_Result r) {
            await(r);
        }

        @Actor
        public void actor2() {
            release();
        }

        @Arbiter
        public void arbiter(LZ_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("A writer that times out in the queue lets the reader behind it in.")
    public static class ReaderBehindWriter extends WakeUpPassedOn {
        public ReaderBehindWriter() {
            this(new ReadWriteLock());
        }

        private ReaderBehindWriter(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock.read()),
                    AcquireForm.anyTimed().of(lock.write()),
                    AcquireForm.anyUninterruptible().of(lock.read()),
                    false);
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

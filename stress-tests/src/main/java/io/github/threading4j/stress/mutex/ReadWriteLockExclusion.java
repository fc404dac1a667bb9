package io.github.threading4j.stress.mutex;

import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.MutualExclusion;
import io.github.threading4j.stress.scenarios.ReaderSeesWholeWrite;
import io.github.threading4j.stress.scenarios.ReadersMeetWriter;
import io.github.threading4j.stress.scenarios.TwoUpgrades;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LLZ_Result;

/**
 * A writer excludes all other threads of a {@link ReadWriteLock}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify
 * -Djcstress.test=mutex.ReadWriteLockExclusion}
 */
public final class ReadWriteLockExclusion {
    private ReadWriteLockExclusion() {}

    @JCStressTest
    @State
    @Description("The write lock excludes other writers, whichever method acquires it.")
    public static class Writers extends MutualExclusion {
        private final ReadWriteLock lock = new ReadWriteLock();
        private final Guard one = AcquireForm.any().of(lock.write());
        private final Guard other = AcquireForm.any().of(lock.write());

        @Actor
        public void actor1(IIZ_Result r) {
            first(one, r);
        }

        @Actor
        public void actor2(IIZ_Result r) {
            second(other, r);
        }
    }

    @JCStressTest
    @State
    @Description("A reader is never inside together with a writer, whichever methods they use.")
    public static class WriterAndReader extends ReaderSeesWholeWrite {
        public WriterAndReader() {
            this(new ReadWriteLock());
        }

        private WriterAndReader(ReadWriteLock lock) {
            super(AcquireForm.any().of(lock.write()), AcquireForm.any().of(lock.read()));
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
    @Description("While a writer waits, a reader may read again, and a new reader has to wait.")
    public static class ReadersAndWriter extends ReadersMeetWriter {
        public ReadersAndWriter() {
            this(new ReadWriteLock());
        }

        private ReadersAndWriter(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE_SECONDS.of(lock.read()),
                    AcquireForm.anyInterruptible().of(lock.write()));
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
    @Description("A reader that tries to write is refused, even if another reader tries the same.")
    public static class Upgrades extends TwoUpgrades {
        public Upgrades() {
            this(new ReadWriteLock());
        }

        private Upgrades(ReadWriteLock lock) {
            super(AcquireForm.ACQUIRE.of(lock.read()), AcquireForm.any().of(lock.write()));
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

package io.github.threading4j.stress.interrupt;

import io.github.threading4j.Lock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.select.Select;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.GetGivesUpAsItemComes;
import io.github.threading4j.stress.scenarios.SelectGuard;
import io.github.threading4j.stress.scenarios.SelectOfQueues;
import io.github.threading4j.stress.scenarios.WakeUpPassedOn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An interrupt of a thread that waits in a {@link Select}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=interrupt.SelectInterrupt}
 */
public final class SelectInterrupt {
    private SelectInterrupt() {}

    @JCStressTest
    @State
    @Description("A select that is interrupted as an item arrives takes the item or leaves it to the next thread.")
    public static class Get extends GetGivesUpAsItemComes {
        public Get() {
            super(new SelectOfQueues(2, false), true);
        }

        @Actor
        public void actor1(LII_Result r) {
            giveUp(r);
        }

        @Actor
        public void actor2(LII_Result r) {
            await(r);
        }

        @Actor
        public void actor3() {
            put();
        }

        @Arbiter
        public void arbiter(LII_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("A select that is interrupted as a Lock is released acquires it or leaves it to the next select.")
    public static class NextInLine extends WakeUpPassedOn {
        public NextInLine() {
            this(new Lock());
        }

        private NextInLine(Lock lock) {
            super(SelectGuard.of(lock), SelectGuard.of(lock), SelectGuard.of(lock), true);
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
    @Description("A writer that is interrupted in the queue lets a select read.")
    public static class BehindWriter extends WakeUpPassedOn {
        public BehindWriter() {
            this(new ReadWriteLock());
        }

        private BehindWriter(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock.read()),
                    AcquireForm.anyInterruptible().of(lock.write()),
                    SelectGuard.of(lock.read()),
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
    @Description("A reader that is interrupted in the queue of a fair lock, or reads, lets a select read, too.")
    public static class BehindFairReader extends WakeUpPassedOn {
        public BehindFairReader() {
            this(ReadWriteLock.fair());
        }

        private BehindFairReader(ReadWriteLock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock.write()),
                    AcquireForm.anyInterruptible().of(lock.read()),
                    SelectGuard.of(lock.read()),
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

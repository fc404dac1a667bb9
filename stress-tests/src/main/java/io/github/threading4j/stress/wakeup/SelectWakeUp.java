package io.github.threading4j.stress.wakeup;

import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.select.Select;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.HeldFromStart;
import io.github.threading4j.stress.scenarios.QueueTwoWaitingGets;
import io.github.threading4j.stress.scenarios.SelectGuard;
import io.github.threading4j.stress.scenarios.SelectOfQueues;
import io.github.threading4j.stress.scenarios.WakeUpOfOne;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Threads that wait in a {@link Select} are woken when one of the things that they wait for is ready.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=wakeup.SelectWakeUp}
 */
public final class SelectWakeUp {
    private SelectWakeUp() {}

    @JCStressTest
    @State
    @Description("Two selects wait for two queues, and an item is put into each: both selects return.")
    public static class TwoQueues extends QueueTwoWaitingGets {
        public TwoQueues() {
            super(new SelectOfQueues(2, false));
        }

        @Actor
        public void actor1(III_Result r) {
            takeFirst(r);
        }

        @Actor
        public void actor2(III_Result r) {
            takeSecond(r);
        }

        @Actor
        public void actor3() {
            putBoth();
        }

        @Arbiter
        public void arbiter(III_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("A select or get() and another wait for one queue, and two put() calls follow: both return.")
    public static class BesideGet extends QueueTwoWaitingGets {
        public BesideGet() {
            super(new SelectOfQueues(1, true));
        }

        @Actor
        public void actor1(III_Result r) {
            takeFirst(r);
        }

        @Actor
        public void actor2(III_Result r) {
            takeSecond(r);
        }

        @Actor
        public void actor3() {
            putBoth();
        }

        @Arbiter
        public void arbiter(III_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("A select for a Lock returns after release().")
    public static class OfLock extends WakeUpOfOne {
        public OfLock() {
            this(new Lock());
        }

        private OfLock(Lock lock) {
            super(SelectGuard.of(lock), SelectGuard.of(lock));
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
    @Description("A select for an RLock returns after release().")
    public static class OfRLock extends WakeUpOfOne {
        public OfRLock() {
            this(new RLock());
        }

        private OfRLock(RLock lock) {
            super(SelectGuard.of(lock), SelectGuard.of(lock));
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
    @Description("A select for a ReadLock returns after release() of the write lock.")
    public static class OfReadLock extends WakeUpOfOne {
        public OfReadLock() {
            this(new ReadWriteLock());
        }

        private OfReadLock(ReadWriteLock lock) {
            super(AcquireForm.ACQUIRE.of(lock.write()), SelectGuard.of(lock.read()));
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
    @Description("A select for a WriteLock returns after release() of the read lock.")
    public static class OfWriteLock extends WakeUpOfOne {
        public OfWriteLock() {
            this(new ReadWriteLock());
        }

        private OfWriteLock(ReadWriteLock lock) {
            super(AcquireForm.ACQUIRE.of(lock.read()), SelectGuard.of(lock.write()));
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
    @Description("A select for a Semaphore returns after release().")
    public static class OfSemaphore extends WakeUpOfOne {
        public OfSemaphore() {
            this(new Semaphore());
        }

        private OfSemaphore(Semaphore lock) {
            super(SelectGuard.of(lock), SelectGuard.of(lock));
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
    @Description("A select for an Event returns after set().")
    public static class OfEvent extends WakeUpOfOne {
        public OfEvent() {
            this(new Event());
        }

        private OfEvent(Event event) {
            super(new HeldFromStart(SelectGuard.of(event)), SelectGuard.of(event));
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
}

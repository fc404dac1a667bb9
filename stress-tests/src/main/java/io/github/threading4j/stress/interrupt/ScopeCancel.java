package io.github.threading4j.stress.interrupt;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.CancelMeetsAcquire;
import io.github.threading4j.stress.scenarios.CancelMeetsInterrupt;
import io.github.threading4j.stress.scenarios.CancelMeetsShield;
import io.github.threading4j.stress.scenarios.CancelMeetsWait;
import io.github.threading4j.stress.scenarios.ConditionGuard;
import io.github.threading4j.stress.scenarios.EventGuard;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.HeldFromStart;
import io.github.threading4j.stress.scenarios.ScopeApi;
import io.github.threading4j.stress.scenarios.SemaphoreGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A cancellation of a {@link CancelScope} in which a thread waits.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=interrupt.ScopeCancel}
 */
public final class ScopeCancel {
    private ScopeCancel() {}

    @JCStressTest
    @State
    @Description("If an interruptible acquire of a Lock is cancelled while waiting, it either acquires or throws.")
    public static class OfLock extends CancelMeetsAcquire {
        public OfLock() {
            this(new Lock());
        }

        private OfLock(Lock it) {
            super(AcquireForm.ACQUIRE.of(it), AcquireForm.anyInterruptible().of(it), ScopeApi.create());
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            cancel(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("If an interruptible acquire of an RLock is cancelled while waiting, it either acquires or throws.")
    public static class OfRLock extends CancelMeetsAcquire {
        public OfRLock() {
            this(new RLock());
        }

        private OfRLock(RLock it) {
            super(AcquireForm.ACQUIRE.of(it), AcquireForm.anyInterruptible().of(it), ScopeApi.create());
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            cancel(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("If an acquire of a Semaphore is cancelled while waiting, it either takes a permit or throws.")
    public static class OfSemaphore extends CancelMeetsAcquire {
        public OfSemaphore() {
            this(new Semaphore(1));
        }

        private OfSemaphore(Semaphore it) {
            super(SemaphoreGuard.anyForm(it), SemaphoreGuard.anyWaiting(it), ScopeApi.create());
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            cancel(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("If await() of an Event is cancelled while waiting, it either returns true or throws.")
    public static class OfEvent extends CancelMeetsAcquire {
        public OfEvent() {
            this(new EventGuard(new Event(), false));
        }

        private OfEvent(Guard it) {
            super(new HeldFromStart(it), it, ScopeApi.create());
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            cancel(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("If awaitFor() of a Condition is cancelled while waiting, it either sees its flag or throws.")
    public static class OfCondition extends CancelMeetsAcquire {
        public OfCondition() {
            this(new ConditionGuard(false));
        }

        private OfCondition(Guard it) {
            super(new HeldFromStart(it), it, ScopeApi.create());
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            cancel(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("A cancellation does not lose an interrupt by another thread.")
    public static class WithInterrupt extends CancelMeetsInterrupt {
        public WithInterrupt() {
            super(NamedThread::interrupt);
        }

        @Actor
        public void actor1(LL_Result r) {
            await(r);
        }

        @Actor
        public void actor2() {
            cancel();
        }

        @Actor
        public void actor3() {
            interrupt();
        }
    }

    @JCStressTest
    @State
    @Description("A wait that begins as its scope is cancelled ends, whatever other scopes are cancelled.")
    public static class WithWait extends CancelMeetsWait {
        public WithWait() {
            super(ScopeApi.create(), ScopeApi.create());
        }

        @Actor
        public void actor1(L_Result r) {
            await(r);
        }

        @Actor
        public void actor2() {
            cancel();
        }

        @Actor
        public void actor3() {
            cancelHidden();
        }
    }

    @JCStressTest
    @State
    @Description("A cancellation does not reach a shielded wait that begins at that moment.")
    public static class WithShield extends CancelMeetsShield {
        public WithShield() {
            super(ScopeApi.create());
        }

        @Actor
        public void actor1(L_Result r) {
            await(r);
        }

        @Actor
        public void actor2() {
            cancel();
        }
    }
}

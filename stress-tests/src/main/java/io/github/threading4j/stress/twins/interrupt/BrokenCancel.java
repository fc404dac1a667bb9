package io.github.threading4j.stress.twins.interrupt;

import io.github.threading4j.Lock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.CancelMeetsAcquire;
import io.github.threading4j.stress.scenarios.CancelMeetsInterrupt;
import io.github.threading4j.stress.scenarios.CancelMeetsShield;
import io.github.threading4j.stress.scenarios.CancelMeetsWait;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.ScopeApi;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Twins: scopes that cancel a wait incorrectly, each in a different way. */
public final class BrokenCancel {
    private BrokenCancel() {}

    private static final class Cut extends Error {
        private static final long serialVersionUID = 1L;

        Cut() {
            super("cancelled", null, false, false);
        }
    }

    /** A correct scope for one thread; subclasses break one step each. */
    private static class TwinScope implements ScopeApi {
        static final int OFF = 0;
        static final int ON = 1;
        static final int SENDING = 2;
        static final int SENT = 3;

        final AtomicInteger state = new AtomicInteger();
        volatile boolean cancelled;
        volatile boolean shielded;
        volatile @Nullable Thread inside;

        @Override
        public boolean with(Body body) throws InterruptedException {
            inside = Thread.currentThread();
            try {
                body.run();
                return true;
            } catch (Cut e) {
                return false;
            } finally {
                inside = null;
            }
        }

        @Override
        public void shield(Body body) throws InterruptedException {
            shielded = true;
            try {
                body.run();
            } finally {
                shielded = false;
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            interruptIfOn();
        }

        void interruptIfOn() {
            Thread target = inside;
            if (target != null && state.compareAndSet(ON, SENDING)) {
                boolean meant = !shielded;
                if (meant) {
                    target.interrupt();
                }
                state.set(meant ? SENT : ON);
            }
        }

        boolean isCut() {
            return cancelled && !shielded;
        }

        void await(Guard guard, long nanos) throws InterruptedException {
            state.set(ON);
            boolean interrupted = false;
            try {
                if (!isCut()) {
                    boolean unused = guard.acquire(nanos);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            } finally {
                off();
            }
            if (interrupted || isCut()) {
                throw new Cut();
            }
        }

        private void off() {
            while (!state.compareAndSet(ON, OFF)) {
                if (state.compareAndSet(SENT, OFF)) {
                    Thread.interrupted();
                    return;
                }
                Thread.onSpinWait();
            }
        }

        @Override
        public Guard cancellable(Guard guard) {
            return new Guard() {
                @Override
                public boolean acquire(long nanos) throws InterruptedException {
                    await(guard, nanos);
                    return true;
                }

                @Override
                public void release() {
                    guard.release();
                }

                @Override
                public boolean locked() {
                    return guard.locked();
                }
            };
        }
    }

    /** Interrupts any thread inside, whether it waits or not. */
    private static final class NoBracket extends TwinScope {
        @Override
        void interruptIfOn() {
            Thread target = inside;
            if (target != null) {
                target.interrupt();
            }
        }

        @Override
        void await(Guard guard, long nanos) throws InterruptedException {
            if (cancelled) {
                throw new Cut();
            }
            try {
                boolean unused = guard.acquire(nanos);
            } catch (InterruptedException e) {
                throw new Cut();
            }
        }
    }

    /** Checks whether it is cancelled before it announces the wait. */
    private static final class LookBeforeSay extends TwinScope {
        @Override
        void await(Guard guard, long nanos) throws InterruptedException {
            if (isCut()) {
                throw new Cut();
            }
            Rendezvous.jitter(1_000);
            state.set(ON);
            try {
                boolean unused = guard.acquire(nanos);
            } catch (InterruptedException e) {
                throw new Cut();
            }
        }
    }

    /** Reads where the thread is before it keeps the thread from leaving the wait. */
    private static final class EarlyPlace extends TwinScope {
        @Override
        void interruptIfOn() {
            Thread target = inside;
            boolean meant = !shielded;
            Rendezvous.jitter(2_000);
            if (target != null && state.compareAndSet(ON, SENDING)) {
                if (meant) {
                    target.interrupt();
                }
                state.set(meant ? SENT : ON);
            }
        }
    }

    /** Checks whether it is cancelled after it has acquired. */
    private static final class CutAfterAcquire extends TwinScope {
        @Override
        void await(Guard guard, long nanos) throws InterruptedException {
            boolean unused = guard.acquire(nanos);
            if (cancelled) {
                throw new Cut();
            }
        }

        @Override
        void interruptIfOn() {}
    }

    @JCStressTest
    @State
    @Description("Twin of OfLock: interrupts the thread whether it waits or not.")
    public static class InterruptLeft extends CancelMeetsAcquire {
        public InterruptLeft() {
            this(new Lock());
        }

        private InterruptLeft(Lock it) {
            super(AcquireForm.ACQUIRE.of(it), AcquireForm.anyInterruptible().of(it), new NoBracket());
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
    @Description("Twin of OfLock: the wait is cancelled, but the lock was acquired.")
    public static class LockKept extends CancelMeetsAcquire {
        public LockKept() {
            this(new Lock());
        }

        private LockKept(Lock it) {
            super(AcquireForm.ACQUIRE.of(it), AcquireForm.anyInterruptible().of(it), new CutAfterAcquire());
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
    @Description("Twin of WithInterrupt: the interrupt is not counted.")
    public static class NotCounted extends CancelMeetsInterrupt {
        public NotCounted() {
            super(thread -> thread.toJavaThread().interrupt());
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
    @Description("Twin of WithWait: checks whether it is cancelled before it announces the wait.")
    public static class SleptOn extends CancelMeetsWait {
        public SleptOn() {
            super(new LookBeforeSay(), ScopeApi.create());
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
    @Description("Twin of WithShield: reads where the thread is too early.")
    public static class ShieldedCut extends CancelMeetsShield {
        public ShieldedCut() {
            super(new EarlyPlace());
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

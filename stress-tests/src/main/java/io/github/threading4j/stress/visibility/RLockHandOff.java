package io.github.threading4j.stress.visibility;

import io.github.threading4j.RLock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.PublicationByLock;
import io.github.threading4j.stress.scenarios.ReenteredGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The actions of a thread before its last release of an {@link RLock} are visible to the thread that acquires the lock
 * next.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=visibility.RLockHandOff}
 */
public final class RLockHandOff {
    private RLockHandOff() {}

    @JCStressTest
    @State
    @Description("release() of an RLock happens-before the next acquire().")
    public static class Acquire extends PublicationByLock {
        public Acquire() {
            this(new RLock());
        }

        private Acquire(RLock lock) {
            super(AcquireForm.ACQUIRE.of(lock), AcquireForm.ACQUIRE.of(lock), false);
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
    @Description("release() of an RLock happens-before an acquire without waiting that returns true.")
    public static class TryAcquire extends PublicationByLock {
        public TryAcquire() {
            this(new RLock());
        }

        private TryAcquire(RLock lock) {
            super(AcquireForm.ACQUIRE.of(lock), AcquireForm.ACQUIRE_FALSE.of(lock), false);
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
    @Description("release() of an RLock happens-before the next acquire, by any method.")
    public static class AnyForm extends PublicationByLock {
        public AnyForm() {
            this(new RLock());
        }

        private AnyForm(RLock lock) {
            super(AcquireForm.any().of(lock), AcquireForm.any().of(lock), false);
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
    @Description("The last release() of an RLock that was acquired twice happens-before the next acquire.")
    public static class OuterRelease extends PublicationByLock {
        public OuterRelease() {
            this(new RLock());
        }

        private OuterRelease(RLock lock) {
            super(
                    new ReenteredGuard(AcquireForm.any().of(lock)),
                    AcquireForm.any().of(lock),
                    false);
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

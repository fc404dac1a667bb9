package io.github.threading4j.stress.visibility;

import io.github.threading4j.Lock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.PublicationByLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The actions of a thread before it releases a {@link Lock} are visible to the thread that acquires the lock next, by
 * any method.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=visibility.LockHandOff}
 */
public final class LockHandOff {
    private LockHandOff() {}

    @JCStressTest
    @State
    @Description("release() of a Lock happens-before the next acquire().")
    public static class Acquire extends PublicationByLock {
        public Acquire() {
            this(new Lock());
        }

        private Acquire(Lock lock) {
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
    @Description("release() of a Lock happens-before an acquire without waiting that returns true.")
    public static class TryAcquire extends PublicationByLock {
        public TryAcquire() {
            this(new Lock());
        }

        private TryAcquire(Lock lock) {
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
    @Description("release() of a Lock happens-before the next acquire, by any method.")
    public static class AnyForm extends PublicationByLock {
        public AnyForm() {
            this(new Lock());
        }

        private AnyForm(Lock lock) {
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
    @Description("release() of a Lock by a thread that did not acquire it happens-before the next acquire.")
    public static class ReleaseByAnother extends PublicationByLock {
        public ReleaseByAnother() {
            this(new Lock());
        }

        private ReleaseByAnother(Lock lock) {
            super(AcquireForm.any().of(lock), AcquireForm.any().of(lock), true);
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

package io.github.threading4j.stress.twins.mutex;

import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.OwnerAfterRelease;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Twin of LockOnce.ReleaseByAnother: the owner is stored separately from the state, so that a release by another
 * thread, which takes two steps, can clear the next owner.
 */
@JCStressTest
@State
@Description("Twin of LockOnce.ReleaseByAnother: a release by another thread clears the next owner.")
public class OwnerBesideState extends OwnerAfterRelease {
    private final BrokenLock lock;

    public OwnerBesideState() {
        this(new BrokenLock());
    }

    private OwnerBesideState(BrokenLock lock) {
        super(lock);
        this.lock = lock;
    }

    @Override
    protected boolean isMine() {
        return lock.owner == Thread.currentThread();
    }

    @Actor
    public void actor1() {
        releaser();
    }

    @Actor
    public void actor2(ZZ_Result r) {
        successor(r);
    }

    private static final class BrokenLock implements Guard {
        private final AtomicBoolean state = new AtomicBoolean();
        private volatile @Nullable Thread owner;

        @Override
        public boolean acquire(long nanos) {
            if (!state.compareAndSet(false, true)) {
                return false;
            }
            owner = Thread.currentThread();
            return true;
        }

        @Override
        public void release() {
            state.set(false);
            owner = null;
        }

        @Override
        public boolean locked() {
            return state.get();
        }
    }
}

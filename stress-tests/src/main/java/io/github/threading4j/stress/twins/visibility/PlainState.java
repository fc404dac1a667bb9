package io.github.threading4j.stress.twins.visibility;

import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.PublicationByLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/** Twin of LockHandOff and RLockHandOff: a lock whose state is a plain field, which does not order other accesses. */
@JCStressTest
@State
@Description("Twin of LockHandOff and RLockHandOff: the reader sees the stale value that it read before the acquire.")
public class PlainState extends PublicationByLock {
    public PlainState() {
        this(new BrokenLock());
    }

    private PlainState(Guard guard) {
        super(guard, guard, false);
    }

    @Actor
    public void actor1() {
        write();
    }

    @Actor
    public void actor2(IIZ_Result r) {
        read(r);
    }

    private static final class BrokenLock implements Guard {
        private boolean locked;

        @Override
        public boolean acquire(long nanos) {
            if (locked) {
                return false;
            }
            locked = true;
            return true;
        }

        @Override
        public void release() {
            locked = false;
        }

        @Override
        public boolean locked() {
            return locked;
        }
    }
}

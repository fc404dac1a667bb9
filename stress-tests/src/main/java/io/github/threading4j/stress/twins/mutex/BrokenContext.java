package io.github.threading4j.stress.twins.mutex;

import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.Rendezvous;
import io.github.threading4j.stress.scenarios.SecondEntryRejected;
import io.github.threading4j.stress.scenarios.SnapshotIsAtomic;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Twins of ContextEntry: a context that is checked and entered in two steps, and a snapshot that is taken value by
 * value.
 */
public final class BrokenContext {
    private BrokenContext() {}

    @JCStressTest
    @State
    @Description("Twin of ContextEntry.Run: a thread finds the context free, and enters a moment later.")
    public static class Run extends SecondEntryRejected {
        private final AtomicInteger looked = new AtomicInteger();
        private volatile boolean entered;

        @Override
        protected boolean tryInside(Runnable body) {
            if (entered) {
                return false;
            }
            looked.incrementAndGet();
            Rendezvous.whileNot(() -> looked.get() == 2, 3_000);
            entered = true;
            body.run();
            entered = false;
            return true;
        }

        @Actor
        public void actor1(II_Result r) {
            first(r);
        }

        @Actor
        public void actor2(II_Result r) {
            second(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ContextEntry.Reset: a token that is not bound to a context is used twice.")
    public static class Reset extends ExactlyOneSucceeds {
        private volatile boolean used;

        private boolean use() {
            if (used) {
                return false;
            }
            Rendezvous.jitter(2_000);
            used = true;
            return true;
        }

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = use();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = use();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of ContextEntry.Copy: a snapshot that is taken value by value combines two moments.")
    public static class Copy extends SnapshotIsAtomic {
        private volatile int left;
        private volatile int right;

        @Override
        protected void setBoth() {
            left = 1;
            Rendezvous.jitter(2_000);
            right = 1;
        }

        @Override
        protected void look(II_Result r) {
            r.r1 = left;
            Rendezvous.jitter(2_000);
            r.r2 = right;
        }

        @Actor
        public void actor1() {
            write();
        }

        @Actor
        public void actor2(II_Result r) {
            read(r);
        }
    }
}

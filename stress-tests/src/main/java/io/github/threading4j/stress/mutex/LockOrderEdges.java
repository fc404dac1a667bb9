package io.github.threading4j.stress.mutex;

import io.github.threading4j.internal.LockOrder;
import io.github.threading4j.internal.OrderedLock;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The recorded order of locks.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.LockOrderEdges}
 */
public final class LockOrderEdges {
    private LockOrderEdges() {}

    @JCStressTest
    @State
    @Description("If two threads acquire two locks in opposite orders, exactly one of them finds the cycle.")
    public static class Opposite extends ExactlyOneSucceeds {
        private final OrderedLock a = new OrderedLock("Lock", null);
        private final OrderedLock b = new OrderedLock("Lock", null);

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = LockOrder.enterOf(a, b, 1);
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = LockOrder.enterOf(b, a, 2);
        }
    }
}

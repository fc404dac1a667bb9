package io.github.threading4j.stress.mutex;

import io.github.threading4j.SerializedIterator;
import io.github.threading4j.Threading;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.MutualExclusion;
import io.github.threading4j.stress.scenarios.TeeBranchesAgree;
import io.github.threading4j.stress.scenarios.UnsynchronizedIterator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Thread-safe iterators over a source that is not thread-safe.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.SharedIterators}
 */
public final class SharedIterators {
    private SharedIterators() {}

    private static VarHandle insideOf(Class<?> test) {
        try {
            return MethodHandles.lookup().findVarHandle(test, "inside", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @JCStressTest
    @State
    @Description("Two threads take one item each from a serialized iterator, which serializes the calls of its source.")
    public static class EachItem extends MutualExclusion {
        private static final VarHandle INSIDE = insideOf(EachItem.class);

        private final Iterator<Integer> items =
                Threading.serializeIterator(new UnsynchronizedIterator(this::inside, 2));

        /**
         * A hint that a thread is inside. It is accessed without ordering, so that it does not make the count visible.
         */
        private boolean inside;

        private int inside() {
            INSIDE.setOpaque(this, true);
            int counted = increment();
            INSIDE.setOpaque(this, false);
            return counted;
        }

        @Actor
        public void actor1(IIZ_Result r) {
            arrive((boolean) INSIDE.getOpaque(this), r);
            r.r1 = items.next();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            arrive((boolean) INSIDE.getOpaque(this), r);
            r.r2 = items.next();
        }
    }

    @JCStressTest
    @State
    @Description("Of two threads that request the last item of a serialized iterator, exactly one gets it.")
    public static class LastItem extends ExactlyOneSucceeds {
        private final SerializedIterator<Integer> items = Threading.serializeIterator(List.of(1));

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = items.tryAdvance(item -> {});
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = items.tryAdvance(item -> {});
        }
    }

    @JCStressTest
    @State
    @Description("Each branch of a tee returns all items in order, whichever branch calls the source.")
    public static class TeeBranches extends TeeBranchesAgree {
        public TeeBranches() {
            super(source -> Threading.concurrentTee(source, 2));
        }

        @Actor
        public void actor1(IIII_Result r) {
            first(r);
        }

        @Actor
        public void actor2(IIII_Result r) {
            second(r);
        }
    }
}

package io.github.threading4j.stress.twins.mutex;

import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.MutualExclusion;
import io.github.threading4j.stress.scenarios.TeeBranchesAgree;
import io.github.threading4j.stress.scenarios.UnsynchronizedIterator;
import java.util.Iterator;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Twins of SharedIterators: threads that share an iterator without synchronization. */
public final class SharedSource {
    private SharedSource() {}

    /** A branch of a tee that calls the source if no other branch has already stored the item. */
    private static final class Branch implements Iterator<Integer> {
        private final Iterator<Integer> source;
        private final int[] items;
        private int next;

        Branch(Iterator<Integer> source, int[] items) {
            this.source = source;
            this.items = items;
        }

        @Override
        public boolean hasNext() {
            return next < items.length;
        }

        @Override
        public Integer next() {
            if (items[next] == 0) {
                items[next] = source.next();
            }
            return items[next++];
        }
    }

    @JCStressTest
    @State
    @Description("Twin of SharedIterators.EachItem: two threads call the source concurrently.")
    public static class EachItem extends MutualExclusion {
        private final Iterator<Integer> items = new UnsynchronizedIterator(this::increment, 2);

        @Actor
        public void actor1(IIZ_Result r) {
            r.r1 = items.next();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            r.r2 = items.next();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of SharedIterators.LastItem: both threads take the last item.")
    public static class LastItem extends ExactlyOneSucceeds {
        private final Iterator<Integer> items = new UnsynchronizedIterator(() -> 1, 1);

        private boolean take() {
            boolean there = items.hasNext();
            if (there) {
                items.next();
            }
            return there;
        }

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = take();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = take();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of SharedIterators.TeeBranches: both branches take the same item from the source.")
    public static class TeeBranches extends TeeBranchesAgree {
        public TeeBranches() {
            super(source -> {
                int[] items = new int[2];
                return List.of(new Branch(source, items), new Branch(source, items));
            });
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

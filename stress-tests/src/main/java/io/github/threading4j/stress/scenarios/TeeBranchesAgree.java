package io.github.threading4j.stress.scenarios;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Each actor takes two items from its own branch of one source: both get the same items in the same order. */
@Outcome(id = "1, 2, 1, 2", expect = Expect.ACCEPTABLE, desc = "Each branch returned all items.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A branch lost an item, or returned one twice or too early.")
public abstract class TeeBranchesAgree {
    private final Iterator<Integer> one;
    private final Iterator<Integer> other;
    private int count;

    protected TeeBranchesAgree(Function<Iterator<Integer>, List<Iterator<Integer>>> tee) {
        List<Iterator<Integer>> branches = tee.apply(new UnsynchronizedIterator(() -> ++count, 4));
        one = branches.get(0);
        other = branches.get(1);
    }

    protected final void first(IIII_Result r) {
        r.r1 = one.next();
        r.r2 = one.next();
    }

    protected final void second(IIII_Result r) {
        r.r3 = other.next();
        r.r4 = other.next();
    }
}

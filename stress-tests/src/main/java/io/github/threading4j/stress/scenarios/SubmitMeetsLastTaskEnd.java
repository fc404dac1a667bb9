package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * While its body is running, a group accepts tasks, even if all earlier tasks are ending: one actor runs a block whose
 * body submits two tasks, the other lets the first task end.
 *
 * <p>The results are whether the tasks were accepted.
 */
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Both tasks were accepted.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A task was rejected while the body was running.")
public abstract class SubmitMeetsLastTaskEnd {
    private final GroupApi group;
    private volatile boolean submitted;
    private volatile boolean go;

    protected SubmitMeetsLastTaskEnd(GroupApi group) {
        this.group = group;
    }

    protected final void runBlock(ZZ_Result r) {
        group.with(() -> {
            r.r1 = group.submit(() -> Rendezvous.until(() -> go)) != null;
            submitted = true;
            Rendezvous.until(() -> go);
            Rendezvous.jitter(1_000);
            r.r2 = group.submit(() -> {}) != null;
        });
    }

    protected final void letTaskEnd() {
        Rendezvous.until(() -> submitted);
        Rendezvous.jitter(400);
        go = true;
    }
}

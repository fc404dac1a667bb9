package io.github.threading4j.stress.scenarios;

import io.github.threading4j.function.Target;
import java.util.function.Function;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A join that coincides with the end of the thread returns, even if two threads join: both actors join a thread that is
 * ending.
 *
 * <p>The results are how each actor's join ended.
 */
@Outcome(
        id = {"late, late", "late, waited", "waited, late"},
        expect = Expect.ACCEPTABLE,
        desc = "At least one thread joined after the end, and both joins returned.")
@Outcome(
        id = "waited, waited",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Both threads joined before the end, and both were woken.")
@Outcome(id = ".*lost.*", expect = Expect.FORBIDDEN, desc = "The thread has ended, but a join does not return.")
public abstract class JoinMeetsThreadEnd {
    private final ThreadApi life;
    private volatile boolean started;
    private volatile boolean otherCame;

    protected JoinMeetsThreadEnd(Function<Target, ThreadApi> maker) {
        this.life = maker.apply(this::run);
    }

    private void run() {
        Rendezvous.until(() -> otherCame);
        Rendezvous.jitter(100);
    }

    protected final void startAndJoin(LL_Result r) {
        life.start();
        started = true;
        r.r1 = join();
    }

    protected final void join(LL_Result r) {
        Rendezvous.until(() -> started);
        otherCame = true;
        r.r2 = join();
    }

    private String join() {
        if (!life.isAlive()) {
            return life.joinUninterrupted(0) ? "late" : "lost";
        }
        long start = System.nanoTime();
        long limit = WakeUpTimeout.nanos();
        if (life.joinUninterrupted(limit) && System.nanoTime() - start < limit) {
            return "waited";
        }
        WakeUpTimeout.end();
        return "lost";
    }
}

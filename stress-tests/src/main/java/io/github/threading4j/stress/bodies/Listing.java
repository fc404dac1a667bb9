package io.github.threading4j.stress.bodies;

import io.github.threading4j.function.Target;
import java.util.function.Function;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * A thread is listed and alive from the return of its start to its end, and not before or after. The first actor looks
 * before the start, after the start and after the join; the second looks at any time, so that the table is read as it
 * changes.
 *
 * <p>The results are what the first actor saw, with the change in the number of listed threads, and what the second saw.
 */
@Outcome(
        id = "unlisted, \\+1 listed alive, \\+0 unlisted, unlisted",
        expect = Expect.ACCEPTABLE,
        desc = "Listed between start and join, as it should be.")
@Outcome(
        id = "unlisted, \\+1 listed alive, \\+0 unlisted, listed( alive)?",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Listed between start and join, and seen by the other thread too.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Listed or alive at the wrong time.")
public abstract class Listing {
    private final Life life;
    private volatile boolean mayEnd;

    protected Listing(Function<Target, Life> maker) {
        this.life = maker.apply(this::run);
    }

    private void run() {
        Pace.until(() -> mayEnd);
    }

    protected final void startAndJoin(LLLL_Result r) {
        int count = life.count();
        r.r1 = state();
        life.start();
        r.r2 = change(count) + state();
        mayEnd = true;
        life.joinUninterrupted(Guard.LONG_NANOS);
        r.r3 = change(count) + state();
    }

    protected final void look(LLLL_Result r) {
        Pace.jitter(2_000);
        r.r4 = state();
    }

    private String change(int count) {
        return "+" + (life.count() - count) + " ";
    }

    private String state() {
        return (life.isListed() ? "listed" : "unlisted") + (life.isAlive() ? " alive" : "");
    }
}
